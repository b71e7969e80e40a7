import * as z from 'zod'
import { Refusal } from '#src/kernel/refusal.ts'
import { channelField, dayField, textField, Why } from './stay.ts'
import { mourned, withWhom, type WithWhom } from './words.ts'

const told = {
  retireeId: z.int('请选择老同志'),
  happenedOn: dayField('发生日期'),
  noticedOn: dayField('得知日期').optional(),
  channel: channelField,
  reportedBy: textField('告知人', 60),
}

export const RecordCareEvent = z.discriminatedUnion(
  'kind',
  [
    z.strictObject({
      kind: z.literal('bereavement'),
      ...told,
      relation: z.enum(mourned, '请选择与逝者的关系').meta({ title: '逝者是本人的' }),
    }),
    z.strictObject({
      kind: z.literal('dispute'),
      ...told,
      withWhom: z.enum(Object.keys(withWhom) as WithWhom[], '请选择与谁').meta({ title: '与谁' }),
    }),
    z.strictObject({
      kind: z.literal('hardship'),
      ...told,
      /** S3: kept sealed. */
      note: textField('困难情况', 200),
    }),
  ],
  '请选择事项',
)
export type RecordCareEvent = z.output<typeof RecordCareEvent>

const Event = z.int('请选择这件事')

export const AmendCareEvent = z.strictObject({
  eventId: Event,
  happenedOn: dayField('发生日期'),
  why: Why,
})

export const EndCareEvent = z.strictObject({
  eventId: Event,
  endedOn: dayField('结束日期'),
  why: Why,
})

export const WithdrawCareEvent = z.strictObject({ eventId: Event, why: Why })

/** It happened before it was told, not in the future and not after the death. */
export function refusalOfEvent(
  { happenedOn, noticedOn }: { happenedOn: string; noticedOn: string },
  today: string,
  lastAlive: string | undefined,
): Refusal | undefined {
  const say = (field: string, code: string, message: string) =>
    new Refusal('invalid', `health.${code}`, message, field)
  if (noticedOn > today) return say('noticedOn', 'inFuture', '得知日期不能晚于今天')
  if (happenedOn > noticedOn) return say('happenedOn', 'noticedBefore', '发生日期不能晚于得知日期')
  if (lastAlive && happenedOn > lastAlive)
    return say('happenedOn', 'afterDeath', `${lastAlive} 前已去世，请核对日期`)
  return undefined
}
