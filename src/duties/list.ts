import * as z from 'zod'
import {
  coverageGroups,
  dutyStates,
  grounds,
  ruleCodes,
  timings,
  type DutyState,
  type Ground,
  type RuleCode,
  type Timing,
} from './duty.ts'

const Rule = z.enum(ruleCodes, '没有这类事项')

/** The conditions of the ledger. A coverage cell opens its people by the same words. */
export const DutyFilters = z.strictObject({
  state: z.enum([...keysOf(dutyStates), 'owed', 'all'], '没有这种状态').default('open'),
  timing: z.enum(keysOf(timings), '没有这种时限').optional(),
  rules: z.array(Rule).max(ruleCodes.length).optional(),
  ground: z.enum(keysOf(grounds), '没有这类依据').optional(),
  ownerId: z.int().nullable().optional(),
  managingUnitId: z.int().nullable().optional(),
  communityId: z.int().nullable().optional(),
  branchId: z.int().nullable().optional(),
  /** Organisations below the chosen ones count as well. */
  below: z.boolean().default(true),
  /** Due in this year, and opened by today. */
  year: z.int().min(1949, '年份不对').max(2199, '年份不对').optional(),
  /** Closed (done, waived or withdrawn) on or after this day. */
  closedFrom: z.iso.date('请填写日期').optional(),
  text: z.string().trim().max(60, '查找内容太长').optional(),
})
export type DutyFilters = z.output<typeof DutyFilters>

export const DutyKey = z.strictObject({
  retireeId: z.int('请选择老同志'),
  rule: Rule,
  period: z.int('缺少期次'),
})

/** Where a page ends: the due day, person, rule and period of its first or last row. */
const Cursor = z.tuple([z.iso.date(), z.int(), Rule, z.int()])
export type DutyCursor = readonly [string, number, RuleCode, number]

export const ListDuties = z.strictObject({
  filters: DutyFilters.prefault({}),
  after: Cursor.optional(),
  before: Cursor.optional(),
  limit: z.int().min(1, '每页至少 1 行').max(200, '每页最多 200 行').default(50),
})

export const CoverageInput = z.strictObject({
  by: z.enum(keysOf(coverageGroups), '请选择按什么统计'),
  year: z.int('请填写年份').min(1949, '年份不对').max(2199, '年份不对'),
  rule: Rule.optional(),
})

export const WaiveDuty = DutyKey.extend({
  reason: z
    .string('请填写免办理由')
    .trim()
    .min(4, '请写明免办理由，至少 4 个字')
    .max(200, '理由最多 200 个字'),
})

export interface DutyRow {
  readonly retireeId: number
  readonly fullName: string
  readonly rule: RuleCode
  readonly title: string
  readonly ground: Ground
  readonly period: number
  /** Why, in one sentence. */
  readonly reason: string
  readonly ownerId: number
  readonly ownerName: string
  readonly managingUnit: string | null
  readonly community: string | null
  readonly fromOn: string
  readonly dueOn: string
  readonly state: DutyState
  readonly timing: Timing | null
  /** Days until it is due; negative when it is overdue. */
  readonly daysLeft: number | null
  readonly closedOn: string | null
  readonly waivedWhy: string | null
  /** Document number and title of the policy, and the law behind the rule. */
  readonly documentNo: string
  readonly policyTitle: string
  readonly basis: string
  readonly closedBy: string
}

export interface DutyPage {
  readonly rows: DutyRow[]
  /** Exact number of duties under the conditions. */
  readonly total: number
  /** Give it as `after` for the next page; absent on the last. */
  readonly next?: DutyCursor
  /** Give it as `before` for the page before; absent on the first. */
  readonly previous?: DutyCursor
}

export interface CoverageRow {
  /** The organisation, or the rule; null where the person has no such tie. */
  readonly key: number | RuleCode | null
  readonly name: string
  readonly owed: number
  readonly done: number
  readonly waived: number
  readonly open: number
  readonly overdue: number
  /** Done of what was owed and not waived, 0 to 1; null when nothing was. */
  readonly rate: number | null
}

export interface Summary {
  readonly today: number
  readonly thisWeek: number
  readonly overdue: number
  readonly upcoming: number
  readonly doneThisWeek: number
  /** People on the register without a visit since New Year. */
  readonly notVisitedThisYear: number
}

function keysOf<T extends object>(labels: T): (keyof T & string)[] {
  return Object.keys(labels) as (keyof T & string)[]
}
