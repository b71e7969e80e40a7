import { readXlsx, writeXlsx } from 'hucre/xlsx'
import { expect, test } from 'vitest'
import { one } from '#test/rosters/look.ts'
import { checkFile } from './checkFile.ts'
import { writeTemplate } from './template.ts'
import { templateColumns } from './templateColumns.ts'

const today = '2026-11-21'

test.each(['roster', 'members'] as const)(
  'the %s form filled with its own examples is read without a word',
  async (kind) => {
    const { body } = await writeTemplate(kind)
    const form = await readXlsx(body)
    const columns = templateColumns(kind)
    const sheets = form.sheets.map(({ name, rows, hidden }, at) => ({
      name,
      ...(hidden ? { hidden } : {}),
      rows: at === 0 ? [...rows, columns.map(({ example }) => example)] : rows,
    }))
    const { report, rows } = await checkFile(await writeXlsx({ sheets }), {
      name: '表.xlsx',
      today,
    })
    expect(report.issues).toEqual([])
    expect(report.kind).toBe(kind)
    expect(report.rows).toBe(1)
    expect(report.sheets.map(({ columns: found }) => found.map(({ field }) => field))).toEqual([
      columns.map(({ key }) => key),
    ])
    const [person] = rows
    for (const { key, example } of columns.filter((column) => column.example)) {
      const place = { ...person?.values, ...person?.ties } as Record<string, unknown>
      const elsewhere = /^(spouse|emergency|tags)/.test(key)
      if (!elsewhere) expect(place[key], `${key} ${example}`).toBeDefined()
    }
    expect(person?.unresolved).toEqual({})
  },
)

test('contacts and circumstances of the roster form arrive too', async () => {
  const columns = templateColumns('roster')
  const rows = [columns.map(({ title }) => title), columns.map(({ example }) => example)]
  const file = await writeXlsx({ sheets: [{ name: '花名册', rows }] })
  const { rows: people } = await checkFile(file, { name: '表.xlsx', today })
  expect(people[0]?.contacts).toHaveLength(2)
  expect(people[0]?.tags).toEqual(['emptyNest', 'homebound'])
  expect(people[0]?.values.honours).toHaveLength(2)
})

test('every choice of a drop-down list is understood', async () => {
  for (const kind of ['roster', 'members'] as const) {
    const columns = templateColumns(kind)
    const lists = columns.filter(({ options }) => options.length > 0)
    const deepest = Math.max(...lists.map(({ options }) => options.length))
    const people = Array.from({ length: deepest }, (_, at) => [
      '张国华',
      one,
      ...lists.map(({ options }) => options[at] ?? null),
    ])
    const rows = [['姓名', '身份证号', ...lists.map(({ title }) => title)], ...people]
    const file = await writeXlsx({ sheets: [{ name: '表', rows }] })
    const { report } = await checkFile(file, { name: '表.xlsx', kind, today })
    expect(report.issues.filter(({ code }) => code === 'CODE_UNKNOWN')).toEqual([])
  }
})

test('numbers are typed into text cells, codes chosen from lists', async () => {
  const { body } = await writeTemplate('roster')
  const { sheets } = await readXlsx(body, { readStyles: true })
  expect(sheets.map(({ name }) => name)).toEqual(['花名册', '填写说明', '选项'])
  expect(sheets[0]?.rows).toHaveLength(1)
  expect(sheets[2]?.hidden).toBe(true)
  const lists = sheets[0]?.dataValidations ?? []
  const coded = templateColumns('roster').filter(({ options }) => options.length > 0)
  expect(lists).toHaveLength(coded.length)
  const guide = sheets[1]?.rows.flat().join(' ') ?? ''
  expect(guide).toMatch(/990101\d{11}[\dX]/)
})
