import { fullYearsBetween } from '#src/kernel/day.ts'
import type { Facts, Outline } from '../person.ts'
import type { Random } from '../random.ts'

type Health = Pick<
  Facts,
  | 'healthStatus'
  | 'selfCareLevel'
  | 'chronicDiseases'
  | 'allergies'
  | 'designatedHospital'
  | 'familyDoctor'
  | 'pensionBaseFen'
  | 'monthlyPensionFen'
>

const illnesses: Readonly<Record<string, string>> = {
  '31': '高血压、冠心病',
  '32': '脑梗死后遗症',
  '33': '慢性支气管炎',
  '34': '慢性胃炎',
  '37': '2型糖尿病',
  '49': '骨关节炎',
}

/** Completed years on the county's day, or when the person died. */
export function ageAt(who: Pick<Outline, 'bornOn' | 'until'>): number {
  return fullYearsBetween(who.bornOn, who.until)
}

/** Health and self-care get worse with age; pay goes with category and rank. */
export function health(random: Random, who: Outline): Health {
  const age = ageAt(who)
  const status = random.weighted<string>([
    ['10', Math.max(4, 78 - (age - 55) * 1.9)],
    ['20', 22],
    ...Object.keys(illnesses).map((code) => [code, 2 + Math.max(0, age - 60) * 0.18] as const),
    ['64', age > 75 ? 2 : 0.5],
  ])
  const base = who.category === 'lixiu' ? random.between(6200, 9800) : random.between(2600, 6400)
  return {
    healthStatus: status,
    selfCareLevel: selfCare(random, age),
    chronicDiseases: illnesses[status] ?? null,
    allergies: random.chance(0.05) ? random.pick(['青霉素', '磺胺类', '海鲜']) : null,
    designatedHospital: random.pick(['县人民医院', '县中医医院']),
    familyDoctor: random.chance(0.5) ? `${who.community.name}家庭医生团队` : null,
    pensionBaseFen: base * 100,
    monthlyPensionFen: Math.round(base * (1.05 + random.next() * 0.35)) * 100,
  }
}

/** 1 可自理 · 2 轻度依赖 · 3 中度依赖 · 4 不能自理. */
function selfCare(random: Random, age: number): string {
  const frail = Math.max(0, age - 72) / 24
  return random.weighted<string>([
    ['1', 1],
    ['2', 0.04 + frail * 0.6],
    ['3', 0.015 + frail * 0.32],
    ['4', 0.008 + frail * 0.22],
  ])
}
