import { plainText } from './cell.ts'
import { PAIRS, placeItems, type PrintWidth, type SheetGroup } from './sheet.ts'

export interface PrintColumn {
  title: string
  width: PrintWidth
  align?: 'left' | 'center' | 'right'
}

/** What every printed page carries: who printed it, when, and on what state of the records. */
export interface Printed {
  title: string
  subtitleLines?: readonly string[]
  /** Below the last row: notes, who made it, who checked it. */
  footerLines?: readonly string[]
  printedBy: string
  printedAt: string
  /** The day whose state is shown. */
  asOf?: string
  /** Pale words across each page, as 单位 姓名 时间. */
  watermark?: string
}

export interface ListPrint extends Printed {
  columns: readonly PrintColumn[]
  rows: readonly (readonly string[])[]
  landscape?: boolean
  /** Set in large type, for older readers. */
  large?: boolean
  /** A last column 签名, and rows high enough to sign. */
  signatureColumn?: boolean
  totalLine?: string
  snapshotNo?: string
  hash?: string
}

export interface SheetPrint extends Printed {
  groups: readonly SheetGroup[]
  /** Room for a photograph beside the first rows. */
  photoBox?: boolean
}

const paperWidth = { portrait: 174, landscape: 261 }
const signingHeight = 10
/** 14 pt, near 四号: what the elderly read without glasses. */
const largeType = 14
const signature: PrintColumn = { title: '签名', width: '26mm' }

/** The list as the template `list.typ` reads it. */
export function listData(list: ListPrint): object {
  const { signatureColumn = false, landscape = false } = list
  const columns = [
    rowNumberColumn(list.rows.length),
    ...list.columns,
    ...(signatureColumn ? [signature] : []),
  ]
  return {
    ...printedData(list),
    landscape,
    textSize: list.large ? largeType : textSize(columns.length, landscape),
    rowHeight: signatureColumn ? signingHeight : null,
    columns: columns.map(columnData),
    rows: list.rows.map((row, index) => [
      String(index + 1),
      ...list.columns.map((_, column) => plainText(row[column] ?? '')),
      ...(signatureColumn ? [''] : []),
    ]),
    totalLine: optional(list.totalLine),
    seal: sealLine(list),
  }
}

/** The record sheet as the template `sheet.typ` reads it. */
export function sheetData(sheet: SheetPrint): object {
  return {
    ...printedData(sheet),
    landscape: false,
    pairs: PAIRS,
    groups: sheet.groups.map((group, index) =>
      groupData(group, index === 0 && sheet.photoBox === true),
    ),
  }
}

function groupData(group: SheetGroup, photo: boolean): object {
  const title = plainText(group.title)
  if ('items' in group) return { title, rows: placeItems(group.items.map(plainItem), photo) }
  const rows = group.rows.map((row) => group.columns.map((_, index) => plainText(row[index] ?? '')))
  return { title, columns: group.columns.map(columnData), rows }
}

function plainItem<Item extends { label: string; value: string }>(item: Item): Item {
  return { ...item, label: plainText(item.label), value: plainText(item.value) }
}

/** What stands around the content of every printed page, as the templates read it. */
export function printedData(printed: Printed): object {
  return {
    title: plainText(printed.title),
    subtitleLines: (printed.subtitleLines ?? []).map(plainText),
    footerLines: (printed.footerLines ?? []).map(plainText),
    printedBy: plainText(printed.printedBy),
    printedAt: plainText(printed.printedAt),
    asOf: optional(printed.asOf),
    watermark: optional(printed.watermark),
  }
}

function optional(text: string | undefined): string | undefined {
  return text === undefined ? undefined : plainText(text)
}

/** A column with its width in mm or in shares. */
export function columnData({ title, width, align = 'left' }: PrintColumn): object {
  const unit = width.slice(-2)
  return { title: plainText(title), align, [unit]: Number(width.slice(0, -2)) }
}

function rowNumberColumn(rows: number): PrintColumn {
  return { title: '序号', width: rows < 1_000 ? '11mm' : '13mm', align: 'center' }
}

function textSize(columns: number, landscape: boolean): number {
  const share = (landscape ? paperWidth.landscape : paperWidth.portrait) / columns
  if (share >= 20) return 10
  return share >= 15 ? 9 : 8
}

function sealLine({ snapshotNo, hash }: ListPrint): string | undefined {
  const parts = [snapshotNo && `名单编号 ${snapshotNo}`, hash && `校验码 ${hash}`].filter(Boolean)
  return parts.length > 0 ? plainText(parts.join('　')) : undefined
}
