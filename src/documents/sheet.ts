export type PrintWidth = `${number}fr` | `${number}mm`

export interface SheetItem {
  label: string
  value: string
  /** How many of the three pairs of a row it takes; 1 if absent. */
  span?: 1 | 2 | 3
}

export interface SheetTable {
  columns: readonly { title: string; width: PrintWidth }[]
  rows: readonly (readonly string[])[]
}

/** A titled block of a record sheet: labels with values, or a small table (family, honours). */
export type SheetGroup =
  { title: string; items: readonly SheetItem[] } | ({ title: string } & SheetTable)

export type PlacedItem = { label: string; value: string; span: number } | { photoRows: number }

export const PAIRS = 3
const photoRows = 6

/**
 * Items set in rows of three pairs in their order; the last of a row takes what is left over.
 * With a photograph the first six rows leave their last pair to it.
 */
export function placeItems(items: readonly SheetItem[], photo: boolean): PlacedItem[][] {
  const rows: { label: string; value: string; span: number }[][] = []
  for (const { label, value, span = 1 } of items) {
    const row = rows.at(-1)
    const room = row ? roomIn(rows.length - 1, photo) - spanOf(row) : 0
    if (row && span <= room) row.push({ label, value, span })
    else rows.push([{ label, value, span: Math.min(span, roomIn(rows.length, photo)) }])
  }
  for (const [index, row] of rows.entries()) {
    const last = row.at(-1)
    if (last) last.span += roomIn(index, photo) - spanOf(row)
  }
  return photo ? withPhoto(rows) : rows
}

function roomIn(row: number, photo: boolean): number {
  return photo && row < photoRows ? PAIRS - 1 : PAIRS
}

function spanOf(row: readonly { span: number }[]): number {
  return row.reduce((total, { span }) => total + span, 0)
}

function withPhoto(rows: readonly PlacedItem[][]): PlacedItem[][] {
  const [first = [{ label: '', value: '', span: PAIRS - 1 }], ...rest] = rows
  return [[...first, { photoRows: Math.min(photoRows, Math.max(rows.length, 1)) }], ...rest]
}
