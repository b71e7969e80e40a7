import * as z from 'zod'
import { addDays, addYears, lastDay } from '#src/kernel/day.ts'
import { Refusal } from '#src/kernel/refusal.ts'
import { followingShape, foundShape } from './found.ts'

/** What a visit was for: the six occasions of 六必访 (requirements C08-01) and the calendar's. */
export const visitReasons = {
  birthday: '寿辰',
  springFestival: '春节',
  doubleNinth: '重阳节',
  welcome: '新退休迎接',
  commemoration: '纪念日',
  illness: '生病住院',
  hardship: '生活困难',
  bereavement: '丧葬大事',
  dispute: '矛盾纠纷',
  routine: '日常联系',
} as const
export type VisitReason = keyof typeof visitReasons

export const visitWays = {
  home: '上门',
  hospital: '到医院',
  office: '来访接待',
  phone: '电话',
  letter: '书信',
} as const
export type VisitWay = keyof typeof visitWays

const earliestVisit = '1949-10-01'

/** What may be written down of a visit (个人信息保护法 Art. 6: only what the purpose needs). */
export const findingsHint = '只写需要、健康和变化，不评价个人'

export const RecordVisit = z.strictObject({
  retireeId: z.int('请选择老同志'),
  visitedOn: z.iso.date('请填写走访日期，例如 2026-11-21').meta({ title: '走访日期' }),
  reasons: z
    .array(z.enum(Object.keys(visitReasons) as VisitReason[], '没有这种事由'))
    .min(1, '请至少选择一个事由')
    .max(6, '事由最多选六个')
    .refine((list) => new Set(list).size === list.length, '事由有重复')
    .meta({ title: '事由' }),
  way: z.enum(Object.keys(visitWays) as VisitWay[], '请选择走访方式').meta({ title: '方式' }),
  visitors: z
    .string('请填写走访人')
    .trim()
    .min(1, '请填写走访人')
    .max(120, '走访人最多 120 个字')
    .meta({ title: '走访人' }),
  findings: z
    .string()
    .trim()
    .max(300, '情况和需要最多 300 个字')
    .nullable()
    .optional()
    .meta({ title: '情况和需要', hint: findingsHint }),
  ...foundShape,
  ...followingShape,
})
export type RecordVisit = z.output<typeof RecordVisit>

const Id = z.int('请选择走访记录')

export const ChangeReason = z
  .string('请写明原因')
  .trim()
  .min(2, '请写明原因，至少 2 个字')
  .max(200, '原因最多 200 个字')

/** What may be put right of a visit; what it set going, such as tickets, has a course of its own. */
export const CorrectVisit = z.strictObject({
  id: Id,
  reason: ChangeReason,
  visit: RecordVisit.omit({ retireeId: true, needs: true, changes: true, paper: true }).partial(),
})
export type CorrectVisit = z.output<typeof CorrectVisit>

export const WithdrawVisit = z.strictObject({ id: Id, reason: ChangeReason })

/** One round of visits by the same people on a day: one visit each, with each one's own reasons. */
export const RecordVisits = RecordVisit.omit({
  retireeId: true,
  reasons: true,
  findings: true,
  healthChange: true,
  needs: true,
  changes: true,
  paper: true,
}).extend({
  people: z
    .array(RecordVisit.pick({ retireeId: true, reasons: true }))
    .min(1, '请选择走访的老同志')
    .max(200, '一次最多登记 200 人')
    .refine(
      (list) => new Set(list.map(({ retireeId }) => retireeId)).size === list.length,
      '同一位老同志选了两次',
    )
    .meta({ title: '走访对象' }),
})

/** A visit lies between 1949-10-01 and today, and not after the person's death. Late entry is fine. */
export function refusalOfVisitDay(
  visitedOn: string,
  today: string,
  lastDayAlive: string | undefined,
  name = '老同志',
): Refusal | undefined {
  const say = (code: string, message: string) =>
    new Refusal('invalid', `visits.${code}`, message, 'visitedOn')
  if (visitedOn > today) return say('inFuture', '走访日期不能晚于今天')
  if (visitedOn < earliestVisit) return say('tooEarly', `走访日期不能早于 ${earliestVisit}`)
  if (lastDayAlive && visitedOn > lastDayAlive)
    return say('afterDeath', `${name}已于 ${lastDayAlive} 前去世，请核对走访日期`)
  return undefined
}

/**
 * Until when someone who died can have been visited; undefined without an end: for the living, and
 * for 丧葬大事, where the visit is to the family.
 */
export function lastDayVisited(
  diedOn: string | null,
  reasons: readonly string[],
): string | undefined {
  return diedOn && !reasons.includes('bereavement') ? lastDay(diedOn) : undefined
}

/** The day agreed on lies after the visit, and within two years. */
export function refusalOfNextDay(
  nextContactOn: string | null | undefined,
  visitedOn: string,
): Refusal | undefined {
  const say = (message: string) =>
    new Refusal('invalid', 'visits.nextContact', message, 'nextContactOn')
  if (!nextContactOn) return undefined
  if (nextContactOn <= visitedOn) return say('下次联系日期应在走访日期之后')
  if (nextContactOn > addYears(visitedOn, 2)) return say('下次联系日期最远填两年以内')
  return undefined
}

/** A visit is put right by who recorded it, within the days that the policy allows. */
export function refusalToChange(
  visit: { readonly accountId: number | null; readonly recordedOn: string },
  accountId: number | null,
  today: string,
  days: number,
): Refusal | undefined {
  if (visit.accountId === null || visit.accountId !== accountId)
    return new Refusal('forbidden', 'visits.notOwn', '只能更正自己登记的走访，请联系登记人')
  if (today <= addDays(visit.recordedOn, days)) return undefined
  const message = `登记已超过 ${days} 天，不能再更正或撤回；确有错误的，请另记一条说明`
  return new Refusal('conflict', 'visits.tooLate', message)
}
