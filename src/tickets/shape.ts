import * as z from 'zod'
import {
  answerWays,
  Category,
  Detail,
  ticketCategoryCodes,
  ticketSourceCodes,
  ticketStateCodes,
  Title,
  typedSources,
  type AnswerWay,
} from './ticket.ts'

const id = z.int('请选择事项')
const words = (what: string, least: number, most: number) =>
  z
    .string(`请填写${what}`)
    .trim()
    .min(least, `请写明${what}，至少 ${least} 个字`)
    .max(most, `${what}最多 ${most} 个字`)
    .meta({ title: what })
const Day = (what: string) => z.iso.date(`请填写${what}，例如 2026-12-01`).meta({ title: what })

export const OpenByHand = z.strictObject({
  retireeId: z.int('请选择老同志'),
  title: Title,
  detail: Detail,
  category: Category,
  source: z.enum(typedSources, '请选择来源').meta({ title: '来源' }),
  urgent: z.boolean().default(false).meta({ title: '紧急' }),
  ownerOrgId: z.int('请选择承办单位').optional(),
  dueOn: Day('办理期限').optional(),
})

export const TicketOnly = z.strictObject({ id })
export const Assign = z
  .strictObject({
    id,
    orgId: z.int('请选择交办单位').optional(),
    accountId: z.int('请选择承办人').optional(),
    note: words('交办意见', 2, 200).optional(),
  })
  .refine(({ orgId, accountId }) => (orgId === undefined) !== (accountId === undefined), {
    path: ['orgId'],
    message: '请选择承办人或下级单位中的一个',
  })
export const Offer = z.strictObject({
  id,
  orgId: z.int('请选择转往的单位'),
  reason: words('转办理由', 4, 200),
})
export const WithReason = z.strictObject({ id, reason: words('理由', 4, 200) })
export const Handle = z.strictObject({
  id,
  note: words('办理情况', 2, 500),
  on: Day('办理日期').optional(),
})
export const Answer = z.strictObject({
  id,
  note: words('答复内容', 4, 500),
  way: z.enum(Object.keys(answerWays) as AnswerWay[], '请选择怎样答复').meta({ title: '答复方式' }),
  on: Day('答复日期').optional(),
})
export const FollowUp = z.strictObject({
  id,
  /** Only where the person wishes to give one. */
  rating: z.int('请选择评价').min(1, '请选择评价').max(5, '请选择评价').nullable().optional(),
  note: words('回访情况', 2, 300).nullable().optional(),
  on: Day('回访日期').optional(),
})
export const Extend = z.strictObject({
  id,
  dueOn: Day('延期至'),
  reason: words('延期理由', 4, 200),
})

/** Figures of the statistics open their people by the same words. */
export const outcomes = {
  answered: '已答复',
  inTime: '按期答复',
  late: '超期答复',
  overdue: '超期未答复',
  closed: '已办结',
  rated: '有评价',
  unhappy: '评价为不满意',
} as const
export type Outcome = keyof typeof outcomes

export const TicketFilters = z.strictObject({
  state: z.enum(['open', 'unanswered', 'all', ...ticketStateCodes], '没有这种状态').default('open'),
  whose: z.enum(['mine', 'own', 'offered', 'all'], '没有这种范围').default('all'),
  timing: z.enum(['overdue', 'soon'], '没有这种时限').optional(),
  category: z.enum(ticketCategoryCodes, '没有这种类别').optional(),
  source: z.enum(ticketSourceCodes, '没有这种来源').optional(),
  outcome: z.enum(Object.keys(outcomes) as Outcome[], '没有这种结果').optional(),
  ownerId: z.int().optional(),
  retireeId: z.int().optional(),
  openedFrom: z.iso.date('请填写日期').optional(),
  openedTo: z.iso.date('请填写日期').optional(),
  text: z.string().trim().max(60, '查找内容太长').optional(),
})
export type TicketFilters = z.output<typeof TicketFilters>

/** Where a page ends: whether answered (1), the day due, the number of its first or last row. */
const Cursor = z.tuple([z.int().min(0).max(1), z.iso.date(), z.int()])
export type TicketCursor = [number, string, number]

export const ListTickets = z.strictObject({
  filters: TicketFilters.prefault({}),
  after: Cursor.optional(),
  before: Cursor.optional(),
  limit: z.int().min(1, '每页至少 1 行').max(200, '每页最多 200 行').default(50),
})

export const groupings = { category: '按类别', owner: '按承办单位', month: '按月' } as const
export type Grouping = keyof typeof groupings
export const Statistics = z.strictObject({
  by: z.enum(Object.keys(groupings) as Grouping[], '请选择按什么统计').default('category'),
  year: z.int('请填写年份').min(1949, '年份不对').max(2199, '年份不对'),
  category: z.enum(ticketCategoryCodes, '没有这种类别').optional(),
})
