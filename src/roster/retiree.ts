import { fullYearsBetween, lastDay } from '#src/kernel/day.ts'
import { lunarYearOf } from '#src/kernel/lunar.ts'

/** 周岁 on a day: completed years, from the first day that the birth date may mean. */
export function ageOn(born: string, day: string): number {
  return fullYearsBetween(born, day)
}

/** 虚岁 on a day: one at birth and one more at every 春节. Of a month, its last day counts. */
export function nominalAge(born: string, day: string): number {
  const birthYear = born.length === 4 ? Number(born) : lunarYearOf(lastDay(born))
  return lunarYearOf(day) - birthYear + 1
}

/** 双高期: eighty or older, with an illness or disability (GB/T 2261.3 beyond 1x and 2x). */
export function isHighAgeHighIllness(
  born: string,
  healthStatus: string | null | undefined,
  day: string,
): boolean {
  return ageOn(born, day) >= 80 && /^[3-6]/.test(healthStatus ?? '')
}

/** 自理能力 by score, 国家基本公共卫生服务规范: 0–3 able, 4–8 mild, 9–18 moderate, 19 and more not. */
export function selfCareLevelOf(score: number): '1' | '2' | '3' | '4' {
  if (score <= 3) return '1'
  if (score <= 8) return '2'
  return score <= 18 ? '3' : '4'
}
