import type { DuplicateGroup } from './duplicates.ts'
import { severities, type ImportIssue, type IssueCode } from './issue.ts'
import type { ParsedRow } from './parsedRow.ts'
import type { TieKind } from './titles.ts'

export type OrgKind = 'unit' | 'community' | 'branch'

/** Somebody already recorded who is, or may be, the person of a row. */
export interface RecordMatch {
  readonly record: string
  readonly signals: readonly string[]
  /** A match that needs nobody's decision is no duplicate but an update. */
  readonly certain: boolean
}

/** What the database knows; the checks that need it are left out without it. */
export interface Known {
  /** The organisation of this name or alias. */
  readonly org?: (kind: OrgKind, name: string) => string | undefined
  /** For each row the record that it may be. */
  readonly records?: (rows: readonly ParsedRow[]) => Promise<readonly (RecordMatch | undefined)[]>
}

export interface Settled {
  readonly rows: readonly ParsedRow[]
  readonly duplicates: readonly DuplicateGroup[]
}

/** Where a row's fields stand, by sheet: needed to point at the cell. */
export type ColumnFinder = (sheet: string, field: string) => string | number | undefined

const orgKinds: Readonly<Record<TieKind, OrgKind>> = {
  formerUnit: 'unit',
  payingUnit: 'unit',
  managingUnit: 'unit',
  community: 'community',
  branch: 'branch',
}
const unknownCodes: Readonly<Record<OrgKind, IssueCode>> = {
  unit: 'UNIT_UNKNOWN',
  community: 'COMMUNITY_UNKNOWN',
  branch: 'BRANCH_UNKNOWN',
}

/** Adds to rows what only the database can tell: unknown organisations, people already recorded. */
export async function settleKnown(
  rows: readonly ParsedRow[],
  known: Known,
  columnOf: ColumnFinder,
): Promise<Settled> {
  const matches = (await known.records?.(rows)) ?? []
  const duplicates: DuplicateGroup[] = []
  const settled = rows.map((row, index) => {
    const found = unknownOrgs(row, known, columnOf)
    const match = matches[index]
    if (match) duplicates.push(groupOf(row, match))
    if (match && !match.certain) found.push(duplicateOf(row, columnOf))
    const added = found.filter((issue) => issue !== undefined)
    return added.length === 0 ? row : { ...row, issues: merged(row.issues, added) }
  })
  return { rows: settled, duplicates }
}

function groupOf({ sheet, row }: ParsedRow, { record, signals }: RecordMatch): DuplicateGroup {
  return { rows: [{ sheet, row }], record, signals: [...signals] }
}

function unknownOrgs(
  row: ParsedRow,
  known: Known,
  columnOf: ColumnFinder,
): (ImportIssue | undefined)[] {
  const { org } = known
  if (!org) return []
  return Object.entries(row.ties).map(([tie, name]) => {
    const kind = orgKinds[tie as TieKind]
    if (org(kind, name) !== undefined) return undefined
    const message = `没有名为“${name}”的机构，请对应到已有机构，或确认新建`
    return issueAt(row, tie, unknownCodes[kind], name, message, columnOf)
  })
}

function duplicateOf(row: ParsedRow, columnOf: ColumnFinder): ImportIssue | undefined {
  const field = columnOf(row.sheet, 'idNumber') === undefined ? 'fullName' : 'idNumber'
  const message = '库里已有疑似同一人的记录，请确认是否同一个人'
  const value = String(row.values[field] ?? '')
  return issueAt(row, field, 'DUPLICATE_OF_RECORD', value, message, columnOf)
}

/** Undefined where the name came from a heading and no cell can be pointed at. */
function issueAt(
  row: ParsedRow,
  field: string,
  code: IssueCode,
  value: string,
  message: string,
  columnOf: ColumnFinder,
): ImportIssue | undefined {
  const column = columnOf(row.sheet, field)
  if (column === undefined) return undefined
  const severity = severities[code]
  return { sheet: row.sheet, row: row.row, column, field, code, severity, value, message }
}

/** One code a cell: an error displaces a warning, nothing displaces an error. */
function merged(
  held: readonly ImportIssue[],
  added: readonly ImportIssue[],
): readonly ImportIssue[] {
  const byColumn = new Map(held.map((issue) => [issue.column, issue]))
  for (const issue of added) {
    const other = byColumn.get(issue.column)
    if (!other || (other.severity === 'warning' && issue.severity === 'error'))
      byColumn.set(issue.column, issue)
  }
  return [...byColumn.values()]
}
