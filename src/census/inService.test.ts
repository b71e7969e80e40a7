import { buffer } from 'node:stream/consumers'
import { readXlsx, writeXlsx } from 'hucre/xlsx'
import { beforeAll, describe, expect, test } from 'vitest'
import type { Actor } from '#src/kernel/access.ts'
import { citizenIdOf } from '#src/roster/citizenId.ts'
import { useWorld } from '#test/harness/world.ts'
import { forecastOf } from './forecast.ts'
import { expectedMonth } from './inService.ts'

const world = useWorld('2026-11-21')
let county = 0
let bureau = 0
let unit = 0
let clerk: Actor

beforeAll(async () => {
  county = await world.org('region')
  bureau = await world.org('bureau', { parentId: county })
  unit = await world.org('unit', { parentId: county, name: '县水利局' })
  clerk = await world.actor('bureauClerk', bureau)
})

// 《关于实施渐进式延迟法定退休年龄的决定》(2024-09-13), the tables of the annexed 办法.
test.each([
  ['1964-12', 60, '2024-12'],
  ['1965-01', 60, '2025-02'],
  ['1971-04', 55, '2026-08'],
  ['1976-09', 60, '2039-09'],
  ['1984-11', 50, '2039-11'],
] as const)('born %s on the ladder of %i retires in %s', (born, ladder, month) => {
  expect(expectedMonth(born, ladder)).toBe(month)
})

test('the forecast counts this year from this month on, and apart whose month has passed', () => {
  const at = (unitId: number, month: string) => ({
    unitId,
    unit: `单位${unitId}`,
    expectedMonth: month,
  })
  const people = [
    at(1, '2026-10'),
    at(1, '2026-11'),
    at(1, '2030-12'),
    at(1, '2031-01'),
    at(2, '2027-05'),
    at(2, '2027-06'),
    at(2, '2028-06'),
    at(2, '2028-07'),
  ]
  expect(forecastOf(people, '2026-11-21', 5)).toEqual({
    years: [2026, 2027, 2028, 2029, 2030],
    rows: [
      { unitId: 2, unit: '单位2', past: 0, counts: [0, 2, 2, 0, 0], later: 0 },
      { unitId: 1, unit: '单位1', past: 1, counts: [1, 0, 0, 0, 1], later: 1 },
    ],
  })
})

const person = (values = {}) => ({
  unitId: unit,
  fullName: '周立新',
  birthMonth: '1966-05',
  ladder: 60,
  ...values,
})
const add = (values: object, actor = clerk) =>
  world.do(actor, 'census.addInService', person(values))
const listed = async (input = {}, actor = clerk) =>
  (await world.do(actor, 'census.inService', input)).rows

describe('在职名册', () => {
  test('one typed in is expected by the ladder, once, and seen by bureau and unit only', async () => {
    const { id } = await add({})
    expect(await listed()).toMatchObject([{ id, unit: '县水利局', expectedMonth: '2026-10' }])
    await expect(add({})).rejects.toMatchObject({ code: 'census.listed' })
    await expect(add({ birthMonth: '1966' })).rejects.toMatchObject({
      issues: [{ field: 'birthMonth' }],
    })
    await expect(add({ birthMonth: '1950-05' })).rejects.toMatchObject({
      issues: [{ field: 'birthMonth' }],
    })
    await expect(add({ unitId: county })).rejects.toMatchObject({ issues: [{ field: 'unitId' }] })
    const liaison = await world.actor('unitLiaison', unit)
    expect(await listed({}, liaison)).toHaveLength(1)
    const other = await world.actor('unitLiaison', await world.org('unit', { parentId: county }))
    expect(await listed({}, other)).toEqual([])
    await expect(add({}, liaison)).rejects.toMatchObject({ kind: 'forbidden' })
    const stranger = await world.actor('bureauClerk', await world.org('bureau'))
    const taken = { id, reason: 'left' }
    await expect(world.do(stranger, 'census.closeInService', taken)).rejects.toMatchObject({
      kind: 'missing',
    })
    await world.do(clerk, 'census.closeInService', taken)
    expect(await listed()).toEqual([])
    expect(await listed({ closed: true })).toMatchObject([{ closedReason: 'left' }])
  })

  test('no identity number is kept anywhere in it', async () => {
    const [row] = await world.db.selectFrom('inService').selectAll().execute()
    expect(Object.keys(row ?? {})).not.toContain('idNumber')
  })

  test('registering the person as retired closes the entry; of two alike neither', async () => {
    const one = await add({ fullName: '韩学军', birthMonth: '1966-06' })
    const values = { fullName: '韩学军', retirementCategory: 'tuixiu', birthArchive: '1966-06-09' }
    const { id } = await world.do(clerk, 'roster.register', { values })
    const closed = await listed({ closed: true, text: '韩学军' })
    expect(closed).toMatchObject([{ id: one.id, closedReason: 'retired', retireeId: id }])

    const other = await world.org('unit', { parentId: county })
    await add({ fullName: '韩学文', birthMonth: '1966-07' })
    await add({ fullName: '韩学文', birthMonth: '1966-07', unitId: other })
    await world.do(clerk, 'roster.register', {
      values: { ...values, fullName: '韩学文', birthArchive: '1966-07-01' },
    })
    expect(await listed({ text: '韩学文' })).toHaveLength(2)
  })

  test('those of a merged unit stand under its successor', async () => {
    const old = await world.org('unit', { parentId: county, name: '县农机局' })
    const into = await world.org('unit', { parentId: county, name: '县农业农村局' })
    const moved = { fullName: '许振邦', birthMonth: '1968-06', unitId: old }
    await add(moved)
    await world.do(clerk, 'orgs.merge', { id: old, intoId: into, on: '2026-11-20' })
    expect(await listed({ text: '许振邦' })).toMatchObject([{ unit: '县农业农村局' }])
  })
})

const head = ['姓名', '工作单位', '性别', '出生年月', '身份证号', '退休年龄']

async function sheet(rows: unknown[][]): Promise<Uint8Array> {
  const titled = [['在职干部名册'], head, ...rows] as string[][]
  return writeXlsx({ sheets: [{ name: '在职', rows: titled }] })
}
const bring = async (rows: unknown[][]) =>
  world.do(clerk, 'census.importInService', { fileName: '在职.xlsx' }, { file: await sheet(rows) })

describe('a sheet of staff', () => {
  test('is taken by name, unit, month of birth and ladder; those known are left', async () => {
    const number = citizenIdOf('990101', '1968-03-04', 21)
    const rows = [
      ['郑文', '县水利局', '男', '1967.08', '', ''],
      ['郑武', '县水利局', '', '', number, ''],
      ['郑梅', '县水利局', '女', '1972-03', '', '55'],
    ]
    expect(await bring(rows)).toEqual({ added: 3, known: 0 })
    expect(await bring(rows)).toEqual({ added: 0, known: 3 })
    expect(await listed({ text: '郑' })).toMatchObject(
      [
        { fullName: '郑文', birthMonth: '1967-08', ladder: 60, expectedMonth: '2028-04' },
        { fullName: '郑梅', birthMonth: '1972-03', ladder: 55, expectedMonth: '2027-10' },
        { fullName: '郑武', birthMonth: '1968-03', ladder: 60, expectedMonth: '2029-01' },
      ].toSorted((a, b) => a.expectedMonth.localeCompare(b.expectedMonth)),
    )
  })

  test.each([
    [['钱一', '县气象局', '男', '1967.08', '', ''], '没有“县气象局”这个单位'],
    [['钱二', '县水利局', '女', '1967.08', '', ''], '请填写退休年龄'],
    [['钱三', '县水利局', '男', '1967', '', ''], '出生年月不清'],
    [['钱四', '县水利局', '男', '', '99010119680304021', ''], '18 位'],
    [['钱五', '县水利局', '男', '1950.08', '', ''], '已到退休年龄'],
  ])('%j is refused with its row, and nothing is written', async (row, words) => {
    const good = ['钱零', '县水利局', '男', '1967.08', '', '']
    await expect(bring([good, row])).rejects.toMatchObject({
      kind: 'invalid',
      issues: [{ field: 'row.4', message: expect.stringContaining(words) }],
    })
    expect(await listed({ text: '钱' })).toEqual([])
  })

  test('without a header, or that is none, it is refused', async () => {
    const file = await writeXlsx({ sheets: [{ name: '一', rows: [['甲', '乙']] }] })
    const input = { fileName: '在职.xlsx' }
    await expect(world.do(clerk, 'census.importInService', input, { file })).rejects.toMatchObject({
      code: 'census.noHeader',
    })
    const text = { file: Buffer.from([0, 1, 2, 3]) }
    await expect(world.do(clerk, 'census.importInService', input, text)).rejects.toMatchObject({
      code: expect.stringMatching(/^import\./),
    })
  })

  test('the sample sheet is read by the same reader', async () => {
    const { body } = await world.do(clerk, 'census.inServiceTemplate', {})
    const bytes = body instanceof Uint8Array ? body : await buffer(body)
    const { sheets } = await readXlsx(bytes)
    expect(sheets[0]?.rows.at(-1)?.slice(0, 5)).toEqual([
      '姓名',
      '单位',
      '性别',
      '出生年月',
      '退休年龄',
    ])
  })
})
