import { firstDay, isSurelyAfter } from '#src/kernel/day.ts'
import { Refusal } from '#src/kernel/refusal.ts'
import { citizenIdProblem, citizenIdSentences, sexOfCitizenId } from './citizenId.ts'
import { fieldOf, type FieldKey } from './fields.ts'
import { readPhones } from './phone.ts'
import { isPersonName } from './pinyin.ts'
import type { Values } from './record.ts'
import { refusalOfLixiu } from './revolution.ts'

/** Everything that makes a record impossible, each at its field. What is merely unusual is not refused. */
export function refusalsOfRecord(values: Values, today: string): (Refusal | undefined)[] {
  return [
    refusalOfName(values.fullName),
    ...refusalsOfNumber(values),
    ...(['mobile', 'landline'] as const).map((key) => refusalOfPhone(key, values[key])),
    refusalOfLixiu(values),
    ...order.map(([early, late]) => refusalOfOrder(values, early, late)),
    ...dated.map((key) => refusalOfFuture(key, values[key], today)),
  ]
}

/** Dates of a life in their order: the first is never surely after the second. */
const order = [
  ['birthArchive', 'workStart'],
  ['birthArchive', 'revolutionJoin'],
  ['birthArchive', 'partyJoined'],
  ['birthArchive', 'retiredOn'],
  ['workStart', 'retiredOn'],
  ['revolutionJoin', 'retiredOn'],
  ['partyJoined', 'partyFull'],
] as const satisfies readonly [FieldKey, FieldKey][]

const dated = ['birthArchive', 'workStart', 'revolutionJoin', 'partyJoined', 'partyFull'] as const

function refusalOfName(name: string | null | undefined): Refusal | undefined {
  if (!name || isPersonName(name)) return undefined
  const message = '姓名只能用汉字、字母和间隔号，请核对'
  return new Refusal('invalid', 'roster.wrongName', message, 'fullName')
}

/** GB 11643-1999: eighteen characters, an existing birth date, the check character, the sex digit. */
function refusalsOfNumber({ idType, idNumber, gender }: Values): (Refusal | undefined)[] {
  if (!idNumber || (idType ?? 'citizenId') !== 'citizenId') return []
  const problem = citizenIdProblem(idNumber)
  if (problem)
    return [new Refusal('invalid', 'roster.wrongNumber', citizenIdSentences[problem], 'idNumber')]
  const sex = sexOfCitizenId(idNumber)
  const contradicts = (gender === '1' || gender === '2') && gender !== sex
  const message = '性别与身份证号不一致，请核对'
  return contradicts ? [new Refusal('invalid', 'roster.sexMismatch', message, 'gender')] : []
}

function refusalOfPhone(key: 'mobile' | 'landline', text: string | null | undefined) {
  if (!text || readPhones(text)) return undefined
  const message = `${fieldOf(key).title}号码不对，请核对位数`
  return new Refusal('invalid', 'roster.wrongPhone', message, key)
}

function refusalOfOrder(values: Values, early: FieldKey, late: FieldKey): Refusal | undefined {
  const [first, second] = [values[early], values[late]]
  if (typeof first !== 'string' || typeof second !== 'string') return undefined
  if (!isSurelyAfter(first, second)) return undefined
  const message = `${fieldOf(late).title}不能早于${fieldOf(early).title}（${first}）`
  return new Refusal('invalid', 'roster.wrongOrder', message, late)
}

function refusalOfFuture(key: FieldKey, value: string | null | undefined, today: string) {
  if (!value || firstDay(value) <= today) return undefined
  const message = `${fieldOf(key).title}不能晚于今天`
  return new Refusal('invalid', 'roster.inFuture', message, key)
}
