import { firstDay, fullYearsBetween, isSurelyAfter, lastDay } from '#src/kernel/day.ts'
import { lunarYearOf } from '#src/kernel/lunar.ts'
import { Refusal } from '#src/kernel/refusal.ts'
import { citizenIdProblem, sexOfCitizenId, type CitizenIdProblem } from './citizenId.ts'
import { fieldOf, type Facts, type FieldKey } from './fields.ts'
import { refusalOfLixiu } from './revolution.ts'

export type { Facts } from './fields.ts'
export { doubtsOfRecord } from './doubts.ts'
export { fullPinyin, initials, isPersonName, namePinyin, tidyName } from './pinyin.ts'
export {
  needsDayOfRevolution,
  refusalOfLixiu,
  revolutionaryPeriodOf,
  revolutionaryPeriods,
} from './revolution.ts'

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

/** What makes a record impossible to keep, field by field; doubts are `doubtsOfRecord`. */
export function refusalsOfRecord(facts: Facts, today: string): (Refusal | undefined)[] {
  return [
    refusalOfNumber(facts),
    refusalOfSex(facts),
    refusalOfLixiu(facts),
    ...pastDates.map((key) => refusalOfFuture(facts, key, today)),
  ]
}

const numberSentences: Record<CitizenIdProblem, string> = {
  length: '身份证号应为18位，末位可以是X，请对照证件核对',
  birth: '身份证号中的出生日期不存在，请对照证件核对',
  checksum: '身份证号校验不通过，可能有数字写错，请对照证件核对',
}

/** GB 11643-1999 for citizens' numbers; numbers of other documents are taken as they are. */
function refusalOfNumber({ idType, idNumber }: Facts): Refusal | undefined {
  if (!idNumber || (idType ?? 'citizenId') !== 'citizenId') return undefined
  const problem = citizenIdProblem(idNumber)
  return (
    problem && new Refusal('invalid', `roster.id.${problem}`, numberSentences[problem], 'idNumber')
  )
}

function refusalOfSex({ idType, idNumber, gender }: Facts): Refusal | undefined {
  if (!idNumber || (idType ?? 'citizenId') !== 'citizenId') return undefined
  if (gender !== '1' && gender !== '2') return undefined
  if ((sexOfCitizenId(idNumber) ?? gender) === gender) return undefined
  return new Refusal('invalid', 'roster.sexMismatch', '性别与身份证号第17位不符，请核对', 'gender')
}

/** Dates of what has happened. Retirement may be approved ahead and is not among them. */
const pastDates = [
  'birthArchive',
  'workStart',
  'revolutionJoin',
  'partyJoined',
  'partyFull',
  'treatmentApprovedOn',
] as const satisfies readonly FieldKey[]

function refusalOfFuture(
  facts: Facts,
  key: (typeof pastDates)[number],
  today: string,
): Refusal | undefined {
  const date = facts[key]
  if (!date || firstDay(date) <= today) return undefined
  return new Refusal('invalid', 'roster.inFuture', `${fieldOf(key).title}不能晚于今天，请核对`, key)
}

/** Order of two retirees in a list: by pinyin, then by name. */
export function compareNames(
  a: { readonly namePinyin: string; readonly fullName: string },
  b: { readonly namePinyin: string; readonly fullName: string },
): number {
  if (a.namePinyin !== b.namePinyin) return a.namePinyin < b.namePinyin ? -1 : 1
  if (a.fullName === b.fullName) return 0
  return a.fullName < b.fullName ? -1 : 1
}

/** The birth date that counts: the archive's, else the identity number's (组通字〔2006〕41号). */
export function birthOf(facts: {
  readonly birthArchive?: string | null | undefined
  readonly birthId?: string | null | undefined
}): string | undefined {
  return facts.birthArchive || facts.birthId || undefined
}

/** True when the archive's and the number's birth dates cannot be the same day. */
export function birthsDiffer(archive: string, birthId: string): boolean {
  return isSurelyAfter(archive, birthId) || isSurelyAfter(birthId, archive)
}
