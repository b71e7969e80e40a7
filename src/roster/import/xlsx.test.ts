import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { readXlsx } from 'hucre/xlsx'
import { expect, test } from 'vitest'
import { rawRow, rawXlsx, type RawWorkbook } from '#test/rosters/rawXlsx.ts'
import { makeFile } from '#test/rosters/layout.ts'
import { asXlsx } from '#test/rosters/write.ts'
import type { Cell, RawRow } from './cell.ts'
import { checkFile } from './checkFile.ts'
import { openFile } from './openFile.ts'

async function rowsOf(bytes: Uint8Array): Promise<RawRow[]> {
  const file = await openFile(Buffer.from(bytes), '名册.xlsx')
  const rows: RawRow[] = []
  for (const sheet of file.sheets) for await (const batch of sheet.rows()) rows.push(...batch)
  return rows
}

async function cellsOf(book: RawWorkbook): Promise<(Cell | undefined)[]> {
  return [...((await rowsOf(rawXlsx(book)))[0]?.cells ?? [])]
}

const styles = `<styleSheet><numFmts>
  <numFmt numFmtId="164" formatCode="yyyy&quot;年&quot;m&quot;月&quot;;@"/>
  <numFmt numFmtId="165" formatCode="[$-804]yyyy/m/d hh:mm"/>
  <numFmt numFmtId="166" formatCode="0.00_);[Red]\\(0.00\\)"/></numFmts>
  <cellXfs><xf numFmtId="0"/><xf numFmtId="14"/><xf numFmtId="31"/><xf numFmtId="57"/>
  <xf numFmtId="164"/><xf numFmtId="165"/><xf numFmtId="2"/><xf numFmtId="49"/><xf numFmtId="10"/></cellXfs></styleSheet>`

/* 57, 31 and 14 are the ids that Chinese Excel and WPS write without a code. */
test.each([
  [1, { text: '1948-03-01', day: '1948-03-01', shape: 'day' }],
  [2, { text: '1948-03-01', day: '1948-03-01', shape: 'day' }],
  [3, { text: '1948-03-01', day: '1948-03-01', shape: 'month' }],
  [4, { text: '1948-03-01', day: '1948-03-01', shape: 'month' }],
  [5, { text: '1948-03-01', day: '1948-03-01', shape: 'day' }],
  [6, { text: '17593', twoDecimals: true }],
  [7, { text: '17593' }],
  [8, { text: '17593' }],
])('the number 17593 in format %i is read as it is shown', async (format, shown) => {
  const sheet = `<row r="1"><c r="A1" s="${format}"><v>17593</v></c></row>`
  expect(await cellsOf({ sheet, styles })).toEqual([{ number: 17_593, ...shown }])
})

test('the date system of 1904 is minded', async () => {
  const workbook =
    '<workbook xmlns:r="r"><workbookPr date1904="1"/><sheets><sheet name="a" sheetId="1" r:id="rId1"/></sheets></workbook>'
  const sheet = '<row r="1"><c r="A1" s="1"><v>16131</v></c></row>'
  expect((await cellsOf({ sheet, styles, workbook }))[0]?.day).toBe('1948-03-01')
})

test('shared texts: phonetic guides left out, rich text joined, escapes resolved', async () => {
  const sharedStrings =
    '<sst><si><t>张&amp;国</t></si><si><r><t>张</t></r><r><rPr/><t xml:space="preserve"> 国华</t></r><rPh sb="0" eb="1"><t>ZHANG</t></rPh></si><si><t>一_x000D_二&#19977;</t></si><si/><si><t/></si></sst>'
  const sheet =
    '<row r="1"><c r="A1" t="s"><v>0</v></c><c r="B1" t="s"><v>1</v></c><c r="C1" t="s"><v>2</v></c><c r="D1" t="s"><v>3</v></c></row>'
  const cells = await cellsOf({ sheet, sharedStrings })
  expect(cells.map((cell) => cell?.text)).toEqual(['张&国', '张 国华', '一\r二三'])
})

test('prefixed names, cells without references, single quotes, an absolute target', async () => {
  const sheet = `<x:worksheet xmlns:x="m"><x:sheetData><x:row r='3'><x:c t='inlineStr'><x:is><x:t>甲</x:t></x:is></x:c><x:c/><x:c><x:v>5</x:v></x:c></x:row><x:row><x:c r='B4' t='str'><x:f>A1</x:f><x:v>乙</x:v></x:c></x:row></x:sheetData></x:worksheet>`
  const rows = await rowsOf(rawXlsx({ sheet, target: '/xl/worksheets/sheet1.xml' }))
  expect(rows).toEqual([
    { row: 3, cells: [{ text: '甲' }, undefined, { text: '5', number: 5 }] },
    { row: 4, cells: [undefined, { text: '乙', formula: true }] },
  ])
})

test('formulas count by their stored value, and are pointed at', async () => {
  const id = '990101195203158516'
  const sheet =
    rawRow(['序号', '姓名', '身份证号', '出生年月', '年龄'], ' r="1"') +
    `<row r="2"><c r="A2"><f>ROW()-1</f><v>1</v></c><c r="B2" t="str"><f>CONCATENATE("张","国华")</f><v>张国华</v></c><c r="C2" t="inlineStr"><is><t>${id}</t></is></c><c r="D2" t="str"><f>MID(C2,7,6)</f><v>195203</v></c><c r="E2"><f>DATEDIF(D2,TODAY(),"y")</f><v>74</v></c></row>`
  const { report, rows } = await checkFile(rawXlsx({ sheet }), {
    name: '名册.xlsx',
    today: '2026-11-21',
  })
  expect(rows[0]?.values).toMatchObject({ fullName: '张国华', birthArchive: '1952-03' })
  const issues = report.issues.map(({ column, row, code }) => `${column}${row} ${code}`)
  expect(issues.filter((issue) => issue.endsWith('FORMULA'))).toEqual(['B2 FORMULA', 'D2 FORMULA'])
})

test.each(['county-register.xlsx', 'party-members.xlsx'])(
  'the reader sees in %s what the library sees',
  async (name) => {
    const path = join(import.meta.dirname, '../../../test/fixtures/rosters', name)
    await sameAsLibrary(readFileSync(path))
  },
)

test('the same holds for workbooks that the library writes', async () => {
  const layout = {
    seed: 7,
    people: 40,
    titleRows: 2,
    header: 'grouped',
    unit: 'section',
    category: 'column',
    serial: true,
    repeatEvery: 7,
    subtotals: true,
    ending: true,
    spacers: true,
    shuffled: true,
    numbering: false,
    textOnly: false,
  } as const
  await sameAsLibrary(await asXlsx(makeFile(layout)))
})

async function sameAsLibrary(bytes: Uint8Array): Promise<void> {
  const [theirs] = (await readXlsx(bytes)).sheets
  for (const { row, cells } of await rowsOf(bytes)) {
    const values = theirs?.rows[row - 1] ?? []
    cells.forEach((cell, column) => {
      const value = values[column]
      if (value instanceof Date) expect(cell?.day).toBe(value.toISOString().slice(0, 10))
      else if (typeof value === 'number') expect(cell?.number).toBe(value)
      else expect(cell?.text ?? '').toBe(value ?? '')
    })
  }
}
