import { readXlsx, writeXlsx } from 'hucre/xlsx'
import Papa from 'papaparse'
import { expect, test } from 'vitest'
import { formulaPayloads } from '#test/formula-payloads.ts'
import { citizenIdOf } from '../citizenId.ts'
import { annotateFile } from './annotate.ts'
import { checkFile } from './checkFile.ts'

const one = citizenIdOf('990101', '1952-03-15', 851)
const header = ['姓名', '身份证号', '出生年月', '联系电话', '备注']
const rows = [
  ['县水务局离退休干部名册'],
  header,
  ['张国华', one, '1952.03', '138123456', '=1+1'],
  ['李秀兰', '12345', new Date(Date.UTC(1948, 9, 1)), '13912345678', '@SUM(A1)'],
  ['合计', 2],
]
const options = { kind: 'roster', today: '2026-11-21' } as const

async function bytesOf(body: Uint8Array | AsyncIterable<Uint8Array>): Promise<Buffer> {
  if (body instanceof Uint8Array) return Buffer.from(body)
  const chunks: Uint8Array[] = []
  for await (const chunk of body) chunks.push(chunk)
  return Buffer.concat(chunks)
}

test('a workbook comes back with its values, a column of errors, colours and notes', async () => {
  const merges = [{ startRow: 0, endRow: 0, startCol: 0, endCol: 4 }]
  const bytes = await writeXlsx({ sheets: [{ name: '名册', rows, merges }] })
  const { report } = await checkFile(bytes, { ...options, name: '名册.xlsx' })
  const file = await annotateFile(bytes, '名册.xlsx', report)
  expect(file.fileName).toBe('名册（错误说明）.xlsx')
  const book = await readXlsx(await bytesOf(file.body), { readStyles: true })
  const [sheet] = book.sheets
  expect(sheet?.name).toBe('名册')
  expect(sheet?.merges).toEqual(merges)
  expect(sheet?.rows[1]).toEqual([...header, '错误说明'])
  expect(sheet?.rows[2]?.slice(0, 5)).toEqual(rows[2])
  expect(sheet?.rows[2]?.[5]).toMatch(/^联系电话：电话号码有 9 位/)
  expect(sheet?.rows[3]?.[2]).toEqual(rows[3]?.[2])
  expect(sheet?.rows[3]?.[5]).toMatch(/^身份证号：/)
  expect(sheet?.cells?.get('2,3')?.comment?.text).toMatch(/位数不对/)
  expect(JSON.stringify(sheet?.cells?.get('2,3')?.style?.fill)).toContain('FFC7CE')
  expect([...(sheet?.cells?.values() ?? [])].every((cell) => !cell.formula)).toBe(true)
  const again = await checkFile(await bytesOf(file.body), { ...options, name: '名册.xlsx' })
  expect(again.report.issues.map((issue) => issue.code)).toEqual(
    report.issues.map((issue) => issue.code),
  )
})

test('delimited text comes back as such, and no cell begins a formula', async () => {
  const text = [
    header.join(),
    ['张国华', one, '1952.03', '138123456', '=1+1'].join(),
    '',
    ['李秀兰', '12345', '1948.10', '13912345678', '"多行\n备注,逗号"'].join(),
    ['王振山', '', '', '', '-'].join(),
  ].join('\r\n')
  const bytes = Buffer.from(text)
  const { report } = await checkFile(bytes, { ...options, name: '名册.csv' })
  expect(report.issues.map(({ row, column, code }) => `${row}:${column} ${code}`)).toEqual([
    '2:4 PHONE_INVALID',
    '4:2 ID_LENGTH',
    '6:2 ID_MISSING',
  ])
  const file = await annotateFile(bytes, '名册.csv', report)
  const lines = (await bytesOf(file.body)).toString().split('\r\n')
  expect(lines[0]).toBe(`\ufeff${header.join()},错误说明`)
  expect(lines[1]).toMatch(/,138123456,'=1\+1,联系电话：/)
  expect(lines[2]).toBe('')
  expect(lines[3]).toMatch(/^李秀兰,12345,1948\.10,13912345678,"多行\n备注,逗号",身份证号：/)
  expect(lines[4]).toMatch(/^王振山,,,,'-,身份证号：/)
})

test('no payload of a file opens a formula when it comes back', async () => {
  const payloads = formulaPayloads.filter((payload) => !/[\n\0]/.test(payload))
  const lines = payloads.map((payload) => `张国华,${one},"${payload.replaceAll('"', '""')}"`)
  const bytes = Buffer.from(['姓名,身份证号,备注', ...lines].join('\n'))
  const { report } = await checkFile(bytes, { ...options, name: '名册.csv' })
  const file = await annotateFile(bytes, '名册.csv', report)
  const read = Papa.parse<string[]>((await bytesOf(file.body)).toString().slice(1)).data
  expect(read.length).toBeGreaterThan(payloads.length)
  for (const field of read.flat()) expect(field).not.toMatch(/^[\s\p{Cc}\p{Cf}]*[=+@＝＋－＠]/u)
})
