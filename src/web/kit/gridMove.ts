/** A cell of a grid; row −1 is the header row. */
export interface GridPosition {
  readonly row: number
  readonly column: number
}

export interface GridBounds {
  readonly rows: number
  readonly columns: number
  /** Rows that one page key passes over. */
  readonly page: number
}

/**
 * Where a key leads from a cell, clamped to the grid; undefined if the key does not move.
 * Keys as in the WAI-ARIA data grid pattern.
 */
export function gridMove(
  from: GridPosition,
  key: string,
  ctrl: boolean,
  bounds: GridBounds,
): GridPosition | undefined {
  const target = targetOf(from, key, ctrl, bounds)
  return target && clamp(target, bounds)
}

/** The nearest cell inside the grid. */
export function clamp({ row, column }: GridPosition, bounds: GridBounds): GridPosition {
  return {
    row: Math.max(-1, Math.min(row, bounds.rows - 1)),
    column: Math.max(0, Math.min(column, bounds.columns - 1)),
  }
}

function targetOf(
  { row, column }: GridPosition,
  key: string,
  ctrl: boolean,
  { rows, columns, page }: GridBounds,
): GridPosition | undefined {
  switch (key) {
    case 'ArrowUp':
      return { row: row - 1, column }
    case 'ArrowDown':
      return { row: row + 1, column }
    case 'ArrowLeft':
      return { row, column: column - 1 }
    case 'ArrowRight':
      return { row, column: column + 1 }
    case 'PageUp':
      return { row: Math.max(0, row - page), column }
    case 'PageDown':
      return { row: row + page, column }
    case 'Home':
      return { row: ctrl ? 0 : row, column: 0 }
    case 'End':
      return { row: ctrl ? rows - 1 : row, column: columns - 1 }
    default:
      return undefined
  }
}
