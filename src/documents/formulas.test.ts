import { buffer } from 'node:stream/consumers'
import { readXlsx } from 'hucre/xlsx'
import Papa from 'papaparse'
import { expect, test } from 'vitest'
import { hasOffice, savedByOffice } from '#test/libreoffice.ts'
import { formulaPayloads } from '#test/formula-payloads.ts'
import type { List, ListColumn } from './cell.ts'
import { writeListCsv } from './csv.ts'
import { writeListXlsx } from './xlsx.ts'

// OWASP ASVS 5.0 V1.2.10: nothing that a person typed runs when an office opens the file.
const columns: ListColumn[] = [
  { title: '内容', width: 30, type: 'text' },
  { title: '次数', width: 8, type: 'number' },
]
const rows = formulaPayloads.map((payload, index) => [payload, index])
const list: List = { title: '=1+1', notes: ['@SUM(1)'], columns, rows, footer: ['=2+2'] }

test('the corpus is large enough to mean something', () => {
  expect(new Set(formulaPayloads).size).toBeGreaterThanOrEqual(500)
})

test('a workbook holds every payload as text, and numbers as numbers', async () => {
  const bytes = await buffer(await writeListXlsx(list))
  const [sheet] = (await readXlsx(bytes)).sheets
  const formulas = [...(sheet?.cells ?? new Map()).values()].filter((cell) => cell.formula)
  expect(formulas).toEqual([])
  const body = sheet?.rows.slice(3, 3 + rows.length) ?? []
  expect(body.map((row) => row[1])).toEqual(rows.map(([, index]) => index))
  for (const [text] of body) expect(String(text)).toMatch(/^'|^"/)
  if (!hasOffice) return
  const opened = (await savedByOffice('list.xlsx', bytes, 'fods')).toString()
  expect(opened).not.toContain('table:formula')
  expect(opened).toContain('office:value-type="float"')
})

test('a CSV holds every payload as text, quoted by RFC 4180', async () => {
  const bytes = await buffer(writeListCsv(list))
  const read = Papa.parse<string[]>(bytes.toString().replace(/^\uFEFF/, '')).data
  expect(read.slice(1, -1)).toHaveLength(rows.length)
  if (!hasOffice) return
  const opened = (await savedByOffice('list.csv', bytes, 'fods')).toString()
  expect(opened).not.toContain('table:formula')
})
