import * as z from 'zod'
import { rules, sixVisitRules, type SixVisitRule } from './duty.ts'

/** By what 六必访 may be counted (requirements C08-01). */
export const complianceGroups = { rule: '事项', owner: '责任单位', month: '月份' } as const
export type ComplianceGroup = keyof typeof complianceGroups

/** How a visit that fell due in the year stands; each owed one stands in exactly one. */
export const outcomes = {
  onTime: '按时',
  late: '超期补办',
  missed: '逾期未办',
  pending: '未到期',
  waived: '免办',
} as const
export type Outcome = keyof typeof outcomes

const Rule = z.enum(sixVisitRules, '没有这类走访')

/** Of which year, and within it of which kind, unit or month of the deadline. */
const scope = {
  year: z.int('请填写年份').min(1949, '年份不对').max(2199, '年份不对'),
  rule: Rule.optional(),
  ownerId: z.int().optional(),
  month: z.int().min(1).max(12, '月份不对').optional(),
}

export const ComplianceInput = z.strictObject({
  ...scope,
  by: z.enum(Object.keys(complianceGroups) as ComplianceGroup[], '请选择按什么统计'),
})
export type ComplianceInput = z.output<typeof ComplianceInput>

export const ComplianceFile = z.strictObject({
  ...ComplianceInput.shape,
  format: z.enum(['xlsx', 'pdf'], '请选择格式'),
})

export const CompliancePeople = z.strictObject({
  ...scope,
  /** Absent: everyone who was owed a visit. */
  outcome: z.enum(Object.keys(outcomes) as Outcome[], '没有这种结果').optional(),
  offset: z.int().min(0).max(100_000).default(0),
  limit: z.int().min(1).max(200, '每页最多 200 人').default(50),
})
export type CompliancePeople = z.output<typeof CompliancePeople>

export type Counts = Readonly<Record<Outcome, number>> & { readonly owed: number }

export interface ComplianceRow extends Counts {
  readonly key: SixVisitRule | number
  readonly name: string
}

/** Someone behind a figure: what was owed until when, and what became of it. */
export interface ComplianceName {
  readonly retireeId: number
  readonly fullName: string
  readonly rule: SixVisitRule
  readonly title: string
  readonly period: number
  readonly ownerName: string
  readonly dueOn: string
  readonly closedOn: string | null
  readonly outcome: Outcome
  readonly waivedWhy: string | null
}

/** What counts in the rates: owed, fallen due or done, and not waived. */
export function dueOf({ owed, pending, waived }: Counts): number {
  return owed - pending - waived
}

/** Done within the deadline, of what counts; null where nothing does. */
export function onTimeRate(counts: Counts): number | null {
  const due = dueOf(counts)
  return due > 0 ? counts.onTime / due : null
}

/** Done at all, of what counts. */
export function doneRate(counts: Counts): number | null {
  const due = dueOf(counts)
  return due > 0 ? (counts.onTime + counts.late) / due : null
}

/** All rows together. */
export function complianceTotal(rows: readonly ComplianceRow[]): Counts {
  const sum = (key: keyof Counts) => rows.reduce((total, row) => total + row[key], 0)
  return {
    owed: sum('owed'),
    onTime: sum('onTime'),
    late: sum('late'),
    missed: sum('missed'),
    pending: sum('pending'),
    waived: sum('waived'),
  }
}

/** 重要寿辰看望; the month of the deadline; or the unit as it is called. */
export function nameOfGroup(
  by: ComplianceGroup,
  key: string | number,
  name: string | null,
): string {
  if (by === 'rule') return rules[key as SixVisitRule].title
  return by === 'month' ? `${key} 月` : (name ?? '未登记')
}
