import type { DuplicateGroup } from './duplicates.ts'
import type { ImportIssue, IssueCode } from './issue.ts'
import type { ImportKind } from './mapping.ts'
import type { ImportKey } from './titles.ts'
import type { Table } from './table.ts'

export interface ReportColumn {
  readonly column: string | number
  readonly title: string
  readonly field: ImportKey | null
}

export interface ReportSheet {
  readonly name: string
  readonly header: { readonly firstRow: number; readonly lastRow: number }
  readonly columns: readonly ReportColumn[]
}

/** Everything that was found in a file, in the shape that programs outside rely on. */
export interface ImportReport {
  readonly file: string
  readonly kind: ImportKind
  readonly sheets: readonly ReportSheet[]
  /** People read. */
  readonly rows: number
  /** People without an error; warnings do not count. */
  readonly clean: number
  readonly issues: readonly ImportIssue[]
  readonly duplicates: readonly DuplicateGroup[]
  readonly counts: Readonly<Partial<Record<IssueCode, number>>>
  /** Sheets that were left out: hidden, or without a header of a roster. */
  readonly skipped: readonly { readonly name: string; readonly reason: 'hidden' | 'noHeader' }[]
}

export function reportSheetOf({ sheet, header, columns }: Table): ReportSheet {
  return {
    name: sheet,
    header: { firstRow: header.firstRow, lastRow: header.lastRow },
    columns: columns.map(({ column, title, key }) => ({ column, title, field: key })),
  }
}

/** One warning for each column that no field is known for; 序号 and the like need none. */
export function unmappedColumns({ sheet, header, columns }: Table): ImportIssue[] {
  return columns
    .filter((column) => !column.known)
    .map(({ column, title }) => ({
      sheet,
      row: header.lastRow,
      column,
      field: null,
      code: 'COLUMN_UNMAPPED',
      severity: 'warning',
      value: title.slice(0, 100),
      message: title
        ? `“${title.slice(0, 20)}”不知对应哪一项，这一列不会导入；需要的话请在对应关系里指定`
        : '这一列没有列名，不会导入；需要的话请补上列名',
    }))
}

export function countsOf(issues: readonly ImportIssue[]): Partial<Record<IssueCode, number>> {
  const counts: Partial<Record<IssueCode, number>> = {}
  for (const { code } of issues) counts[code] = (counts[code] ?? 0) + 1
  return counts
}
