import * as z from 'zod'
import { firstDay, isPartialDate, isSurelyAfter } from '#src/kernel/day.ts'
import { Refusal } from '#src/kernel/refusal.ts'

/** 人生大事 (requirements C01-19). Death has an operation of its own; illness and mourning are kept by health. */
export const lifeEvents = {
  retired: '退休',
  moved: '迁居',
  hospitalised: '住院',
  discharged: '出院',
  bereaved: '丧亲',
  died: '去世',
  deathReversed: '更正去世登记',
  transferredOut: '转出',
  returned: '转回',
} as const
export type LifeEvent = keyof typeof lifeEvents

const Happened = z
  .string('请填写日期')
  .trim()
  .refine(isPartialDate, '请写成 1948、1948-03 或 1948-03-12 这样存在的日期')
const Note = z.string().trim().max(200, '说明最多 200 个字').optional()

export const RecordEvent = z.discriminatedUnion(
  'kind',
  [
    z.strictObject({
      kind: z.literal('moved'),
      id: z.int(),
      on: Happened,
      residenceRegion: z.string().trim().max(60).nullable().optional(),
      residenceAddress: z
        .string('请填写新住址')
        .trim()
        .min(4, '请填写新住址')
        .max(200, '住址最多 200 个字'),
      communityId: z.int().nullable().optional(),
      note: Note,
    }),
    z.strictObject({ kind: z.literal('retired'), id: z.int(), on: Happened, note: Note }),
    z.strictObject({
      kind: z.literal('transferredOut'),
      id: z.int(),
      on: Happened,
      receiver: z.string('请填写接收单位').trim().min(2, '请填写接收单位').max(80, '名称太长'),
      note: Note,
    }),
  ],
  '请选择事项',
)

export const RecordDeath = z.strictObject({
  id: z.int(),
  version: z.int(),
  diedOn: Happened,
  reportedBy: z
    .string('请填写报告人')
    .trim()
    .min(2, '请填写报告人及与逝者的关系')
    .max(60, '报告人最多 60 个字'),
  note: Note,
})

export const ReverseDeath = z.strictObject({
  id: z.int(),
  why: z.string('请填写更正原因').trim().min(4, '请写明更正原因').max(200, '原因最多 200 个字'),
})

/** What happens in a life happens after birth and not in the future. */
export function refusalOfHappening(
  on: string,
  born: string | null,
  today: string,
  field = 'on',
): Refusal | undefined {
  if (firstDay(on) > today)
    return new Refusal('invalid', 'roster.inFuture', '日期不能晚于今天', field)
  if (born && isSurelyAfter(born, on))
    return new Refusal('invalid', 'roster.beforeBirth', `日期早于出生日期 ${born}`, field)
  return undefined
}
