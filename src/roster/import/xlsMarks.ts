import type { Cell } from './cell.ts'
import { dateShapeOf, showsTwoDecimals } from './numberFormat.ts'

/** What the library's .xls reader leaves out: formulas, how dates are shown, hidden sheets. */
export interface XlsMarks {
  readonly hidden: boolean
  /** Keyed by row × 256 + column, zero-based. */
  readonly cells: ReadonlyMap<number, Partial<Cell>>
}

interface BiffRecord {
  readonly id: number
  readonly at: number
  readonly length: number
}

const ids = { formula: 0x06, eof: 0x0a, boundSheet: 0x85, xf: 0xe0, format: 0x41e } as const
const numbers = { number: 0x203, rk: 0x27e } as const
const mulRk = 0xbd

/** Record layouts after [MS-XLS] §2.4: BoundSheet8, Format, XF, Formula, Number, RK, MulRk. */
export function readXlsMarks(workbook: Buffer): XlsMarks[] {
  const formats: Partial<Cell>[] = []
  const codes = new Map<number, string>()
  const formatIds: number[] = []
  const sheets: { start: number; hidden: boolean }[] = []
  for (const { id, at, length } of recordsFrom(workbook, 0)) {
    if (id === ids.eof) break
    if (id === ids.boundSheet && length >= 6)
      sheets.push({ start: workbook.readUInt32LE(at), hidden: (workbook[at + 4] ?? 0) % 4 !== 0 })
    if (id === ids.xf && length >= 4) formatIds.push(workbook.readUInt16LE(at + 2))
    if (id === ids.format && length >= 5) codes.set(workbook.readUInt16LE(at), codeAt(workbook, at))
  }
  for (const id of formatIds) {
    const shape = dateShapeOf(id, codes.get(id))
    const twoDecimals = showsTwoDecimals(id, codes.get(id))
    formats.push(shape ? { shape } : twoDecimals ? { twoDecimals } : {})
  }
  return sheets.map(({ start, hidden }) => ({ hidden, cells: marksFrom(workbook, start, formats) }))
}

function codeAt(bytes: Buffer, at: number): string {
  const count = bytes.readUInt16LE(at + 2)
  const wide = ((bytes[at + 4] ?? 0) & 1) === 1
  return bytes.toString(wide ? 'utf16le' : 'latin1', at + 5, at + 5 + count * (wide ? 2 : 1))
}

function* recordsFrom(bytes: Buffer, start: number): Generator<BiffRecord> {
  for (let at = start; at + 4 <= bytes.length;) {
    const length = bytes.readUInt16LE(at + 2)
    if (at + 4 + length > bytes.length) return
    yield { id: bytes.readUInt16LE(at), at: at + 4, length }
    at += 4 + length
  }
}

function marksFrom(bytes: Buffer, start: number, formats: readonly Partial<Cell>[]) {
  const cells = new Map<number, Partial<Cell>>()
  const mark = (key: number, format: number, formula: boolean) => {
    const shown = formats[format] ?? {}
    if (formula || shown.shape || shown.twoDecimals)
      cells.set(key, formula ? { ...shown, formula } : shown)
  }
  for (const { id, at, length } of recordsFrom(bytes, start)) {
    if (id === ids.eof) break
    if (length < 6) continue
    const key = bytes.readUInt16LE(at) * 256 + bytes.readUInt16LE(at + 2)
    if (id === ids.formula) mark(key, bytes.readUInt16LE(at + 4), true)
    if (id === numbers.number || id === numbers.rk) mark(key, bytes.readUInt16LE(at + 4), false)
    if (id !== mulRk) continue
    for (let index = 0; 4 + index * 6 + 6 <= length - 2; index++)
      mark(key + index, bytes.readUInt16LE(at + 4 + index * 6), false)
  }
  return cells
}
