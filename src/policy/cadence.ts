import * as z from 'zod'
import { managementTiers } from '#src/roster/codes/retirement.ts'
import { tags, type TagCode } from '#src/roster/tag.ts'

/** Every so many months; periods follow the calendar, so that a quarter is a quarter for all. */
export const cadences = {
  0: '不要求',
  1: '每月一次',
  2: '每两月一次',
  3: '每季度一次',
  4: '每四个月一次',
  6: '每半年一次',
  12: '每年一次',
} as const

type Tier = keyof typeof managementTiers

function months(title: string) {
  return z
    .int('请选择频次')
    .refine((count) => count in cadences, '请选择频次')
    .meta({ title, labels: cadences })
}

/** How often people are contacted, and who of them more often: by age, management tier and tags. */
export function cadence<Base extends z.core.$ZodLooseShape>(base: Base) {
  return z.strictObject({
    ...base,
    months: months('一般人员'),
    closerMonths: months('重点关心的人员'),
    closerAge: z
      .int('年龄是整数')
      .min(50, '年龄不小于 50')
      .max(120, '年龄不超过 120')
      .meta({ title: '重点关心的年龄', unit: '岁' }),
    closerTiers: z
      .array(z.enum(Object.keys(managementTiers) as Tier[], '没有这个管理层级'))
      .max(4)
      .meta({ title: '重点关心的管理层级', labels: managementTiers }),
    closerTags: z
      .array(z.enum(Object.keys(tags) as TagCode[], '没有这个标签'))
      .max(20)
      .meta({ title: '重点关心的标签', labels: tags }),
  })
}

export interface Cadence {
  readonly months: number
  readonly closerMonths: number
  readonly closerAge: number
  readonly closerTiers: readonly Tier[]
  readonly closerTags: readonly TagCode[]
}

/** The cadence in words: 每半年一次; 80 岁以上、独居的每季度一次. */
export function cadenceWords(value: Cadence, what: string): string {
  const often = (count: number) => cadences[count as keyof typeof cadences]
  const general = `${what}${often(value.months)}`
  if (value.closerMonths === value.months) return general
  const whom = [
    `${value.closerAge} 岁以上`,
    ...value.closerTiers.map((tier) => `${managementTiers[tier]}管理`),
    ...value.closerTags.map((tag) => tags[tag]),
  ]
  return `${general}，${whom.join('、')}的${often(value.closerMonths)}`
}

/** How often a service plan is looked at again, and how early that is listed. */
export function planReviewWith<Base extends z.core.$ZodLooseShape>(base: Base) {
  return z.strictObject({
    ...base,
    reviewMonths: z
      .int('请填写整数月数')
      .min(1, '至少 1 个月')
      .max(24, '不超过 24 个月')
      .meta({ title: '多少个月复查一次', unit: '个月' }),
    windowDays: z
      .int('请填写整数天数')
      .min(0, '天数不能小于 0')
      .max(120, '天数不超过 120')
      .meta({ title: '提前开始', unit: '天' }),
  })
}
