import { buffer } from 'node:stream/consumers'
import { xlsxType, type ListColumn } from '#src/documents/cell.ts'
import { printedTime } from '#src/documents/printedTime.ts'
import type { Context, Download } from '#src/kernel/operation.ts'
import type { PrintColumn } from '#src/documents/print.ts'
import { columnOf, type ColumnKey } from '#src/roster/columns.ts'
import { marked } from './fingerprint.ts'
import type { Gathered } from './gather.ts'
import type { KeptExport } from './keep.ts'
import { exportPurposes } from './purpose.ts'
import { encrypted } from './zip.ts'

/** A finished file, in one piece. */
export interface MadeFile extends Download {
  readonly body: Uint8Array
}

/** Free text that nobody counts or looks up by carries the mark too; names, numbers, dates and units never do. */
const markedColumns: readonly ColumnKey[] = ['lastUnitAndPost', 'residenceAddress']

/** The list as a file in the wanted format, marked with who took it; closed with the password, if any. */
export async function fileOf(
  kept: KeptExport,
  gathered: Gathered,
  password?: string,
): Promise<MadeFile> {
  const name = `${gathered.title}（导出第${kept.id}号）`
  const file =
    kept.format === 'csv' ? await textFile(kept, gathered) : await workbook(kept, gathered)
  const whole = { ...file, fileName: `${name}.${kept.format}` }
  return password ? encrypted(whole, name, password) : whole
}

/** What everyone can read on a file: number, unit, person, time and purpose (GB/T 45574 watermark). */
export function visibleMark(kept: KeptExport): string {
  const { id, makerOrg, makerName, requestedAt, purpose } = kept
  const why = exportPurposes[purpose]
  return `导出第 ${id} 号　${makerOrg}　${makerName}　${printedTime(requestedAt)}　用途：${why}`
}

async function workbook(kept: KeptExport, { title, note, columns, rows }: Gathered) {
  const { writeListXlsx } = await import('#src/documents/xlsx.ts')
  const line = visibleMark(kept)
  const stream = await writeListXlsx({
    title,
    notes: [note, line],
    pageHeader: line,
    columns: [{ title: '序号', width: 6, type: 'text' }, ...columns.map(sheetColumn)],
    rows: rows.map((row, index) => [ordinal(kept, index), ...cellsOf(kept, columns, row.cells)]),
    footer: [line],
  })
  return { body: new Uint8Array(await buffer(stream)), contentType: xlsxType }
}

/** For other programs: no lines around the table, so the mark stands in a column of its own. */
async function textFile(kept: KeptExport, { columns, rows }: Gathered) {
  const { writeListCsv } = await import('#src/documents/csv.ts')
  const line = visibleMark(kept)
  const stream = writeListCsv({
    columns: [
      { title: '序号', width: 6, type: 'text' },
      ...columns.map(sheetColumn),
      { title: '导出标识', width: 40, type: 'text' },
    ],
    rows: rows.map((row, index) => [
      ordinal(kept, index),
      ...cellsOf(kept, columns, row.cells),
      line,
    ]),
  })
  return { body: new Uint8Array(await buffer(stream)), contentType: 'text/csv; charset=utf-8' }
}

function ordinal({ clean, mark }: KeptExport, index: number): string {
  const text = String(index + 1)
  return clean || !mark ? text : marked(text, mark)
}

function cellsOf(
  { clean, mark }: KeptExport,
  columns: readonly ColumnKey[],
  cells: readonly string[],
): (string | number | null)[] {
  return cells.map((cell, index) => {
    const key = columns[index] as ColumnKey
    if (key === 'age') return cell === '' ? null : Number(cell)
    return cell && mark && !clean && markedColumns.includes(key) ? marked(cell, mark) : cell
  })
}

function sheetColumn(key: ColumnKey): ListColumn {
  const { title, width } = columnOf(key)
  return { title, width: width * 2 + 2, type: key === 'age' ? 'number' : 'text' }
}

/** A frozen list on A4 with the watermark on every page, and a column to sign where wanted. */
export async function printOf(
  context: Context,
  kept: KeptExport,
  gathered: Gathered,
  signatureColumn: boolean,
): Promise<MadeFile> {
  const { columns, title, note, rows, snapshot } = gathered
  const { renderListPdf } = await import('#src/documents/pdf.ts')
  const body = await renderListPdf({
    title,
    subtitleLines: [note],
    columns: columns.map(printColumn),
    rows: rows.map((row) => [...row.cells]),
    landscape: columns.length > 6,
    signatureColumn,
    footerLines: [visibleMark(kept)],
    printedBy: context.actor.name,
    printedAt: printedTime(context.now),
    watermark: `${kept.makerOrg} ${kept.makerName} ${printedTime(context.now)} 第${kept.id}号`,
    ...(snapshot && {
      asOf: snapshot.asOf,
      snapshotNo: String(snapshot.id),
      hash: snapshot.hash,
    }),
  })
  return { fileName: `${title}.pdf`, contentType: 'application/pdf', body }
}

function printColumn(key: ColumnKey): PrintColumn {
  const { title, width } = columnOf(key)
  return { title, width: `${width}fr` }
}
