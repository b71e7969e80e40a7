import type { Cell, Merge, RawRow } from './cell.ts'

export interface MergedDown {
  /** The row with the value of every range merged downwards that reaches it; rows in order. */
  readonly fill: (row: RawRow) => RawRow
}

/** Follows ranges of one column over several rows, whose value stands in the first row only. */
export function mergedDown(merges: readonly Merge[]): MergedDown {
  const ranges = merges
    .filter((range) => range.startCol === range.endCol && range.endRow > range.startRow)
    .sort((a, b) => a.startRow - b.startRow)
  let next = 0
  const active = new Map<number, { readonly until: number; readonly cell: Cell | undefined }>()
  const begin = (row: RawRow) => {
    for (; next < ranges.length; next++) {
      const range = ranges[next] as Merge
      if (range.startRow > row.row - 1) return
      const cell = range.startRow === row.row - 1 ? row.cells[range.startCol] : undefined
      active.set(range.startCol, { until: range.endRow, cell })
    }
  }
  const fill = (row: RawRow): RawRow => {
    begin(row)
    if (active.size === 0) return row
    let cells: (Cell | undefined)[] | undefined
    for (const [column, { until, cell }] of active) {
      if (row.row - 1 > until) active.delete(column)
      else if (cell && !row.cells[column]) {
        cells ??= [...row.cells]
        while (cells.length < column) cells.push(undefined)
        cells[column] = cell
      }
    }
    return cells ? { row: row.row, cells } : row
  }
  return { fill }
}
