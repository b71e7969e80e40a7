import * as z from 'zod'

/** What each person wishes and what is done for it: 一人一策 (requirement C08-11). */
export const SavePlan = z.strictObject({
  retireeId: z.int('请选择老同志'),
  contactWish: z.string().trim().max(100, '联系意愿最多 100 个字').nullable().optional(),
  dailyLife: z.string().trim().max(200, '生活偏好最多 200 个字').nullable().optional(),
  measures: z
    .array(z.string().trim().min(2, '措施至少 2 个字').max(80, '每条措施最多 80 个字'))
    .min(1, '请至少写一条服务措施')
    .max(8, '服务措施最多 8 条'),
})
export type SavePlan = z.output<typeof SavePlan>

export const planHint = '只写本人的意愿和要做的事，不写病情、收入，不评价个人'

export interface PlanRow {
  readonly id: number
  readonly kind: 'made' | 'reviewed' | 'ended'
  readonly madeOn: string
  readonly contactWish: string | null
  /** Null for posts that may not know it. */
  readonly dailyLife: string | null
  readonly measures: readonly string[]
  readonly endedWhy: string | null
  readonly by: string | null
}
