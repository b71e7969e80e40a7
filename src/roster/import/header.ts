import { squeezed, type Cell, type Merge, type RawRow } from './cell.ts'
import { groupedTitle, knownTitle, namesOthers, plainTitle } from './mapping.ts'

export interface HeaderColumn {
  readonly index: number
  /** What the column's lowest header cell says; the group joined in front when that is vague. */
  readonly title: string
  readonly leaf: string
  /** What stands over it in the rows above, such as 基本情况, from the top. */
  readonly groups: readonly string[]
}

export interface Header {
  readonly firstRow: number
  readonly lastRow: number
  readonly columns: readonly HeaderColumn[]
  /** The header's own rows, squeezed, to know them again on the next printed page. */
  readonly lines: readonly (readonly string[])[]
}

const deepest = 60
const tallest = 4

/** Titles of this row that are in use in offices, each counted once. */
export function titleHits(row: RawRow): number {
  const seen = new Set<string>()
  for (const cell of row.cells)
    if (cell && cell.number === undefined && knownTitle(cell.text)) seen.add(plainTitle(cell.text))
  return seen.size
}

/** The header among the first rows of a sheet: the fullest row of titles and those that join it. */
export function findHeader(rows: readonly RawRow[], merges: readonly Merge[]): Header | undefined {
  const hits = rows.slice(0, deepest).map(titleHits)
  const most = Math.max(0, ...hits)
  if (most < 2) return undefined
  const best = hits.findIndex(
    (count, at) => count === most || (count >= 3 && hasKeyTitle(rows[at] as RawRow)),
  )
  let first = best
  let last = best
  while (first > 0 && last - first < tallest - 1 && joins(rows, first - 1, first, last)) first--
  while (last < rows.length - 1 && last - first < tallest - 1 && joins(rows, last + 1, first, last))
    last++
  const header = headerOf(rows.slice(first, last + 1), merges)
  return header.columns.some(isKeyColumn) ? header : undefined
}

function hasKeyTitle(row: RawRow): boolean {
  return row.cells.some((cell) => {
    const key = cell && knownTitle(cell.text)?.key
    return key === 'fullName' || key === 'idNumber'
  })
}

function isKeyColumn({ leaf, groups }: HeaderColumn): boolean {
  const key = (groupedTitle(leaf, groups) ?? knownTitle(leaf))?.key
  return key === 'fullName' || key === 'idNumber'
}

/** True when the row at `index` is another line of the header that spans `first` to `last`. */
function joins(rows: readonly RawRow[], index: number, first: number, last: number): boolean {
  const row = rows[index]
  const near = rows[index < first ? first : last]
  if (!row || !near || Math.abs(row.row - near.row) > 1 || !isHeaderLike(row)) return false
  const width = Math.max(...rows.slice(first, last + 1).map((line) => line.cells.length))
  if (row.cells.length > width + 12) return false
  const block = rows.slice(first, last + 1)
  const below = index > last
  return row.cells.every((cell, column) => {
    if (!cell) return true
    const held = block.map((line) => line.cells[column]).filter((other) => other !== undefined)
    if (below)
      return isLabel(cell) && held.every((other) => !isLeaf(other) || !knownTitle(cell.text))
    return held.every((other) => !isLeaf(cell) || !isLeaf(other))
  })
}

/** Text only, no sentence, no figures: what a line of a header looks like. */
export function isHeaderLike(row: RawRow): boolean {
  const cells = row.cells.filter((cell) => cell !== undefined)
  if (cells.length < 2) return cells.length === 1 && titleHits(row) === 1 && row.cells.length > 1
  return cells.every(isLabel) && (titleHits(row) > 0 || cells.every((cell) => isShort(cell)))
}

function isLabel(cell: Cell): boolean {
  if (cell.number !== undefined || cell.day !== undefined) return false
  const text = squeezed(cell.text)
  return text.length <= 40 && !/[:：]$|[:：].|\d{4}|^\d+$/.test(text.replace(/[(（].*?[)）]/g, ''))
}

function isShort(cell: Cell): boolean {
  return squeezed(cell.text).length <= 10
}

/** A title that names a field on its own; 基本情况 over 出生年月, or 配偶 over 电话, does not. */
function isLeaf(cell: Cell): boolean {
  const key = knownTitle(cell.text)?.key
  const isOther = key === 'spouseName' || key === 'childName' || key === 'emergencyContactName'
  return key !== undefined && !(isOther && !/姓名|名字/.test(cell.text))
}

/** The columns that one to four rows of titles make together. */
export function headerOf(block: readonly RawRow[], merges: readonly Merge[]): Header {
  const width = Math.max(...block.map((row) => row.cells.length))
  const columns: HeaderColumn[] = []
  for (let index = 0; index < width; index++) {
    const parts = block.map((_, line) => textAt(block, merges, line, index)).filter(Boolean)
    const distinct = parts.filter((part, at) => part !== parts[at - 1])
    const leaf = distinct.at(-1)
    if (!leaf) continue
    const groups = distinct.slice(0, -1)
    const isClear = groups.length === 0 || (!namesOthers(groups) && knownTitle(leaf))
    columns.push({ index, leaf, groups, title: isClear ? leaf : `${groups.at(-1)}${leaf}` })
  }
  return {
    firstRow: block[0]?.row ?? 1,
    lastRow: block.at(-1)?.row ?? 1,
    columns,
    lines: block.map((row) => row.cells.map((cell) => (cell ? squeezed(cell.text) : ''))),
  }
}

/** The title in a cell of the header; a group's title also counts for the columns beneath it. */
function textAt(
  block: readonly RawRow[],
  merges: readonly Merge[],
  line: number,
  column: number,
): string {
  const row = block[line]
  const own = row?.cells[column]
  if (!row || own) return own ? unspaced(own.text) : ''
  const merge = merges.find((range) => holds(range, row.row - 1, column))
  if (merge) {
    const holder = block.find((other) => other.row - 1 === merge.startRow)
    return unspaced(holder?.cells[merge.startCol]?.text ?? '')
  }
  const below = block[line + 1]
  if (merges.length > 0 || !below?.cells[column]) return ''
  let left = column
  while (left >= 0 && !row.cells[left]) left--
  return left >= 0 && below.cells[left] ? unspaced(row.cells[left]?.text ?? '') : ''
}

function unspaced(text: string): string {
  return text.replace(/\s+/g, '')
}

function holds(range: Merge, row: number, column: number): boolean {
  return (
    row >= range.startRow &&
    row <= range.endRow &&
    column >= range.startCol &&
    column <= range.endCol
  )
}

/** True when a row repeats one line of the header, as on every printed page. */
export function repeatsHeader(row: RawRow, header: Header): boolean {
  return header.lines.some((line) => {
    let filled = 0
    let equal = 0
    row.cells.forEach((cell, column) => {
      if (!cell) return
      filled++
      if (squeezed(cell.text) === line[column]) equal++
    })
    return equal >= 2 && equal >= filled * 0.6
  })
}
