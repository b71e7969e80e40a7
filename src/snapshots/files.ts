import type { Context, Download } from '#src/kernel/operation.ts'
import type { PrintColumn } from '#src/documents/print.ts'
import { columnOf, type ColumnKey } from '#src/roster/columns.ts'
import { fieldOf, isFieldKey } from '#src/roster/fields.ts'
import type { Snapshot } from './reach.ts'
import type { FrozenRow } from './snapshot.ts'

/** A list as a workbook: every cell text, so that numbers stay as they are. */
export async function spreadsheet(
  title: string,
  note: string,
  keys: readonly ColumnKey[],
  rows: readonly FrozenRow[],
): Promise<Download> {
  const { writeListXlsx } = await import('#src/documents/xlsx.ts')
  const columns = keys.map((key) => {
    const column = columnOf(key)
    return { title: column.title, width: column.width * 2 + 2, type: 'text' as const }
  })
  const cells = rows.map((row) => row.cells)
  const body = await writeListXlsx({ title, notes: [note], columns, rows: cells })
  const contentType = 'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet'
  return { fileName: `${title}.xlsx`, contentType, body }
}

/** A frozen list on A4, with a column to sign where wanted. */
export async function printedList(
  context: Context,
  snapshot: Snapshot,
  rows: readonly FrozenRow[],
  signatureColumn: boolean,
): Promise<Download> {
  const { columns, title, asOf, id, hash } = snapshot
  const { renderListPdf } = await import('#src/documents/pdf.ts')
  const body = await renderListPdf({
    title,
    subtitleLines: [noteOf(snapshot)],
    columns: columns.map(printColumn),
    rows: rows.map((row) => [...row.cells]),
    landscape: columns.length > 6,
    signatureColumn,
    printedBy: context.actor.name,
    printedAt: printTime(context.now),
    asOf,
    snapshotNo: String(id),
    hash,
  })
  return { fileName: `${title}.pdf`, contentType: 'application/pdf', body }
}

/** Leaves a look for everyone in a file, with the classes of fields that the columns hold. */
export function lookedAtAll(
  context: Context,
  keys: readonly ColumnKey[],
  rows: readonly FrozenRow[],
): void {
  const classes = new Set(keys.map((key) => classOf(key)))
  for (const { retireeId } of rows) context.looked(retireeId, [...classes].sort())
}

function classOf(key: ColumnKey): string {
  return isFieldKey(key) ? fieldOf(key).sensitivity : 'S1'
}

/** One line that says which list a file holds. */
export function noteOf({ id, asOf, rowCount, hash }: Snapshot): string {
  return `名单第 ${id} 号，口径日 ${asOf}，共 ${rowCount} 人，摘要 ${hash.slice(0, 16)}`
}

function printColumn(key: ColumnKey): PrintColumn {
  const { title, width } = columnOf(key)
  return { title, width: `${width}fr` }
}

const shanghai = new Intl.DateTimeFormat('zh-CN', {
  timeZone: 'Asia/Shanghai',
  dateStyle: 'short',
  timeStyle: 'short',
})

function printTime(now: Date): string {
  return shanghai.format(now)
}
