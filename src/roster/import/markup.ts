import { fromHtml } from 'hucre'
import type { Cell, Merge, RawFile, RawRow } from './cell.ts'
import type { ImportLimits } from './limits.ts'
import { refuseFile } from './refusals.ts'
import { attribute, plainText, tagsOf } from './xml.ts'

/** A web page with tables that some systems export under the name .xls. Nothing is inferred. */
export function openHtml(text: string, name: string, limits: ImportLimits): RawFile {
  const tables = text.match(/<table[\s\S]*?<\/table>/gi) ?? []
  const sheets = tables.map((table, index) => {
    const sheet = fromHtml(withText(table), { typeInference: false })
    const rows = sheet.rows.map((values) => values.map((value) => String(value ?? '')))
    const title = tables.length > 1 ? `${name}${index + 1}` : name
    return sheetOf(title, filledRows(rows, limits), sheet.merges ?? [])
  })
  return { format: 'html', sheets }
}

/** Line breaks inside cells, and the non-breaking spaces that fill empty ones. */
function withText(table: string): string {
  return table
    .replace(/<br\s*\/?>/gi, '\n')
    .replace(/&nbsp;|&#160;/gi, ' ')
    .replace(/<\/?(table|thead|tbody|tr|td|th)\b/gi, (tag) => tag.toLowerCase())
}

/** XML Spreadsheet 2003, also met under the name .xls. */
export function openSpreadsheetXml(text: string, limits: ImportLimits): RawFile {
  const sheets = [
    ...text.matchAll(/<(?:\w+:)?Worksheet\b([^>]*)>([\s\S]*?)<\/(?:\w+:)?Worksheet>/g),
  ]
  return {
    format: 'xml',
    sheets: sheets.map(([, tag = '', body = '']) =>
      sheetOf(attribute(tag, 'ss:Name') ?? '', xmlRows(body, limits), []),
    ),
  }
}

function xmlRows(body: string, limits: ImportLimits): RawRow[] {
  const rows: RawRow[] = []
  let row = 0
  for (const [, tag = '', inner = ''] of body.matchAll(
    /<(?:\w+:)?Row\b([^>]*?)(?:\/>|>([\s\S]*?)<\/(?:\w+:)?Row>)/g,
  )) {
    row = Number(attribute(tag, 'ss:Index') ?? row + 1)
    const cells = xmlCells(inner, limits)
    if (cells.length > 0) rows.push({ row, cells })
  }
  return rows
}

function xmlCells(inner: string, limits: ImportLimits): (Cell | undefined)[] {
  const cells: (Cell | undefined)[] = []
  let next = 0
  for (const [, tag = '', body = ''] of inner.matchAll(
    /<(?:\w+:)?Cell\b([^>]*?)(?:\/>|>([\s\S]*?)<\/(?:\w+:)?Cell>)/g,
  )) {
    const column = Number(attribute(tag, 'ss:Index') ?? next + 1) - 1
    next = column + 1 + Number(attribute(tag, 'ss:MergeAcross') ?? 0)
    const cell = xmlCell(tag, body)
    if (!cell) continue
    if (column >= limits.columns) throw refuseFile('import.tooManyColumns')
    while (cells.length < column) cells.push(undefined)
    cells[column] = cell
  }
  return cells
}

function xmlCell(tag: string, body: string): Cell | undefined {
  const type = [...tagsOf(body, 'Data')].map((data) => attribute(data, 'ss:Type'))[0]
  const raw = /<(?:\w+:)?Data\b[^>]*>([\s\S]*?)<\/(?:\w+:)?Data>/.exec(body)?.[1]
  const text = plainText((raw ?? '').replace(/<[^>]*>/g, ''))
  if (text.trim() === '') return undefined
  const formula = attribute(tag, 'ss:Formula') !== undefined && { formula: true }
  if (type === 'DateTime')
    return { text: text.slice(0, 10), day: text.slice(0, 10), shape: 'day', ...formula }
  const number = type === 'Number' ? { number: Number(text) } : {}
  return { text, ...number, ...formula }
}

function filledRows(rows: readonly string[][], limits: ImportLimits): RawRow[] {
  const filled: RawRow[] = []
  rows.forEach((values, index) => {
    const cells = values.map((text) => (text.trim() === '' ? undefined : { text }))
    while (cells.length > 0 && cells.at(-1) === undefined) cells.pop()
    if (cells.length > limits.columns) throw refuseFile('import.tooManyColumns')
    if (cells.length > 0) filled.push({ row: index + 1, cells })
  })
  return filled
}

function sheetOf(name: string, rows: readonly RawRow[], merges: readonly Merge[]) {
  return {
    name,
    hidden: false,
    merges: () => Promise.resolve(merges),
    rows: async function* () {
      yield rows
    },
  }
}
