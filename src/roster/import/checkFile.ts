import { readFile } from 'node:fs/promises'
import type { RawFile, RawSheet } from './cell.ts'
import { checkRow, parsedRowOf } from './checkRow.ts'
import { duplicateFinder } from './duplicates.ts'
import type { ImportIssue } from './issue.ts'
import { guessKind } from './kind.ts'
import { defaultLimits, type ImportLimits } from './limits.ts'
import type { ChosenMapping, ImportKind } from './mapping.ts'
import { openFile } from './openFile.ts'
import type { ParsedRow } from './parsedRow.ts'
import { readSheet } from './people.ts'
import { refuseFile } from './refusals.ts'
import {
  countsOf,
  reportSheetOf,
  unmappedColumns,
  type ImportReport,
  type ReportSheet,
} from './report.ts'
import type { Table } from './table.ts'

export interface CheckOptions {
  /** File name, for the report and for sheets without a name of their own. */
  readonly name: string
  /** Guessed from the columns when absent. */
  readonly kind?: ImportKind | undefined
  /** YYYY-MM-DD. */
  readonly today: string
  readonly mapping?: ChosenMapping | undefined
  readonly limits?: Partial<ImportLimits> | undefined
}

export interface Progress {
  readonly sheet: string
  readonly rows: number
}

/** What happens while a file is checked; a promise holds the reading back. */
export interface CheckEvents {
  readonly onRows?: ((rows: readonly ParsedRow[]) => void | Promise<void>) | undefined
  readonly onProgress?: ((progress: Progress) => void) | undefined
}

export type Checked = { readonly report: ImportReport; readonly rows: readonly ParsedRow[] }

/**
 * Reads and checks a file without writing anything. Rows come in order; with `onRows` they are
 * handed over batch by batch and `rows` stays empty. Throws the refusals of refusals.ts.
 */
export async function checkFile(
  source: Uint8Array | string,
  options: CheckOptions & CheckEvents,
): Promise<Checked> {
  const bytes =
    typeof source === 'string'
      ? await readFile(source)
      : Buffer.from(source.buffer, source.byteOffset, source.byteLength)
  const rows: ParsedRow[] = []
  const keep = (batch: readonly ParsedRow[]) => void rows.push(...batch)
  const { onProgress, onRows = keep } = options
  return { report: await scanFile(bytes, options, { onProgress, onRows }), rows }
}

/** The part that needs no database and may run in a worker: bytes to rows and report. */
export async function scanFile(
  bytes: Buffer,
  options: CheckOptions,
  events: CheckEvents,
): Promise<ImportReport> {
  const limits = { ...defaultLimits, ...options.limits }
  const file = await openFile(bytes, options.name, limits)
  const kind = options.kind ?? (await guessKind(file))
  const issues: ImportIssue[] = []
  const sheets: ReportSheet[] = []
  const skipped: { name: string; reason: 'hidden' | 'noHeader' }[] = []
  const finder = duplicateFinder()
  let count = 0
  let clean = 0
  for (const sheet of visibleSheets(file, skipped)) {
    const options_ = {
      kind,
      sheet: sheet.name,
      isCsv: file.format === 'csv',
      mapping: options.mapping,
    }
    const reading = readSheet(sheet, options_)
    let announced = 0
    for await (const people of reading.people) {
      announced = announce(reading.tables, announced, sheets, issues)
      const drafts = people.map((person) => checkRow(person, { kind, today: options.today }))
      drafts.forEach(finder.add)
      const rows = drafts.map(parsedRowOf)
      for (const row of rows) {
        if (row.issues.length > 0) issues.push(...row.issues)
        if (row.issues.every((issue) => issue.severity !== 'error')) clean++
      }
      count += rows.length
      if (count > limits.rows) throw refuseFile('import.tooManyRows')
      if (rows.length > 0) await events.onRows?.(rows)
      events.onProgress?.({ sheet: sheet.name, rows: count })
    }
    if (reading.tables.length === 0) skipped.push({ name: sheet.name, reason: 'noHeader' })
  }
  refuseWithoutNames(sheets)
  const counts = countsOf(issues)
  return {
    file: options.name,
    kind,
    sheets,
    rows: count,
    clean,
    issues,
    duplicates: finder.groups(),
    counts,
    skipped,
  }
}

/** Hidden sheets hold lists for drop-downs or last year's people; they count when nothing else does. */
function visibleSheets(
  file: RawFile,
  skipped: { name: string; reason: 'hidden' | 'noHeader' }[],
): readonly RawSheet[] {
  const visible = file.sheets.filter((sheet) => !sheet.hidden)
  if (visible.length === 0) return file.sheets
  for (const sheet of file.sheets)
    if (sheet.hidden) skipped.push({ name: sheet.name, reason: 'hidden' })
  return visible
}

function announce(
  tables: readonly Table[],
  from: number,
  sheets: ReportSheet[],
  issues: ImportIssue[],
): number {
  for (const [at, table] of tables.slice(from).entries()) {
    issues.push(...unmappedColumns(table))
    if (from + at === 0) sheets.push(reportSheetOf(table))
  }
  return tables.length
}

function refuseWithoutNames(sheets: readonly ReportSheet[]): void {
  if (sheets.length === 0) throw refuseFile('import.noHeader')
  const named = sheets.some((sheet) => sheet.columns.some((column) => column.field === 'fullName'))
  if (!named) throw refuseFile('import.noName')
}
