import { Readable } from 'node:stream'
import { guardFormula, yuanText, type Cell, type ColumnType, type List } from './cell.ts'

/**
 * The list as CSV for other programs: UTF-8 with byte order mark, RFC 4180 (CRLF, doubled quotes),
 * one title row, then the rows; notes and footer are left out. Spreadsheet programs round long
 * numbers in CSV when they open it by double click: people are given xlsx.
 */
export function writeListCsv(list: Pick<List, 'columns' | 'rows'>): Readable {
  return Readable.from(lines(list), { objectMode: false })
}

async function* lines({ columns, rows }: Pick<List, 'columns' | 'rows'>): AsyncGenerator<string> {
  const types = columns.map((column) => column.type)
  let pending = `\uFEFF${columns.map((column) => quote(guardFormula(column.title))).join(',')}\r\n`
  for await (const row of rows) {
    pending += `${types.map((type, index) => field(row[index], type)).join(',')}\r\n`
    if (pending.length < 65_536) continue
    yield pending
    pending = ''
  }
  yield pending
}

function field(cell: Cell, type: ColumnType): string {
  if (cell === null || cell === undefined) return ''
  if (typeof cell === 'string') return quote(guardFormula(cell))
  if (type === 'money') return yuanText(cell)
  return Number.isFinite(cell) ? String(cell) : ''
}

function quote(text: string): string {
  return /[",\n]|^'|^\s|\s$/.test(text) ? `"${text.replaceAll('"', '""')}"` : text
}
