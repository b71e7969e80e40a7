import { addMonths, isSurelyAfter, precisionOf } from '#src/kernel/day.ts'

/**
 * 工作年限 by 年头减年尾加一: years from the first to the last calendar year, both counted, less
 * whole years of interruption. 1968-09 to 2004-02 is 37. Undefined when the dates are reversed.
 */
export function serviceYears(
  workStart: string,
  retiredOn: string,
  breakMonths = 0,
): number | undefined {
  if (isSurelyAfter(workStart, retiredOn)) return undefined
  const years = Number(retiredOn.slice(0, 4)) - Number(workStart.slice(0, 4)) + 1
  return Math.max(0, years - Math.floor(breakMonths / 12))
}

export type OriginalAge = 50 | 55 | 60

/**
 * 全国人民代表大会常务委员会《关于实施渐进式延迟法定退休年龄的决定》(2024-09-13, 2025-01-01 起施行):
 * for each original age the first birth month concerned, the months of birth per month of delay
 * and the longest delay. The original age, not sex, decides: some women keep 60.
 */
const delayLadder = {
  60: { firstBorn: '1965-01', step: 4, cap: 36 },
  55: { firstBorn: '1970-01', step: 4, cap: 36 },
  50: { firstBorn: '1975-01', step: 2, cap: 60 },
} as const

export interface StatutoryRetirement {
  /** Month of retirement, YYYY-MM. */
  readonly month: string
  readonly years: number
  readonly months: number
  readonly delayMonths: number
  /** Flexible limits: three years earlier, not below the original age, and three years later. */
  readonly earliestMonth: string
  readonly latestMonth: string
}

/** The statutory retirement of one born in a month; undefined when only the year is known. */
export function statutoryRetirement(
  born: string,
  originalAge: OriginalAge,
): StatutoryRetirement | undefined {
  if (precisionOf(born) === 'year') return undefined
  const delayMonths = delayOf(born, originalAge)
  const total = originalAge * 12 + delayMonths
  const monthAt = (months: number) => addMonths(`${born.slice(0, 7)}-01`, months).slice(0, 7)
  return {
    month: monthAt(total),
    years: Math.floor(total / 12),
    months: total % 12,
    delayMonths,
    earliestMonth: monthAt(Math.max(originalAge * 12, total - 36)),
    latestMonth: monthAt(total + 36),
  }
}

function delayOf(born: string, originalAge: OriginalAge): number {
  const { firstBorn, step, cap } = delayLadder[originalAge]
  const index = monthIndex(born) - monthIndex(firstBorn)
  return index < 0 ? 0 : Math.min(Math.floor(index / step) + 1, cap)
}

function monthIndex(partial: string): number {
  return Number(partial.slice(0, 4)) * 12 + Number(partial.slice(5, 7)) - 1
}
