import { buffer, text } from 'node:stream/consumers'
import Papa from 'papaparse'
import { expect, test } from 'vitest'
import type { Cell, ListColumn } from './cell.ts'
import { writeListCsv } from './csv.ts'
import { formulaPayloads } from '#test/formula-payloads.ts'

const columns: ListColumn[] = [
  { title: '姓名', width: 12, type: 'text' },
  { title: '证件号码', width: 22, type: 'text' },
  { title: '出生', width: 12, type: 'date' },
  { title: '金额,元', width: 12, type: 'money' },
  { title: '次数', width: 8, type: 'number' },
]

async function reread(rows: Iterable<Cell[]>): Promise<string[][]> {
  const written = await text(writeListCsv({ columns, rows }))
  return Papa.parse<string[]>(written.replace(/^\uFEFF/, ''), { skipEmptyLines: true }).data
}

test('every cell reads back, rare characters and line breaks included', async () => {
  const rows: Cell[][] = [
    ['王𬱖', '990000194801011238', '1948-01', -123456, -2.5],
    ['说"是",\r\n换行', ' 前空格', null, undefined, Number.NaN],
  ]
  expect(await reread(rows)).toEqual([
    ['姓名', '证件号码', '出生', '金额,元', '次数'],
    ['王𬱖', '990000194801011238', '1948-01', '-1234.56', '-2.5'],
    ['说"是",\n换行', ' 前空格', '', '', ''],
  ])
})

test('it begins with a byte order mark and ends lines with CRLF (RFC 4180)', async () => {
  const bytes = await buffer(writeListCsv({ columns, rows: [['甲', null, null, null, null]] }))
  expect(bytes.subarray(0, 3)).toEqual(Buffer.from([0xef, 0xbb, 0xbf]))
  expect(bytes.toString().split('\r\n')).toHaveLength(3)
})

test('no payload opens a formula, whatever the column', async () => {
  const rows = formulaPayloads.map((payload) => [payload, payload, payload, payload, payload])
  const [, ...read] = await reread(rows)
  expect(read).toHaveLength(formulaPayloads.length)
  for (const cell of read.flat()) expect(cell).not.toMatch(/^[\s\p{Cc}\p{Cf}]*[=+\-@＝＋－＠]/u)
})

test('a long list flows through an asynchronous source', async () => {
  async function* people(): AsyncGenerator<Cell[]> {
    for (let index = 0; index < 20_000; index += 1) yield [`甲${index}`, null, null, index, index]
  }
  const written = await text(writeListCsv({ columns, rows: people() }))
  expect(written.split('\r\n')).toHaveLength(20_002)
  expect(written).toContain('甲19999,,,199.99,19999\r\n')
})
