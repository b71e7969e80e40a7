import {
  addYears,
  firstDay,
  formatDay,
  isSurelyAfter,
  lastDay,
  precisionOf,
} from '#src/kernel/day.ts'
import { birthOfCitizenId, hasKnownRegion } from './citizenId.ts'
import { fieldOf, type Facts, type FieldKey } from './fields.ts'
import { needsDayOfRevolution } from './revolution.ts'

type Life = Facts & { readonly diedOn?: string | null | undefined }

export type DoubtCode = 'DATE_IMPLAUSIBLE' | 'DATE_PRECISION' | 'ID_BIRTH_MISMATCH' | 'ID_REGION'

/** Something that may be right but deserves a look; it refuses nothing. */
export interface Doubt {
  readonly field: FieldKey | 'diedOn'
  readonly code: DoubtCode
  readonly message: string
}

/** The life of a cadre in order; each may not surely precede the one before. */
const order = ['birthArchive', 'workStart', 'retiredOn', 'diedOn'] as const

/** Ages between which such things have happened to people: children of eight served in the wars. */
const bounds = [
  { field: 'workStart', least: 8, most: 60 },
  { field: 'revolutionJoin', least: 6, most: 60 },
  { field: 'partyJoined', least: 12, most: 100 },
  { field: 'retiredOn', least: 30, most: 85 },
] as const

/** Every doubt about a record, in the order of the form. */
export function doubtsOfRecord(facts: Life, today: string): Doubt[] {
  return [
    ...numberDoubts(facts),
    ...birthDoubts(facts, today),
    ...orderDoubts(facts),
    ...ageDoubts(facts),
    ...precisionDoubts(facts),
  ]
}

function numberDoubts({ idType, idNumber, birthArchive }: Facts): Doubt[] {
  const birthId = idNumber && (idType ?? 'citizenId') === 'citizenId' && birthOfCitizenId(idNumber)
  if (!birthId) return []
  const doubts: Doubt[] = []
  if (!hasKnownRegion(idNumber)) {
    const message = '身份证号前两位不是现行或曾用的省级代码，请核对'
    doubts.push({ field: 'idNumber', code: 'ID_REGION', message })
  }
  if (
    birthArchive &&
    (isSurelyAfter(birthArchive, birthId) || isSurelyAfter(birthId, birthArchive))
  ) {
    const message = `与身份证上的${formatDay(birthId)}不同；以档案为准，请确认档案记载`
    doubts.push({ field: 'birthArchive', code: 'ID_BIRTH_MISMATCH', message })
  }
  return doubts
}

function birthDoubts({ birthArchive, retirementCategory }: Life, today: string): Doubt[] {
  if (!birthArchive) return []
  const implausible = (message: string): Doubt[] => [
    { field: 'birthArchive', code: 'DATE_IMPLAUSIBLE', message },
  ]
  if (lastDay(birthArchive) < addYears(today, -120)) return implausible('已超过120岁，请核对')
  if (firstDay(birthArchive) > addYears(today, -35)) return implausible('不满35岁，请核对')
  if (retirementCategory === 'lixiu' && Number(birthArchive.slice(0, 4)) > 1938)
    return implausible('离休干部生于1938年以后，建国前参加革命时不满11岁，请核对')
  return []
}

function orderDoubts(facts: Life): Doubt[] {
  const doubts: Doubt[] = []
  order.forEach((field, index) => {
    const earlier = order.slice(0, index).findLast((key) => isReversed(facts[key], facts[field]))
    if (earlier) doubts.push(reversed(field, earlier))
  })
  if (isReversed(facts.partyJoined, facts.partyFull))
    doubts.push(reversed('partyFull', 'partyJoined'))
  return doubts
}

function isReversed(earlier: string | null | undefined, later: string | null | undefined): boolean {
  return !!earlier && !!later && isSurelyAfter(earlier, later)
}

function reversed(field: Doubt['field'], than: Doubt['field']): Doubt {
  const message = `${titleOf(field)}早于${titleOf(than)}，请核对`
  return { field, code: 'DATE_IMPLAUSIBLE', message }
}

function titleOf(field: Doubt['field']): string {
  return field === 'diedOn' ? '去世日期' : fieldOf(field).title
}

function ageDoubts(facts: Life): Doubt[] {
  const born = facts.birthArchive
  if (!born) return []
  return bounds.flatMap(({ field, least, most }): Doubt[] => {
    const date = facts[field]
    if (!date || isSurelyAfter(born, date)) return []
    const code = 'DATE_IMPLAUSIBLE'
    const title = titleOf(field)
    if (lastDay(date) < addYears(firstDay(born), least))
      return [{ field, code, message: `${title}时不满${least}岁，请核对` }]
    if (firstDay(date) > addYears(lastDay(born), most + 1))
      return [{ field, code, message: `${title}时已超过${most}岁，请核对` }]
    return []
  })
}

function precisionDoubts({ birthArchive, revolutionJoin, retirementCategory }: Facts): Doubt[] {
  const code = 'DATE_PRECISION'
  const doubts: Doubt[] = []
  if (birthArchive && precisionOf(birthArchive) === 'year')
    doubts.push({
      field: 'birthArchive',
      code,
      message: '只有年份，请补充到月或日，以便祝寿和计算年龄',
    })
  if (retirementCategory === 'lixiu' && revolutionJoin && needsDayOfRevolution(revolutionJoin)) {
    const message = '这个时间跨两个革命时期，请补充到日，或依据批准文件确定'
    doubts.push({ field: 'revolutionJoin', code, message })
  }
  return doubts
}
