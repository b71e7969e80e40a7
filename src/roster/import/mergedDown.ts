import type { Cell, Merge, RawRow } from './cell.ts'

export interface MergedDown {
  /** The row with the value of every range merged downwards that reaches it; rows in order. */
  readonly fill: (row: RawRow) => RawRow
  /** True when the cell belongs to a range that began in an earlier row. */
  readonly continues: (row: RawRow, column: number | undefined) => boolean
  /** True when the row holds a range over three columns or more. */
  readonly isWide: (row: RawRow) => boolean
}

interface Active {
  readonly from: number
  readonly until: number
  readonly cell: Cell | undefined
}

/** Follows ranges of one column over several rows, whose value stands in the first row only. */
export function mergedDown(merges: readonly Merge[]): MergedDown {
  const ranges = merges
    .filter((range) => range.startCol === range.endCol && range.endRow > range.startRow)
    .sort((a, b) => a.startRow - b.startRow)
  const wide = new Set(
    merges
      .filter((range) => range.startRow === range.endRow && range.endCol >= range.startCol + 2)
      .map((range) => range.startRow),
  )
  let next = 0
  const active = new Map<number, Active>()
  const begin = (row: RawRow) => {
    for (; next < ranges.length; next++) {
      const range = ranges[next] as Merge
      if (range.startRow > row.row - 1) return
      const cell = range.startRow === row.row - 1 ? row.cells[range.startCol] : undefined
      active.set(range.startCol, { from: range.startRow, until: range.endRow, cell })
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
  const continues = (row: RawRow, column: number | undefined) => {
    const range = column === undefined ? undefined : active.get(column)
    return range !== undefined && range.from < row.row - 1 && row.row - 1 <= range.until
  }
  return { fill, continues, isWide: (row) => wide.has(row.row - 1) }
}
