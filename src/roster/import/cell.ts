/** How much of a date a cell shows: a date cell formatted 1948年3月 was never a day. */
export type DateShape = 'year' | 'month' | 'day'

/** One cell with content, whatever kind of file it came from. */
export interface Cell {
  /** The text, or the number as written. */
  readonly text: string
  /** Set when the file stores a number. */
  readonly number?: number
  /** ISO day of a number that the file shows as a date. */
  readonly day?: string
  readonly shape?: DateShape
  /** Shown with two decimals, so that 1952.1 was written 1952.10. */
  readonly twoDecimals?: boolean
  /** The stored value of a formula. */
  readonly formula?: boolean
}

export type Cells = readonly (Cell | undefined)[]

export interface RawRow {
  /** Row number as Excel shows it; for CSV the line. */
  readonly row: number
  readonly cells: Cells
}

/** Zero-based, inclusive. */
export interface Merge {
  readonly startRow: number
  readonly endRow: number
  readonly startCol: number
  readonly endCol: number
}

export interface RawSheet {
  readonly name: string
  readonly hidden: boolean
  readonly merges: () => Promise<readonly Merge[]>
  /** Rows with content, in order, in batches; may be read more than once. */
  readonly rows: () => AsyncIterable<readonly RawRow[]>
}

export interface RawFile {
  readonly format: 'xlsx' | 'xls' | 'html' | 'xml' | 'csv'
  readonly sheets: readonly RawSheet[]
}

/** A, B … Z, AA … of a zero-based column. */
export function columnLetters(column: number): string {
  const rest = Math.floor(column / 26)
  return (rest > 0 ? columnLetters(rest - 1) : '') + String.fromCharCode(65 + (column % 26))
}

/** Zero-based column of A1, AB12 …; -1 when there is none. */
export function columnOf(reference: string): number {
  let column = 0
  for (let at = 0; at < reference.length; at++) {
    const code = reference.charCodeAt(at) | 32
    if (code < 97 || code > 122) break
    column = column * 26 + code - 96
  }
  return column - 1
}

const alreadyPlain = /^[\u4e00-\u9fff\w.\-()]*$/

/** Plain comparable text: full-width forms folded, no spaces at all. */
export function squeezed(text: string): string {
  if (alreadyPlain.test(text)) return text
  return text.normalize('NFKC').replace(/[\s\u200b-\u200f\ufeff]+/g, '')
}

export function isBlank(cell: Cell | undefined): boolean {
  return cell === undefined || cell.text.trim() === ''
}
