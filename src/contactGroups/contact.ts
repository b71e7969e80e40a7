import * as z from 'zod'
import { Refusal } from '#src/kernel/refusal.ts'

/** Not face to face; who was visited is written down as a visit. */
export const contactWays = { phone: '电话', message: '短信', letter: '书信' } as const
export type ContactWay = keyof typeof contactWays

/** What may be written down of a contact (个人信息保护法 Art. 6). */
export const noteHint = '只写近况和需要，不评价个人'

const Day = (what: string) => z.iso.date(`请填写${what}，例如 2026-11-21`)

export const RecordContact = z.strictObject({
  retireeId: z.int('请选择老同志'),
  contactedOn: Day('联系日期').meta({ title: '联系日期' }),
  way: z.enum(Object.keys(contactWays) as ContactWay[], '请选择联系方式'),
  reached: z.boolean('请选择是否联系上'),
  contactedBy: z.string('请填写联系人').trim().min(1, '请填写联系人').max(60, '联系人最多 60 个字'),
  note: z
    .string()
    .trim()
    .max(100, '情况最多 100 个字')
    .nullable()
    .optional()
    .meta({ title: '情况', hint: noteHint }),
  nextOn: Day('下次联系日期').nullable().optional(),
})
export type RecordContact = z.output<typeof RecordContact>

/** A contact lies within a year back and not after the death; the next within a year after it. */
export function refusalsOfContact(
  { contactedOn, nextOn }: Pick<RecordContact, 'contactedOn' | 'nextOn'>,
  today: string,
  lastAlive: string | undefined,
  name: string,
): (Refusal | undefined)[] {
  const say = (field: string, message: string) =>
    new Refusal('invalid', 'contacts.wrongDay', message, field)
  return [
    contactedOn > today ? say('contactedOn', '联系日期不能晚于今天') : undefined,
    contactedOn < '1949-10-01' ? say('contactedOn', '联系日期太早，请核对') : undefined,
    lastAlive && contactedOn > lastAlive
      ? say('contactedOn', `${name}已于 ${lastAlive} 前去世，请核对联系日期`)
      : undefined,
    nextOn && nextOn <= contactedOn ? say('nextOn', '下次联系应晚于这次') : undefined,
  ]
}

/** One contact on the page of a person: a call, message or letter, or a visit. */
export interface ContactOnList {
  readonly id: string
  readonly on: string
  readonly what: string
  readonly reached: boolean
  readonly by: string
  readonly note: string | null
  readonly nextOn: string | null
  readonly recordedAt: string | null
}

/** By what contact gaps are counted. */
export const gapGroups = { unit: '现管单位', community: '社区', group: '结对小组' } as const
export type GapGroup = keyof typeof gapGroups

export const gapDays = [30, 60, 90, 180, 365] as const

export interface GapRow {
  readonly key: number | null
  readonly name: string
  readonly people: number
  /** Not contacted for longer than so many days, or never. */
  readonly gap: number
  readonly never: number
}

export interface GapPerson {
  readonly id: number
  readonly fullName: string
  readonly unit: string | null
  readonly community: string | null
  readonly group: string | null
  readonly contactedOn: string | null
  readonly days: number | null
}
