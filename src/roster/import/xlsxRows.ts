import { columnOf, type Cell, type RawRow } from './cell.ts'
import { dayOfSerial } from './numberFormat.ts'
import { refuseFile } from './refusals.ts'
import { attribute, plainText, prefixOf } from './xml.ts'
import { richText, type CellFormat } from './xlsxParts.ts'

export interface RowContext {
  readonly strings: readonly string[]
  readonly formats: readonly CellFormat[]
  readonly since1904: boolean
  readonly columns: number
  readonly blankRows: number
}

const longestRow = 16 * 1024 * 1024

/**
 * Reads the rows of one worksheet part (ECMA-376 part 1 §18.3.1) from its text as it arrives,
 * holding no more than one row. Formulas count by their stored value.
 */
export async function* readRows(
  chunks: AsyncIterable<Buffer>,
  context: RowContext,
): AsyncGenerator<RawRow[]> {
  const decoder = new TextDecoder()
  const progress = { row: 0, lastFilled: 0 }
  let rest = ''
  let prefix: string | undefined
  for await (const chunk of chunks) {
    rest += decoder.decode(chunk, { stream: true })
    prefix ??= rest.includes('worksheet') ? prefixOf(rest, 'worksheet') : undefined
    if (prefix === undefined) continue
    const rows: RawRow[] = []
    rest = rest.slice(takeRows(rest, prefix, context, progress, rows))
    if (rest.length > longestRow) throw refuseFile('import.bomb')
    if (rows.length > 0) yield rows
  }
  if (prefix === undefined) throw refuseFile('import.damaged')
}

function takeRows(
  xml: string,
  prefix: string,
  context: RowContext,
  progress: { row: number; lastFilled: number },
  rows: RawRow[],
): number {
  const open = `<${prefix}row`
  const close = `</${prefix}row>`
  let used = 0
  for (;;) {
    const start = startOf(xml, open, used)
    if (start < 0) return Math.max(used, xml.lastIndexOf('<'))
    const tagEnd = xml.indexOf('>', start)
    if (tagEnd < 0) return start
    const empty = xml.charCodeAt(tagEnd - 1) === 47
    const end = empty ? tagEnd : xml.indexOf(close, tagEnd)
    if (end < 0) return start
    const number = attribute(xml.slice(start + open.length, tagEnd), 'r')
    progress.row = number === undefined ? progress.row + 1 : Number(number)
    const cells = empty ? [] : readCells(xml, tagEnd + 1, end, prefix, context)
    const gap = progress.row - progress.lastFilled
    if (gap > context.blankRows) throw refuseFile('import.blankRows')
    if (cells.length > 0) {
      progress.lastFilled = progress.row
      rows.push({ row: progress.row, cells })
    }
    used = empty ? tagEnd + 1 : end + close.length
  }
}

/** The next start tag with exactly this name. */
function startOf(xml: string, open: string, from: number): number {
  for (let at = xml.indexOf(open, from); at >= 0; at = xml.indexOf(open, at + 1)) {
    const after = xml.charCodeAt(at + open.length)
    if (after <= 32 || after === 62 || after === 47 || Number.isNaN(after)) return at
  }
  return -1
}

function readCells(
  xml: string,
  from: number,
  to: number,
  prefix: string,
  context: RowContext,
): (Cell | undefined)[] {
  const open = `<${prefix}c`
  const close = `</${prefix}c>`
  const cells: (Cell | undefined)[] = []
  let next = 0
  for (let at = startOf(xml, open, from); at >= 0 && at < to;) {
    const tagEnd = xml.indexOf('>', at)
    if (tagEnd < 0 || tagEnd > to) break
    const tag = xml.slice(at + open.length, tagEnd)
    const reference = attribute(tag, 'r')
    const column = reference === undefined ? next : columnOf(reference)
    next = column + 1
    if (xml.charCodeAt(tagEnd - 1) === 47) {
      at = startOf(xml, open, tagEnd)
      continue
    }
    const end = xml.indexOf(close, tagEnd)
    if (end < 0) break
    const cell = readCell(tag, xml.slice(tagEnd + 1, end), prefix, context)
    if (cell) {
      if (column >= context.columns) throw refuseFile('import.tooManyColumns')
      while (cells.length < column) cells.push(undefined)
      cells[column] = cell
    }
    at = startOf(xml, open, end)
  }
  return cells
}

function readCell(
  tag: string,
  inner: string,
  prefix: string,
  context: RowContext,
): Cell | undefined {
  const formula = startOf(inner, `<${prefix}f`, 0) >= 0
  const type = attribute(tag, 't') ?? 'n'
  const value = type === 'inlineStr' ? undefined : valueOf(inner, prefix)
  const cell = cellOf(type, value, inner, tag, prefix, context)
  if (!cell || cell.text === '') return undefined
  return formula ? { ...cell, formula } : cell
}

function cellOf(
  type: string,
  value: string | undefined,
  inner: string,
  tag: string,
  prefix: string,
  context: RowContext,
): Cell | undefined {
  if (type === 'inlineStr') return { text: richText(inner, prefix) }
  if (value === undefined || value === '') return undefined
  switch (type) {
    case 's':
      return { text: context.strings[Number(value)] ?? '' }
    case 'str':
    case 'e':
      return { text: plainText(value) }
    case 'b':
      return { text: value === '1' ? '是' : '否' }
    case 'd':
      return { text: value.slice(0, 10), day: value.slice(0, 10), shape: 'day' }
    default:
      return numberCell(value, context.formats[Number(attribute(tag, 's') ?? -1)], context)
  }
}

function valueOf(inner: string, prefix: string): string | undefined {
  const at = startOf(inner, `<${prefix}v`, 0)
  if (at < 0) return undefined
  const start = inner.indexOf('>', at) + 1
  const end = inner.indexOf(`</${prefix}v>`, start)
  return end < 0 ? undefined : inner.slice(start, end)
}

function numberCell(
  text: string,
  format: CellFormat | undefined,
  context: RowContext,
): Cell | undefined {
  const number = Number(text)
  if (Number.isNaN(number)) return { text: plainText(text) }
  if (!format?.shape) return { text, number, ...(format?.twoDecimals && { twoDecimals: true }) }
  const day = dayOfSerial(number, context.since1904)
  return day ? { text: day, number, day, shape: format.shape } : { text, number }
}
