import type { ReactNode } from 'react'

/** One column of a DataGrid or PrintTable. */
export interface Column<Row> {
  readonly key: string
  readonly title: string
  /** Width in pixels at normal text size. */
  readonly width: number
  readonly cell: (row: Row) => ReactNode
  /** Plain text of the cell, for print and tooltip; needed where `cell` is not text. */
  readonly text?: ((row: Row) => string) | undefined
  /** The name to sort by; true means `key`. */
  readonly sort?: boolean | string | undefined
  readonly frozen?: boolean | undefined
  /** Carries the link to the row's own page. */
  readonly primary?: boolean | undefined
  readonly align?: 'left' | 'right' | 'center' | undefined
  /** Not shown until the reader chooses it. */
  readonly hidden?: boolean | undefined
  /** Buttons: nothing to print. */
  readonly screenOnly?: boolean | undefined
}

/** A column in its place: `left` is the offset in rem of a frozen one. */
export interface PlacedColumn<Row> extends Column<Row> {
  readonly left?: number | undefined
}

const rem = 14
const selectionWidth = 44

/** Columns in the order shown, frozen ones first with their offsets; narrow screens freeze one. */
export function placeColumns<Row>(
  columns: readonly Column<Row>[],
  shown: readonly string[],
  selectable: boolean,
  narrow: boolean,
): readonly PlacedColumn<Row>[] {
  const chosen = shown.flatMap((key) => columns.find((column) => column.key === key) ?? [])
  const frozen = chosen.filter((column) => column.frozen && (!narrow || column.primary))
  const rest = chosen.filter((column) => !frozen.includes(column))
  let left = selectable && !narrow ? selectionWidth : 0
  const placed = frozen.map((column) => {
    const at = left
    left += column.width
    return { ...column, left: at / rem }
  })
  return [...placed, ...rest]
}

/** Width of all columns together, in rem. */
export function widthOf<Row>(columns: readonly Column<Row>[], selectable: boolean): number {
  const total = columns.reduce((sum, { width }) => sum + width, selectable ? selectionWidth : 0)
  return total / rem
}

/** The cell as plain text. */
export function cellText<Row>(column: Column<Row>, row: Row): string {
  if (column.text) return column.text(row)
  const content = column.cell(row)
  return typeof content === 'string' || typeof content === 'number' ? String(content) : ''
}

/** The sort a click on the column asks for next: rising, falling, rising … */
export function nextSort(column: Column<never>, current: string): string {
  const name = sortName(column)
  return current === name ? `-${name}` : name
}

function sortName({ sort, key }: Pick<Column<never>, 'sort' | 'key'>): string {
  return typeof sort === 'string' ? sort : key
}

/** `aria-sort` of a column under the current sort. */
export function sortState(
  column: Pick<Column<never>, 'sort' | 'key'>,
  current: string,
): 'ascending' | 'descending' | 'none' {
  if (current === sortName(column)) return 'ascending'
  return current === `-${sortName(column)}` ? 'descending' : 'none'
}
