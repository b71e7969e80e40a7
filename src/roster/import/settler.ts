import { settleKnown, type ColumnFinder, type Known } from './known.ts'
import type { ParsedRow } from './parsedRow.ts'
import { countsOf, type ImportReport, type ReportSheet } from './report.ts'

export interface Settler {
  readonly onTable: (table: ReportSheet) => void
  readonly onRows: (rows: readonly ParsedRow[]) => Promise<readonly ParsedRow[]>
  readonly finish: (report: ImportReport) => ImportReport
}

/** Follows a scan on the side of the database and adds to its report what only that can tell. */
export function settler(known: Known | undefined): Settler {
  const columns = new Map<string, string | number>()
  const changed = new Map<string, ParsedRow>()
  const duplicates: ImportReport['duplicates'][number][] = []
  const columnOf: ColumnFinder = (sheet, field) => columns.get(`${field} ${sheet}`)
  return {
    onTable: (table) => {
      for (const { column, field } of table.columns)
        if (field) columns.set(`${field} ${table.name}`, column)
    },
    onRows: async (rows) => {
      if (!known) return rows
      const settled = await settleKnown(rows, known, columnOf)
      duplicates.push(...settled.duplicates)
      settled.rows.forEach((row, at) => {
        if (row !== rows[at]) changed.set(`${row.row} ${row.sheet}`, row)
      })
      return settled.rows
    },
    finish: (report) => (known ? withChanges(report, changed, duplicates) : report),
  }
}

function withChanges(
  report: ImportReport,
  changed: ReadonlyMap<string, ParsedRow>,
  duplicates: ImportReport['duplicates'],
): ImportReport {
  const kept = report.issues.filter(({ sheet, row }) => !changed.has(`${row} ${sheet}`))
  const unmapped = report.issues.filter(
    ({ code, sheet, row }) => code === 'COLUMN_UNMAPPED' && changed.has(`${row} ${sheet}`),
  )
  const issues = [...kept, ...unmapped, ...[...changed.values()].flatMap((row) => row.issues)]
  const broken = new Set(
    issues.filter((issue) => issue.severity === 'error').map(({ sheet, row }) => `${row} ${sheet}`),
  )
  return {
    ...report,
    issues,
    duplicates: [...report.duplicates, ...duplicates],
    counts: countsOf(issues),
    clean: report.rows - broken.size,
  }
}
