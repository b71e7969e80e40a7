import { readXls } from 'hucre/xlsx'
import type { Cell, RawFile, RawRow, RawSheet } from './cell.ts'
import type { ImportLimits } from './limits.ts'
import { refuseFile } from './refusals.ts'
import { readXlsMarks, type XlsMarks } from './xlsMarks.ts'

type Value = string | number | boolean | Date | null

/** Opens an old .xls workbook (BIFF8). Throws `import.damaged`. */
export async function openXls(
  bytes: Buffer,
  workbook: Buffer,
  limits: ImportLimits,
): Promise<RawFile> {
  const read = await readXls(bytes).catch(() => {
    throw refuseFile('import.damaged')
  })
  const marks = readXlsMarks(workbook)
  const sheets = read.sheets.map((sheet, index): RawSheet => {
    const mark = marks[index]
    return {
      name: sheet.name,
      hidden: mark?.hidden ?? false,
      merges: () => Promise.resolve(sheet.merges ?? []),
      rows: async function* () {
        yield rowsOf(sheet.rows, mark, limits)
      },
    }
  })
  return { format: 'xls', sheets }
}

function rowsOf(rows: readonly Value[][], mark: XlsMarks | undefined, limits: ImportLimits) {
  const filled: RawRow[] = []
  rows.forEach((values, index) => {
    const cells = cellsOf(values, index, mark, limits)
    if (cells.length > 0) filled.push({ row: index + 1, cells })
  })
  return filled
}

function cellsOf(
  values: readonly Value[],
  row: number,
  mark: XlsMarks | undefined,
  limits: ImportLimits,
): (Cell | undefined)[] {
  const cells: (Cell | undefined)[] = []
  values.forEach((value, column) => {
    const cell = cellOf(value, mark?.cells.get(row * 256 + column))
    if (!cell || cell.text.trim() === '') return
    if (column >= limits.columns) throw refuseFile('import.tooManyColumns')
    while (cells.length < column) cells.push(undefined)
    cells[column] = cell
  })
  return cells
}

function cellOf(value: Value | undefined, mark: Partial<Cell> | undefined): Cell | undefined {
  if (value === null || value === undefined || value === '') return undefined
  const formula = mark?.formula && { formula: true }
  if (value instanceof Date) {
    const day = value.toISOString().slice(0, 10)
    return { text: day, number: 0, day, shape: mark?.shape ?? 'day', ...formula }
  }
  if (typeof value === 'boolean') return { text: value ? '是' : '否', ...formula }
  if (typeof value === 'string') return { text: value, ...formula }
  const twoDecimals = mark?.twoDecimals && { twoDecimals: true }
  return { text: String(value), number: value, ...twoDecimals, ...formula }
}
