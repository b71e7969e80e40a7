import { writeXlsx } from 'hucre/xlsx'
import type { Value } from './columns.ts'
import type { MadeFile, MadeSheet } from './layout.ts'

/** The file as an .xlsx workbook. */
export async function asXlsx(file: MadeFile): Promise<Uint8Array> {
  return writeXlsx({ sheets: file.sheets.map(xlsxSheet) })
}

function xlsxSheet({ name, rows, merges }: MadeSheet) {
  const cells = new Map<string, { value: Date; style: { numFmt: string } }>()
  const plain = rows.map((row, at) =>
    row.map((value, column) => {
      if (value === null || typeof value !== 'object') return value
      cells.set(`${at},${column}`, { value: value.date, style: { numFmt: value.format } })
      return value.date
    }),
  )
  return { name, rows: plain, merges, cells }
}

/** The first sheet as delimited text; every value must be text or a number. */
export function asCsv(file: MadeFile, delimiter = ',', lineEnd = '\r\n'): string {
  const rows = file.sheets[0]?.rows ?? []
  return rows
    .map((row) => row.map((value) => field(value, delimiter)).join(delimiter))
    .join(lineEnd)
}

function field(value: Value, delimiter: string): string {
  const text = value === null || typeof value === 'object' ? '' : String(value)
  return text.includes(delimiter) || /["\n]/.test(text) ? `"${text.replaceAll('"', '""')}"` : text
}

/** The first sheet as a web page, as some systems export it under the name .xls. */
export function asHtml(file: MadeFile): string {
  const rows = file.sheets[0]?.rows ?? []
  const cells = (row: readonly Value[]) =>
    row.map(
      (value) =>
        `<TD style="mso-number-format:'\\@'">${value === null ? '&nbsp;' : field(value, '\0')}</TD>`,
    )
  const body = rows.map((row) => `<tr>${cells(row).join('')}</tr>`).join('\n')
  return `<html><head><meta charset="utf-8"></head><body><table border=1>${body}</table></body></html>`
}

let gbPairs: Map<string, number> | undefined

/** Text in GBK, the two-byte part of GB 18030. */
export function gbk(text: string): Buffer {
  gbPairs ??= pairs()
  const bytes: number[] = []
  for (const character of text) {
    const code = character.codePointAt(0) ?? 0
    const pair = gbPairs.get(character)
    if (code < 0x80) bytes.push(code)
    else if (pair !== undefined) bytes.push(pair >> 8, pair & 0xff)
    else throw new Error(`not in GBK: ${character}`)
  }
  return Buffer.from(bytes)
}

function pairs(): Map<string, number> {
  const decoder = new TextDecoder('gb18030')
  const known = new Map<string, number>()
  for (let high = 0x81; high <= 0xfe; high++)
    for (let low = 0x40; low <= 0xfe; low++) {
      if (low === 0x7f) continue
      const character = decoder.decode(Uint8Array.of(high, low))
      if ([...character].length === 1) known.set(character, (high << 8) | low)
    }
  return known
}
