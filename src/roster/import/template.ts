import type { CellStyle, ColumnDef, DataValidation, WriteSheet } from 'hucre'
import { columnLetters } from './cell.ts'
import type { ImportKind } from './mapping.ts'
import { templateColumns, type TemplateColumn } from './templateColumns.ts'

const names: Readonly<Record<ImportKind, string>> = { roster: '花名册', members: '党员名册' }
const listSheet = '选项'
/** As far down as cells have their format and their drop-down list. */
const lastRow = 5_000

const songti = { name: '宋体', size: 11 }
const textStyle: CellStyle = { font: songti, numFmt: '@' }
const moneyStyle: CellStyle = { font: songti, numFmt: '0.00' }
const wrapped: CellStyle = { font: songti, alignment: { vertical: 'top', wrapText: true } }

function headStyle(required: boolean): CellStyle {
  return {
    font: { ...songti, bold: true },
    fill: { type: 'pattern', pattern: 'solid', fgColor: { rgb: required ? 'F9DCC4' : 'EDEDED' } },
    alignment: { horizontal: 'center', vertical: 'center', wrapText: true },
  }
}

/**
 * An empty workbook to fill: one row of headings that the importer knows, columns in text format
 * with drop-down lists, and a second sheet that says how each column is filled.
 */
export async function writeTemplate(kind: ImportKind): Promise<{ name: string; body: Uint8Array }> {
  const { writeXlsx } = await import('hucre/xlsx')
  const columns = templateColumns(kind)
  const name = names[kind]
  const sheets = [formSheet(name, columns), guideSheet(columns), optionSheet(columns)]
  return { name, body: await writeXlsx({ properties: { title: name }, sheets }) }
}

function formSheet(name: string, columns: readonly TemplateColumn[]): WriteSheet {
  return {
    name,
    columns: columns.map(widthOf),
    rows: [columns.map(({ title }) => title)],
    cells: new Map(
      columns.map(({ required }, at) => [`0,${at}`, { style: headStyle(required) }] as const),
    ),
    rowDefs: new Map([[0, { height: 30 }]]),
    freezePane: { rows: 1, columns: 1 },
    dataValidations: columns.flatMap((column, at) => listOf(column, at)),
  }
}

function widthOf({ title, example, isMoney }: TemplateColumn): ColumnDef {
  const width = Math.min(30, Math.max(title.length * 2 + 4, example.length * 1.6))
  return { width, style: isMoney ? moneyStyle : textStyle }
}

/** Other words may be typed too: the check of the file says what it does not know. */
function listOf({ options, title }: TemplateColumn, at: number): DataValidation[] {
  if (options.length === 0) return []
  const letters = columnLetters(at)
  return [
    {
      type: 'list',
      formula1: `${listSheet}!$${letters}$1:$${letters}$${options.length}`,
      range: `${letters}2:${letters}${lastRow}`,
      allowBlank: true,
      showErrorMessage: true,
      errorStyle: 'warning',
      errorTitle: title,
      errorMessage: '不在列表里的写法，导入时会提示确认',
    },
  ]
}

const guideHead = ['栏目', '必填', '怎么填', '列表里的选项', '示例'] as const

function guideSheet(columns: readonly TemplateColumn[]): WriteSheet {
  return {
    name: '填写说明',
    columns: [18, 8, 44, 50, 34].map((width) => ({ width, style: wrapped })),
    rows: [
      [...guideHead],
      ...columns.map(({ title, required, how, options, example }) => {
        return [title, required ? '必填' : '', how, options.join('、'), example]
      }),
      ['以上示例均为虚构：99 开头的行政区划并不存在。表头不要改名，不用的列可以整列删去。'],
    ],
    cells: new Map(guideHead.map((_, at) => [`0,${at}`, { style: headStyle(false) }] as const)),
    freezePane: { rows: 1 },
  }
}

/** What the drop-down lists offer; longer lists do not fit into the rule itself. */
function optionSheet(columns: readonly TemplateColumn[]): WriteSheet {
  const longest = Math.max(...columns.map(({ options }) => options.length))
  return {
    name: listSheet,
    hidden: true,
    rows: Array.from({ length: longest }, (_, row) =>
      columns.map(({ options }) => options[row] ?? null),
    ),
  }
}
