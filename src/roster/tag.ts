import * as z from 'zod'
import { Refusal } from '#src/kernel/refusal.ts'

/** 特殊情况标签 (requirements C01-11, C01-21): each with a start, an end and its evidence. */
export const tags = {
  livingAlone: '独居',
  emptyNest: '空巢',
  homebound: '行动不便',
  visionImpaired: '视力障碍',
  hearingImpaired: '听力障碍',
  disabled: '失能',
  lostOnlyChild: '失独',
  noKin: '孤寡',
  seriousIllness: '重大疾病',
  hardship: '特困',
  warVeteran: '抗战老战士',
  seasonal: '候鸟居住',
} as const
export type TagCode = keyof typeof tags

export const AddTag = z.strictObject({
  id: z.int(),
  code: z.enum(Object.keys(tags) as TagCode[], '请选择标签'),
  fromOn: z.iso.date('请填写开始日期'),
  evidence: z
    .string('请填写依据')
    .trim()
    .min(2, '请填写依据，例如：社区 3 月入户核实')
    .max(200, '依据最多 200 个字'),
})

export const EndTag = z.strictObject({
  id: z.int(),
  tagId: z.int(),
  toOn: z.iso.date('请填写结束日期'),
  why: z.string('请填写原因').trim().min(2, '请填写原因').max(200, '原因最多 200 个字'),
})

/** A tag begins today or earlier and ends between its beginning and today. */
export function refusalOfSpan(fromOn: string, toOn: string | null, today: string) {
  if (fromOn > today)
    return new Refusal('invalid', 'roster.inFuture', '开始日期不能晚于今天', 'fromOn')
  if (toOn !== null && toOn > today)
    return new Refusal('invalid', 'roster.inFuture', '结束日期不能晚于今天', 'toOn')
  if (toOn !== null && toOn < fromOn)
    return new Refusal(
      'invalid',
      'roster.endsBeforeStart',
      `结束日期早于开始日期 ${fromOn}`,
      'toOn',
    )
  return undefined
}
