import { writeXlsx, writeXlsxStream, type Cell as Styled, type WriteSheet } from 'hucre/xlsx'
import type { Cell, Merge, RawFile, RawRow, RawSheet } from './cell.ts'
import { columnOf } from './cell.ts'
import type { ImportIssue } from './issue.ts'
import { notesTitle, type SheetNotes } from './notes.ts'

type Value = string | number | Date | null
type Style = NonNullable<Styled['style']>

/** Above this many rows the workbook is streamed: values and notes, but no colours or merges. */
const styledRows = 20_000

const red: Style = { fill: { type: 'pattern', pattern: 'solid', fgColor: { rgb: 'FFC7CE' } } }
const yellow: Style = { fill: { type: 'pattern', pattern: 'solid', fgColor: { rgb: 'FFEB9C' } } }
const text: Style = { numFmt: '@' }
const heading: Style = {
  font: { bold: true },
  alignment: { horizontal: 'center', vertical: 'center', wrapText: true },
}
const formats = { year: 'yyyy', month: 'yyyy"年"m"月"', day: 'yyyy-mm-dd' } as const

interface Loaded {
  readonly sheet: RawSheet
  readonly rows: readonly RawRow[]
  readonly merges: readonly Merge[]
}

/** A new workbook with the values of the old one; a text is never written as a formula. */
export async function annotatedWorkbook(
  file: RawFile,
  notes: ReadonlyMap<string, SheetNotes>,
): Promise<Uint8Array | AsyncIterable<Uint8Array>> {
  const loaded: Loaded[] = []
  let count = 0
  for (const sheet of file.sheets) {
    const rows: RawRow[] = []
    for await (const batch of sheet.rows()) {
      rows.push(...batch)
      count += batch.length
      if (count > styledRows && file.sheets.length === 1) return streamed(sheet, notes)
    }
    loaded.push({ sheet, rows, merges: await sheet.merges() })
  }
  return writeXlsx({ sheets: loaded.map((one) => sheetOf(one, notes.get(one.sheet.name))) })
}

function sheetOf({ sheet, rows, merges }: Loaded, notes: SheetNotes | undefined): WriteSheet {
  const cells = new Map<string, Partial<Styled>>()
  const width = rows.reduce((widest, row) => Math.max(widest, row.cells.length), 0)
  const values: Value[][] = []
  for (const raw of rows) {
    const issues = notes?.byRow.get(raw.row) ?? []
    while (values.length < raw.row - 1) values.push([])
    const line: Value[] = Array.from({ length: width }, (_, column) => valueOf(raw.cells[column]))
    if (notes) line.push(raw.row === notes.headerRow ? notesTitle : notes.textOf(raw.row) || null)
    values.push(line)
    line.forEach((value, column) => {
      const style = styleOf(raw, column, value, issues, notes, width)
      const comment = commentOf(issues, column)
      if (style || comment) {
        const cell = { value, ...(style && { style }), ...(comment && { comment }) }
        cells.set(`${raw.row - 1},${column}`, cell)
      }
    })
  }
  return {
    name: sheet.name.slice(0, 31) || 'Sheet1',
    rows: values,
    cells,
    merges: merges.map((range) => ({ ...range })),
    columns: widthsOf(rows, width, notes !== undefined),
    ...(sheet.hidden && { hidden: true }),
    ...(notes && { freezePane: { rows: notes.headerRow } }),
  }
}

function valueOf(cell: Cell | undefined): Value {
  if (!cell) return null
  if (cell.day !== undefined && cell.shape) return new Date(`${cell.day}T00:00:00Z`)
  return cell.number ?? cell.text
}

function styleOf(
  raw: RawRow,
  column: number,
  value: Value,
  issues: readonly ImportIssue[],
  notes: SheetNotes | undefined,
  width: number,
): Style | undefined {
  const issue = issues.find((one) => indexOf(one.column) === column)
  const fill = issue ? (issue.severity === 'error' ? red : yellow) : undefined
  const isHeading = notes && raw.row <= notes.headerRow
  const base = isHeading && value !== null ? heading : formatOf(raw.cells[column], value)
  if (column === width && !isHeading && value)
    return { font: { color: { rgb: 'C00000' } }, alignment: { wrapText: true, vertical: 'center' } }
  return fill || base ? { ...base, ...fill } : undefined
}

function formatOf(cell: Cell | undefined, value: Value): Style | undefined {
  if (value instanceof Date) return { numFmt: formats[cell?.shape ?? 'day'] }
  return typeof value === 'string' && /^\d{6,}[\dXx]?$/.test(value) ? text : undefined
}

function commentOf(issues: readonly ImportIssue[], column: number) {
  const found = issues.filter((issue) => indexOf(issue.column) === column)
  return found.length > 0
    ? { author: '检查', text: found.map((issue) => issue.message).join('\n') }
    : undefined
}

function indexOf(column: string | number): number {
  return typeof column === 'number' ? column - 1 : columnOf(column)
}

function widthsOf(rows: readonly RawRow[], width: number, noted: boolean) {
  const widths = Array.from({ length: width }, () => 8)
  for (const { cells } of rows.slice(0, 300)) {
    if (cells.filter((cell) => cell).length < 4) continue
    cells.forEach((cell, column) => {
      const shown = [...(cell?.text ?? '')].reduce((sum, c) => sum + (c > '\u2e80' ? 2 : 1), 1)
      if (shown <= 40) widths[column] = Math.max(widths[column] ?? 8, shown)
    })
  }
  return [...widths, ...(noted ? [60] : [])].map((one) => ({ width: one }))
}

async function* streamed(
  sheet: RawSheet,
  notes: ReadonlyMap<string, SheetNotes>,
): AsyncGenerator<Uint8Array> {
  const own = notes.get(sheet.name)
  const body = writeXlsxStream(linesOf(sheet, own), {
    name: sheet.name.slice(0, 31) || 'Sheet1',
    ...(own && { freezePane: { rows: own.headerRow } }),
  })
  for await (const chunk of body as unknown as AsyncIterable<Uint8Array>) yield chunk
}

/** The note stands behind the last column that the header has. */
async function* linesOf(
  sheet: RawSheet,
  notes: SheetNotes | undefined,
): AsyncGenerator<(string | number | Date | null)[]> {
  let next = 1
  let width = 0
  for await (const batch of sheet.rows())
    for (const raw of batch) {
      for (; next < raw.row; next++) yield []
      if (!notes || raw.row <= notes.headerRow) width = Math.max(width, raw.cells.length)
      const line = Array.from({ length: Math.max(width, raw.cells.length) }, (_, column) =>
        streamedValue(raw.cells[column]),
      )
      const note = raw.row === notes?.headerRow ? notesTitle : notes?.textOf(raw.row)
      yield note ? [...line, note] : line
      next = raw.row + 1
    }
}

/** Without formats of their own dates are written as text, as far as they were shown. */
function streamedValue(cell: Cell | undefined): string | number | null {
  if (!cell) return null
  if (cell.day === undefined) return cell.number ?? cell.text
  const length = cell.shape === 'year' ? 4 : cell.shape === 'month' ? 7 : 10
  return cell.day.slice(0, length)
}
