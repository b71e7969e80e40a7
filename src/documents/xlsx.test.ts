import { buffer } from 'node:stream/consumers'
import { readXlsx, type Sheet } from 'hucre/xlsx'
import { expect, test } from 'vitest'
import type { Cell, List, ListColumn } from './cell.ts'
import { formulaPayloads } from '#test/formula-payloads.ts'
import { writeListXlsx, type ListXlsxOptions } from './xlsx.ts'

const columns: ListColumn[] = [
  { title: '姓名', width: 12, type: 'text' },
  { title: '证件号码', width: 22, type: 'text' },
  { title: '电话', width: 16, type: 'text' },
  { title: '出生', width: 12, type: 'date' },
  { title: '金额（元）', width: 14, type: 'money' },
  { title: '次数', width: 8, type: 'number' },
]
const rows: Cell[][] = [
  ['王𬱖', '990000194801011238', '013800000000', '1948-01-01', 123456, -3],
  ['李㛃', '99000019480101123X', '0990-1234567', '1948-01', 10, 0.1],
  ['买买提·艾力', '', '13800000000', '1948', -1, 2 ** 60],
  ['𠮷_x000D_', null, '分机\n8001', '1899-12-31', undefined, Number.NaN],
]
const read: unknown[][] = [
  ['王𬱖', '990000194801011238', '013800000000', new Date('1948-01-01'), 1234.56, -3],
  ['李㛃', '99000019480101123X', '0990-1234567', '1948-01', 0.1, 0.1],
  ['买买提·艾力', null, '13800000000', '1948', -0.01, '1152921504606847000'],
  ['𠮷_x000D_', null, '分机\n8001', '1899-12-31', null, null],
]
const list: List = {
  title: '慰问名册',
  notes: ['数据截至 2026-11-21', '制表：甲'],
  columns,
  rows,
  footer: ['审核：'],
}

async function sheetsOf(written: List, options?: ListXlsxOptions): Promise<Sheet[]> {
  const bytes = await buffer(await writeListXlsx(written, options))
  return (await readXlsx(bytes, { readStyles: true })).sheets
}

async function sheetOf(written: List, options?: ListXlsxOptions): Promise<Sheet> {
  const [sheet] = await sheetsOf(written, options)
  if (!sheet) throw new Error('no sheet')
  return sheet
}

function valuesOf(sheet: Sheet): unknown[][] {
  return sheet.rows.map((row) => columns.map((_, index) => row[index] ?? null))
}

const alone = (text: string) => [text, null, null, null, null, null]
const expected = [
  alone('慰问名册'),
  alone('数据截至 2026-11-21'),
  alone('制表：甲'),
  columns.map((column) => column.title),
  ...read,
  alone('审核：'),
]

test('a printable workbook reads back equal, numbers as text stay text', async () => {
  const sheet = await sheetOf(list)
  expect(sheet.name).toBe('慰问名册')
  expect(valuesOf(sheet)).toEqual(expected)
})

test('it is set up for A4 landscape with a frozen and repeated header', async () => {
  const sheet = await sheetOf(list)
  expect(sheet.freezePane).toMatchObject({ rows: 4 })
  expect(sheet.pageSetup).toMatchObject({
    paperSize: 'a4',
    orientation: 'landscape',
    fitToWidth: 1,
    fitToHeight: 0,
  })
  expect(sheet.pageSetup?.printTitlesRow).toBe('$4:$4')
  expect(sheet.headerFooter?.oddFooter).toContain('第 &P 页 共 &N 页')
  expect(sheet.merges).toHaveLength(4)
  expect(sheet.autoFilter?.range).toBe('A4:F8')
  expect(sheet.cells?.get('4,1')?.style?.numFmt).toBe('@')
})

test('a longer one, written aside, reads back equal too', async () => {
  const long = Array.from({ length: 1_000 }, () => rows).flat()
  const sheet = await sheetOf({ ...list, rows: long })
  expect(sheet.rows).toHaveLength(4_005)
  expect(valuesOf(sheet).slice(4, 8)).toEqual(read)
  expect(valuesOf(sheet).slice(-5, -1)).toEqual(read)
})

test('rows with wrapped text are as high as their lines', async () => {
  const remark = '很长的备注'.repeat(20)
  const written: List = {
    title: '名册',
    columns: [{ title: '备注', width: 21, type: 'text' }],
    rows: [['短'], [remark], ['一\n二']],
  }
  const { rowDefs } = await sheetOf(written)
  expect([2, 3, 4].map((row) => rowDefs?.get(row)?.height)).toEqual([19, 154, 34])
})

test('a streamed workbook reads back equal, with its header frozen', async () => {
  const sheet = await sheetOf(list, { printableRows: 2 })
  expect(valuesOf(sheet)).toEqual(expected)
  expect(sheet.freezePane).toMatchObject({ rows: 4 })
})

test('past the rows of a sheet a new one begins with title and header', async () => {
  const many = Array.from({ length: 14 }, (_, index) => [`甲${index}`])
  const sheets = await sheetsOf({ ...list, rows: many }, { printableRows: 3, rowsPerSheet: 10 })
  expect(sheets.map((sheet) => sheet.rows.length)).toEqual([10, 10, 7])
  for (const sheet of sheets) expect(sheet.rows[3]?.[0]).toBe('姓名')
  expect(sheets.flatMap((sheet) => sheet.rows.slice(4)).map(([name]) => name)).toEqual([
    ...many.flat(),
    '审核：',
  ])
})

test.each([{ printableRows: 5_000 }, { printableRows: 1 }])(
  'no payload becomes a formula: %o',
  async (options) => {
    const hostile = formulaPayloads.map((payload) => columns.map(() => payload))
    const notes = ['=1+1']
    const titled = columns.map((column) => ({ ...column, title: '=cmd' }))
    const sheet = await sheetOf(
      { title: '=名册', notes, columns: titled, rows: hostile, footer: ['@SUM(A1)'] },
      options,
    )
    for (const cell of sheet.cells?.values() ?? []) expect(cell.formula).toBeUndefined()
    for (const cell of sheet.rows.flat()) {
      if (cell !== null) expect(cell).not.toMatch(/^[\s\p{Cc}\p{Cf}]*[=+\-@＝＋－＠]/u)
    }
  },
)

test('a text longer than a cell holds is cut where one sees it', async () => {
  const sheet = await sheetOf({ ...list, rows: [['长'.repeat(40_000)]] })
  const cut = String(sheet.rows[4]?.[0])
  expect(cut).toHaveLength(32_767)
  expect(cut).toMatch(/（超长，已截断）$/)
})

test('titles that are no sheet names are made so', async () => {
  const titles: [string, string][] = [
    ["2026年[春节]慰问/走访:名册?'*", '2026年春节慰问走访名册'],
    ['', '名单'],
    ['History', '名单'],
    ['甲'.repeat(40), '甲'.repeat(28)],
  ]
  for (const [title, name] of titles) expect((await sheetOf({ ...list, title })).name).toBe(name)
})

test('a source that fails early rejects instead of giving half a file', async () => {
  async function* failing(): AsyncGenerator<Cell[]> {
    yield ['甲']
    throw new Error('连接中断')
  }
  await expect(writeListXlsx({ ...list, rows: failing() })).rejects.toThrow('连接中断')
  await expect(writeListXlsx({ ...list, rows: [['甲', '', '', '', 0.5]] })).rejects.toThrow('fen')
})

test('a source that fails late breaks the stream', async () => {
  async function* failing(): AsyncGenerator<Cell[]> {
    for (let index = 0; index < 5; index += 1) yield ['甲']
    throw new Error('连接中断')
  }
  const stream = await writeListXlsx({ ...list, rows: failing() }, { printableRows: 2 })
  await expect(buffer(stream)).rejects.toThrow('连接中断')
})
