import type { ImportIssue } from './issue.ts'
import type { ImportReport } from './report.ts'

export const notesTitle = '错误说明'

export interface SheetNotes {
  readonly headerRow: number
  readonly firstHeaderRow: number
  readonly byRow: ReadonlyMap<number, readonly ImportIssue[]>
  /** One line for the row: 身份证号码：…；联系电话：… */
  readonly textOf: (row: number) => string
}

/** The issues of a report by sheet and row, each with the name of its column. */
export function notesOf(report: ImportReport): ReadonlyMap<string, SheetNotes> {
  const bySheet = new Map<string, Map<number, ImportIssue[]>>()
  for (const issue of report.issues) {
    const rows = bySheet.get(issue.sheet) ?? new Map<number, ImportIssue[]>()
    bySheet.set(issue.sheet, rows)
    rows.set(issue.row, [...(rows.get(issue.row) ?? []), issue])
  }
  return new Map(
    report.sheets.map(({ name, header, columns }) => {
      const byRow = bySheet.get(name) ?? new Map<number, ImportIssue[]>()
      const titles = new Map(columns.map(({ column, title }) => [column, title]))
      const textOf = (row: number) =>
        (byRow.get(row) ?? [])
          .map(({ column, message }) => `${titles.get(column) ?? ''}：${message}`)
          .join('；')
      return [name, { headerRow: header.lastRow, firstHeaderRow: header.firstRow, byRow, textOf }]
    }),
  )
}
