import * as z from 'zod'
import { addDays, addYears, lastDay } from '#src/kernel/day.ts'
import { Refusal } from '#src/kernel/refusal.ts'
import type { VisitReason } from '#src/visits/visit.ts'

/** The festivals with visits and gifts (rules §C08); what a visit then is for. */
export const festivalKinds = {
  springFestival: { title: '春节', reason: 'springFestival' },
  doubleNinth: { title: '重阳节', reason: 'doubleNinth' },
  partyDay: { title: '七一', reason: 'commemoration' },
  armyDay: { title: '八一', reason: 'commemoration' },
  victoryDay: { title: '九三', reason: 'commemoration' },
  nationalDay: { title: '国庆节', reason: 'routine' },
  midAutumn: { title: '中秋节', reason: 'routine' },
  dragonBoat: { title: '端午节', reason: 'routine' },
  newYear: { title: '元旦', reason: 'routine' },
  localDay: { title: '地方和民族节日', reason: 'routine' },
} as const satisfies Record<string, { title: string; reason: VisitReason }>
export type FestivalKind = keyof typeof festivalKinds

/** What became of what somebody was to be given. */
export const results = {
  delivered: '已上门送达',
  sent: '已转账或寄送',
  toSurvivor: '已交遗属',
  returned: '未发放，退回',
} as const
export type Result = keyof typeof results
export const resultKeys = Object.keys(results) as Result[]

/** Results by which the money left the office. */
export const paidResults: readonly Result[] = ['delivered', 'sent', 'toSurvivor']

/** Why someone on the list needs another way than the visit that was planned. */
export const exceptions = {
  died: '已去世',
  left: '已离册',
  elsewhere: '居住外地',
} as const
export type Exception = keyof typeof exceptions

const categories = ['lixiu', 'tuixiu', 'resignedWithPension', 'pre1949Worker'] as const

export const Standard = z.strictObject({
  title: z
    .string('请填写标准名称')
    .trim()
    .min(1, '请填写标准名称，例如：离休干部')
    .max(40, '标准名称最多 40 个字'),
  category: z.enum(categories, '没有这个类别').nullable().default(null),
  minAge: z
    .int('年龄请填写整数')
    .min(1, '年龄在 1 到 130 之间')
    .max(130, '年龄在 1 到 130 之间')
    .nullable()
    .default(null),
  amountFen: z
    .int('请填写每人金额，没有慰问金的填 0')
    .min(0, '金额不能小于 0')
    .max(100_000_000, '每人金额不能超过 100 万元'),
  gift: z.string().trim().max(60, '慰问品最多 60 个字').nullable().default(null),
})
export type Standard = z.output<typeof Standard>

export const OpenFestival = z.strictObject({
  kind: z.enum(Object.keys(festivalKinds) as FestivalKind[], '请选择节日'),
  name: z
    .string('请填写名称')
    .trim()
    .min(2, '请填写名称，例如：2027 年春节慰问')
    .max(60, '名称最多 60 个字'),
  /** Whose people; the post's own range when absent. */
  orgId: z.int('请选择范围').optional(),
  cutOffOn: z.iso.date('请填写口径日'),
  fromOn: z.iso.date('请填写开始日期'),
  dueOn: z.iso.date('请填写完成期限'),
  budgetFen: z
    .int('请填写预算')
    .min(0, '预算不能小于 0')
    .max(1e14, '预算太大')
    .nullable()
    .default(null),
  documentNo: z.string().trim().max(80, '文号最多 80 个字').nullable().default(null),
  standards: z.array(Standard).min(1, '请至少填写一项标准').max(20, '标准最多 20 项'),
})
export type OpenFestival = z.output<typeof OpenFestival>

/** The list is of those on the register by now; the round lasts three months at most. */
export function refusalsOfDays(
  { cutOffOn, fromOn, dueOn }: Pick<OpenFestival, 'cutOffOn' | 'fromOn' | 'dueOn'>,
  today: string,
): (Refusal | undefined)[] {
  const say = (field: string, message: string) =>
    new Refusal('invalid', 'festivals.wrongDays', message, field)
  return [
    cutOffOn > today ? say('cutOffOn', '口径日不能晚于今天') : undefined,
    cutOffOn < addYears(today, -1) ? say('cutOffOn', '口径日早于一年前') : undefined,
    fromOn < addDays(cutOffOn, -31) ? say('fromOn', '开始日期最多早于口径日 31 天') : undefined,
    dueOn < fromOn ? say('dueOn', '完成期限早于开始日期') : undefined,
    dueOn > addDays(fromOn, 92) ? say('dueOn', '完成期限最多三个月') : undefined,
  ]
}

/**
 * The first standard that fits a person, as its place from 1; undefined where none does.
 * `age` is in full years on the cut-off day, null where the birth is not known.
 */
export function standardOf(
  standards: readonly Pick<Standard, 'category' | 'minAge'>[],
  { category, age }: { readonly category: string | null; readonly age: number | null },
): number | undefined {
  const at = standards.findIndex(
    (one) =>
      (one.category === null || one.category === category) &&
      (one.minAge === null || (age !== null && age >= one.minAge)),
  )
  return at < 0 ? undefined : at + 1
}

/** Who lives with whom: each pair of spouses who are both on the list, by the lower number. */
export function householdsOf(
  ids: readonly number[],
  pairs: readonly { readonly one: number; readonly other: number }[],
): ReadonlyMap<number, number> {
  const known = new Set(ids)
  const households = new Map(ids.map((id) => [id, id]))
  const taken = new Set<number>()
  for (const { one, other } of pairs) {
    if (one === other || taken.has(one) || taken.has(other)) continue
    if (!known.has(one) || !known.has(other)) continue
    taken.add(one).add(other)
    const household = Math.min(one, other)
    households.set(one, household).set(other, household)
  }
  return households
}

/** Refuses what cannot have become of someone: a dead person was not visited, a living one has no survivors. */
export function refusalOfResult(
  result: Result,
  happenedOn: string,
  person: { readonly fullName: string; readonly diedOn: string | null },
  { fromOn, today }: { readonly fromOn: string; readonly today: string },
): Refusal | undefined {
  const say = (field: string, message: string) =>
    new Refusal('invalid', 'festivals.wrongResult', message, field)
  const { fullName, diedOn } = person
  if (happenedOn > today) return say('happenedOn', '日期不能晚于今天')
  if (happenedOn < fromOn) return say('happenedOn', `日期不能早于开始日期 ${fromOn}`)
  if (diedOn && result === 'delivered' && happenedOn > lastDay(diedOn))
    return say('result', `${fullName}已于 ${diedOn} 去世，请选“已交遗属”或“退回”`)
  if (!diedOn && result === 'toSurvivor') return say('result', `${fullName}健在，不能登记交遗属`)
  return undefined
}
