import { once } from 'node:events'
import { Readable } from 'node:stream'
import { Worker } from 'node:worker_threads'
import type { CellValue } from 'hucre'
import type { ColumnType, List } from './cell.ts'
import { cellValue, textCell } from './xlsx-cell.ts'
import { plainColumns, sheetNameOf, writePrintable } from './xlsx-sheet.ts'

/** Up to here the workbook is laid out for A4 paper; longer lists are streamed. */
const PRINTABLE_ROWS = 5_000
/** Beyond this a thread of its own writes, as the server would answer nobody for half a second. */
const CELLS_AT_ONCE = 5_000
const ROWS_PER_SHEET = 1_000_000

export interface ListXlsxOptions {
  printableRows?: number
  rowsPerSheet?: number
}

/**
 * The list as a workbook. Up to 5,000 rows: title over the table, frozen and repeated header,
 * filter, A4 landscape one page wide, page numbers. Beyond: streamed in about 100 MB whatever the
 * length, without print set-up, a new sheet with its own header after each million rows.
 * An error in the first 5,000 rows rejects; a later one breaks the stream.
 */
export async function writeListXlsx(list: List, options: ListXlsxOptions = {}): Promise<Readable> {
  const { printableRows = PRINTABLE_ROWS, rowsPerSheet = ROWS_PER_SHEET } = options
  const types = list.columns.map((column) => column.type)
  const rows = cellRows(list.rows, types)
  const head: CellValue[][] = []
  for (let next = await rows.next(); !next.done; next = await rows.next()) {
    head.push(next.value)
    if (head.length > printableRows) return streamed(list, chain(head, rows), rowsPerSheet)
  }
  const aside = head.length * list.columns.length > CELLS_AT_ONCE
  const bytes = await (aside ? writeAside(list, head) : writePrintable(list, head))
  return Readable.from([bytes], { objectMode: false })
}

async function writeAside(list: List, rows: CellValue[][]): Promise<Uint8Array> {
  const { rows: _, ...frame } = list
  const worker = new Worker(new URL('xlsx-worker.ts', import.meta.url), {
    workerData: { frame, rows },
  })
  const [bytes] = await once(worker, 'message')
  return bytes
}

async function streamed(
  list: List,
  rows: AsyncIterable<CellValue[]>,
  rowsPerSheet: number,
): Promise<Readable> {
  const { writeXlsxStream } = await import('hucre/xlsx')
  const stream = writeXlsxStream(sheetRows(list, rows, rowsPerSheet), {
    name: sheetNameOf(list.title),
    columns: plainColumns(list.columns),
    freezePane: { rows: openingRows(list).length },
    maxRowsPerSheet: rowsPerSheet,
    repeatHeaders: false,
  })
  return Readable.from(stream, { objectMode: false })
}

function openingRows(list: List): CellValue[][] {
  const lines = [list.title, ...(list.notes ?? [])].map((line) => [textCell(line)])
  return [...lines, list.columns.map((column) => textCell(column.title))]
}

async function* sheetRows(
  list: List,
  rows: AsyncIterable<CellValue[]>,
  rowsPerSheet: number,
): AsyncGenerator<CellValue[]> {
  const opening = openingRows(list)
  let line = 0
  for await (const row of rows) {
    if (line % rowsPerSheet === 0) {
      yield* opening
      line += opening.length
    }
    yield row
    line += 1
  }
  for (const text of list.footer ?? []) yield [textCell(text)]
}

async function* chain(
  head: CellValue[][],
  rest: AsyncGenerator<CellValue[]>,
): AsyncGenerator<CellValue[]> {
  yield* head
  yield* rest
}

async function* cellRows(
  rows: List['rows'],
  types: readonly ColumnType[],
): AsyncGenerator<CellValue[]> {
  for await (const row of rows) yield types.map((type, index) => cellValue(row[index], type))
}
