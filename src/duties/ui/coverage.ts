import type { RuleCode } from '#src/duties/duty.ts'
import type { CoverageGroup } from '#src/duties/duty.ts'
import type { CoverageRow } from '#src/duties/list.ts'
import { dutiesHref, type Conditions, type View } from './query.ts'

/** What the page counts: by what, of which year, of which rule. */
export interface Asked {
  readonly by: CoverageGroup
  readonly year: number
  readonly rule: RuleCode | undefined
}

const conditionOfGroup = {
  owner: 'owner',
  managingUnit: 'unit',
  community: 'community',
} as const

/** Address of the duties that a figure counts: of one row, or of all. */
export function hrefOfCell(
  { by, year, rule }: Asked,
  view: View,
  row?: Pick<CoverageRow, 'key'>,
): string {
  const conditions: Partial<Conditions> = { view, year, ...(rule && { rule }) }
  if (!row) return dutiesHref(conditions)
  if (by === 'rule') return dutiesHref({ ...conditions, rule: String(row.key) })
  return dutiesHref({
    ...conditions,
    [conditionOfGroup[by]]: row.key === null ? 'none' : String(row.key),
    exact: true,
  })
}

/** All rows together. */
export function totalOf(rows: readonly CoverageRow[]): CoverageRow {
  const sum = (of: 'owed' | 'done' | 'waived' | 'open' | 'overdue') =>
    rows.reduce((total, row) => total + row[of], 0)
  const [owed, done, waived] = [sum('owed'), sum('done'), sum('waived')]
  return {
    key: null,
    name: '合计',
    owed,
    done,
    waived,
    open: sum('open'),
    overdue: sum('overdue'),
    rate: owed > waived ? done / (owed - waived) : null,
  }
}

/** 93.2%; rounded down, so that 100% means all. */
export function percentOf(rate: number | null): string {
  return rate === null ? '—' : `${(Math.floor(rate * 1000) / 10).toFixed(1)}%`
}
