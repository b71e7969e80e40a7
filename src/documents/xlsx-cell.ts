import type { CellValue } from 'hucre'
import { guardFormula, type Cell, type ColumnType } from './cell.ts'

const LONGEST_CELL = 32_767
const cutMark = '…（超长，已截断）'

/** What is written for a cell; text never becomes a number, a long number becomes text. */
export function cellValue(cell: Cell, type: ColumnType): CellValue {
  if (cell === null || cell === undefined || cell === '') return null
  if (typeof cell === 'string') return (type === 'date' && wholeDay(cell)) || textCell(cell)
  if (type === 'text') return textCell(String(cell))
  if (type === 'money') return yuan(cell)
  if (!Number.isFinite(cell)) return null
  return Math.abs(cell) > Number.MAX_SAFE_INTEGER ? textCell(String(cell)) : cell
}

function yuan(fen: number): number {
  if (!Number.isSafeInteger(fen)) throw new RangeError(`money must be whole fen: ${fen}`)
  return fen / 100
}

/** Before March 1900 spreadsheets count days wrongly, so such a date stays text. */
function wholeDay(text: string): Date | undefined {
  if (!/^\d{4}-\d{2}-\d{2}$/.test(text) || text < '1900-03-01') return undefined
  const day = new Date(`${text}T00:00:00Z`)
  return Number.isNaN(day.getTime()) || day.toISOString().slice(0, 10) !== text ? undefined : day
}

/**
 * Text for a cell, without formulas and cut, visibly, at the longest that a cell holds.
 * `_x000D_` in a text is an escape of the file format and is itself escaped.
 */
export function textCell(text: string): string {
  const guarded = guardFormula(text).replace(/_(?=x[0-9A-Fa-f]{4}_)/g, '_x005F_')
  if (guarded.length <= LONGEST_CELL) return guarded
  return guarded.slice(0, LONGEST_CELL - cutMark.length).toWellFormed() + cutMark
}
