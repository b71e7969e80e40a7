import * as z from 'zod'

/** How the yearly tables part people (statistics S5, S6); 退职 and 建国前老工人 are the others. */
export const groups = { lixiu: '离休', tuixiu: '退休', others: '退职等' } as const
export type Group = keyof typeof groups
export const groupCodes = Object.keys(groups) as Group[]

/** How someone comes on the register. */
export const comings = {
  newlyRetired: '新退休',
  transferredIn: '转入',
  lateRegistered: '建库补登',
  returned: '转回',
  recategorisedIn: '类别更正增',
} as const

/** How someone leaves the register. */
const goings = {
  deceased: '去世',
  transferredOut: '转出',
  registeredInError: '误录',
  merged: '合并重复',
  recategorisedOut: '类别更正减',
} as const

/** Every kind of cell that a year has, in the order of the table. */
export const lines = { opening: '年初在册', ...comings, ...goings, closing: '年末在册' } as const
export type Line = keyof typeof lines
export const lineCodes = Object.keys(lines) as Line[]
export const comingCodes = Object.keys(comings) as Line[]
export const goingCodes = Object.keys(goings) as Line[]

/** How many people stand in each cell of one year and one group. */
export type FlowCells = Readonly<Record<Line, number>>

export interface FlowYear {
  readonly year: number
  readonly cells: Readonly<Record<Group, FlowCells>>
}

export interface Flow {
  readonly years: readonly FlowYear[]
  /** The first year in which anyone came on the register. */
  readonly since: number | null
}

/** A row of zeros. */
export function noCells(): Record<Line, number> {
  return Object.fromEntries(lineCodes.map((line) => [line, 0])) as Record<Line, number>
}

/** The cells of one year over some groups. */
export function cellsOf({ cells }: FlowYear, wanted: readonly Group[]): FlowCells {
  const sum = noCells()
  for (const group of wanted) for (const line of lineCodes) sum[line] += cells[group][line]
  return sum
}

/** People who came onto the register in a year, by whatever way. */
export function inflow(cells: FlowCells): number {
  return comingCodes.reduce((sum, line) => sum + cells[line], 0)
}

/** People who went from the register in a year, by whatever way. */
export function outflow(cells: FlowCells): number {
  return goingCodes.reduce((sum, line) => sum + cells[line], 0)
}

/** 应有 = 年初 + 增加 − 减少 must be what there is (statistics S5, S6). */
export function balances(cells: FlowCells): boolean {
  return cells.opening + inflow(cells) - outflow(cells) === cells.closing
}

const Year = z.coerce.number('请选择年份').int('请选择年份').min(1990).max(2199)

export const FlowInput = z.strictObject({
  from: Year.optional(),
  to: Year.optional(),
  orgId: z.coerce.number().int().optional(),
})

const Page = {
  from: z.int().min(0).default(0),
  limit: z.int().min(1).max(200, '每页最多 200 人').default(50),
}

/** Who stands behind a cell of the flow table. */
export const FlowPeopleInput = z.strictObject({
  year: Year,
  lines: z.array(z.enum(lineCodes, '没有这一栏')).min(1, '请选择栏目').max(lineCodes.length),
  groups: z.array(z.enum(groupCodes, '没有这一类')).min(1).max(3).optional(),
  orgId: z.int().optional(),
  ...Page,
})

/** By what the people on the register on a day are counted. */
export const headCountGroups = {
  category: '类别',
  unit: '现管单位',
  community: '社区',
  branch: '党支部',
  tier: '管理层级',
} as const
export type HeadCountGroup = keyof typeof headCountGroups
const By = z.enum(Object.keys(headCountGroups) as HeadCountGroup[], '没有这种统计')

export const HeadCountInput = z.strictObject({
  day: z.iso.date('请填写日期'),
  by: By.default('category'),
  orgId: z.coerce.number().int().optional(),
})

export const HeadCountPeopleInput = z.strictObject({
  ...HeadCountInput.shape,
  orgId: z.int().optional(),
  /** The row: a code, the number of an organisation, or `none`; absent for all. */
  key: z.string().max(20).optional(),
  groups: z.array(z.enum(groupCodes, '没有这一类')).min(1).max(3).optional(),
  ...Page,
})

export interface HeadCountRow {
  /** A code, the number of an organisation, or `none` where nothing was on record that day. */
  readonly key: string
  readonly name: string
  readonly count: number
  readonly lixiu: number
  readonly tuixiu: number
  readonly others: number
}

/** One person behind a figure. */
export interface CountedPerson {
  readonly id: number
  readonly fullName: string
  readonly category: string
  readonly unit: string | null
  /** The day of coming, leaving or registration that the figure counts. */
  readonly on: string
  readonly line: Line | null
}

export interface CountedPeople {
  readonly total: number
  readonly rows: readonly CountedPerson[]
  /** Everyone, where a list may be made of them: at most a thousand. */
  readonly ids: readonly number[] | null
}
