import type { Cell as StyledCell, CellStyle, CellValue, ColumnDef } from 'hucre'
import type { ColumnType, ListColumn, ListFrame } from './cell.ts'
import { textCell } from './xlsx-cell.ts'

const songti = { name: '宋体', size: 11 }
const LINE_HEIGHT = 15
const TALLEST_ROW = 400
const thin = { style: 'thin', color: { rgb: '9A9A9A' } } as const
const frame = { top: thin, right: thin, bottom: thin, left: thin }

const middle = { vertical: 'center' } as const
const bodyStyles: Record<ColumnType, CellStyle> = {
  text: { font: songti, numFmt: '@', alignment: middle },
  number: { font: songti, alignment: middle },
  date: { font: songti, numFmt: 'yyyy-mm-dd', alignment: { ...middle, horizontal: 'center' } },
  money: { font: songti, numFmt: '#,##0.00', alignment: middle },
}
const titleStyle: CellStyle = {
  font: { ...songti, bold: true, size: 16 },
  alignment: { horizontal: 'center', vertical: 'center' },
}
const lineStyle: CellStyle = { font: songti, alignment: { vertical: 'center', wrapText: true } }
const headerStyle: CellStyle = {
  font: { ...songti, bold: true },
  fill: { type: 'pattern', pattern: 'solid', fgColor: { rgb: 'EDEDED' } },
  border: frame,
  alignment: { horizontal: 'center', vertical: 'center', wrapText: true },
}

/** Widths and cell formats; text columns carry the text format, so that typing over keeps them text. */
export function plainColumns(columns: readonly ListColumn[]): ColumnDef[] {
  return columns.map(({ width, type }) => ({ width, style: bodyStyles[type] }))
}

function framedColumns(columns: readonly ListColumn[]): ColumnDef[] {
  return columns.map(({ width, type }) => {
    const style = bodyStyles[type]
    const alignment = { ...style.alignment, wrapText: true }
    return { width, style: { ...style, border: frame, alignment } }
  })
}

/** The title as a sheet name: at most 31 characters, none that spreadsheets forbid. */
export function sheetNameOf(title: string): string {
  const name = title
    .replace(/[[\]:*?/\\'\p{Cc}]/gu, '')
    .trim()
    .slice(0, 28)
    .toWellFormed()
  return name === '' || name.toLowerCase() === 'history' ? '名单' : name
}

/** A workbook of one sheet, laid out for A4 landscape with the header on every page. */
export async function writePrintable(list: ListFrame, rows: CellValue[][]): Promise<Uint8Array> {
  const { writeXlsx } = await import('hucre/xlsx')
  const name = sheetNameOf(list.title)
  const lines = [list.title, ...(list.notes ?? [])]
  const footer = list.footer ?? []
  const header = lines.length
  const last = header + rows.length
  const width = Math.max(list.columns.length, 1)
  const merged = [...lines.keys(), ...footer.map((_, index) => last + 1 + index)]
  return writeXlsx({
    properties: { title: list.title },
    namedRanges: [
      {
        name: '_xlnm.Print_Titles',
        range: `'${name}'!$${header + 1}:$${header + 1}`,
        scope: name,
      },
    ],
    sheets: [
      {
        name,
        columns: framedColumns(list.columns),
        rows: [...lines.map(() => []), [], ...rows],
        cells: styledCells(list, last),
        rowDefs: new Map([
          ...rows.map((row, index) => [header + 1 + index, bodyHeight(row, list.columns)] as const),
          [0, { height: 30 }],
          [header, { height: 24 }],
        ]),
        merges: width === 1 ? [] : merged.map((row) => mergedRow(row, width)),
        freezePane: { rows: header + 1 },
        autoFilter: { range: `A${header + 1}:${columnLetters(width - 1)}${last + 1}` },
        pageSetup: {
          paperSize: 'a4',
          orientation: 'landscape',
          fitToPage: true,
          fitToWidth: 1,
          fitToHeight: 0,
          horizontalCentered: true,
          margins: { top: 0.6, right: 0.5, bottom: 0.7, left: 0.5, header: 0.3, footer: 0.35 },
        },
        headerFooter: { oddFooter: '&C第 &P 页 共 &N 页', ...headerOf(list) },
      },
    ],
  })
}

function styledCells(list: ListFrame, last: number): Map<string, Partial<StyledCell>> {
  const lines = [list.title, ...(list.notes ?? [])]
  const cells = new Map<string, Partial<StyledCell>>()
  for (const [row, line] of lines.entries()) {
    cells.set(`${row},0`, { value: textCell(line), style: row === 0 ? titleStyle : lineStyle })
  }
  for (const [column, { title }] of list.columns.entries()) {
    cells.set(`${lines.length},${column}`, { value: textCell(title), style: headerStyle })
  }
  for (const [index, line] of (list.footer ?? []).entries()) {
    cells.set(`${last + 1 + index},0`, { value: textCell(line), style: lineStyle })
  }
  return cells
}

/** Programs do not measure wrapped rows when they open a file, so their height is reckoned here. */
function bodyHeight(row: readonly CellValue[], columns: readonly ListColumn[]) {
  const lines = row.map((cell, index) =>
    typeof cell === 'string' ? linesOf(cell, columns[index]?.width ?? 10) : 1,
  )
  return { height: Math.min(Math.max(1, ...lines) * LINE_HEIGHT + 4, TALLEST_ROW) }
}

function linesOf(text: string, width: number): number {
  const room = Math.max(width - 1, 2)
  return text
    .split('\n')
    .reduce((lines, line) => lines + Math.max(1, Math.ceil(widthOf(line) / room)), 0)
}

/** In characters of Latin width; what has no width counts for nothing. */
function widthOf(line: string): number {
  const seen = line.replace(/\p{Cf}/gu, '')
  return seen.length + (seen.match(/[^\0-\u024F]/g)?.length ?? 0)
}

/** `&` begins a command in page headers and is doubled to be itself; 255 characters are the most. */
function headerOf({ pageHeader }: ListFrame) {
  return pageHeader ? { oddHeader: `&R&8${pageHeader.replaceAll('&', '&&').slice(0, 240)}` } : {}
}

function mergedRow(row: number, width: number) {
  return { startRow: row, startCol: 0, endRow: row, endCol: width - 1 }
}

function columnLetters(index: number): string {
  const letter = String.fromCharCode(65 + (index % 26))
  return index < 26 ? letter : columnLetters(Math.floor(index / 26) - 1) + letter
}
