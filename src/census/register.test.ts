import { buffer } from 'node:stream/consumers'
import { readXlsx } from 'hucre/xlsx'
import { beforeAll, expect, test } from 'vitest'
import type { Actor } from '#src/kernel/access.ts'
import { readPdf } from '#test/pdf-text.ts'
import { useWorld } from '#test/harness/world.ts'

const world = useWorld('2026-11-21')
let bureau = 0
let clerk: Actor
beforeAll(async () => {
  bureau = await world.org('bureau', { parentId: await world.org('region') })
  clerk = await world.actor('bureauClerk', bureau)
})

// requirements C01-08: registers linked on one person, with entry, exit, reason and date.
test('党员信息库 tells how each member entered and left it', async () => {
  const of = (values: object) =>
    world.retiree({ homeId: bureau, registeredOn: '2024-01-05', ...values })
  const member = await of({ politicalStatus: '01', retiredOn: '2023-12' })
  const joined = await of({ politicalStatus: '13' })
  const dead = await of({
    politicalStatus: '01',
    leftOn: '2025-02-03',
    diedOn: '2025-02-03',
    leftReason: 'deceased',
  })
  const corrected = await of({ politicalStatus: '01' })
  const amend = async (id: number, politicalStatus: string, effectiveOn: string) => {
    const { version } = await world.do(clerk, 'roster.get', { id })
    const changes = { politicalStatus }
    await world.do(clerk, 'roster.amend', { id, version, changes, effectiveOn })
  }
  await amend(joined, '02', '2025-07-01')
  await amend(corrected, '13', '2025-08-01')
  const current = await world.do(clerk, 'census.members', {})
  expect(current).toMatchObject({
    total: 2,
    rows: [
      { id: joined, entered: '登记为党员', enteredOn: '2025-07-01', exited: null },
      { id: member, entered: '新退休', enteredOn: '2024-01-05' },
    ],
  })
  const left = await world.do(clerk, 'census.members', { state: 'left' })
  expect(left).toMatchObject({
    total: 2,
    rows: [
      { id: corrected, exited: '政治面貌更正', exitedOn: '2025-08-01' },
      { id: dead, exited: '已去世', exitedOn: '2025-02-03' },
    ],
  })
})

// requirements C01-21
test('抗战老战士 stand with their medals', async () => {
  const honours = [
    { title: '中国人民抗日战争胜利70周年纪念章', level: '国家级', body: '', on: '2015-09' },
    { title: '“光荣在党50年”纪念章', level: '', body: '', on: '2021-07-01' },
    { title: '先进个人', level: '', body: '', on: null },
  ]
  const id = await world.retiree({ homeId: bureau, honours: JSON.stringify(honours) })
  await world.retiree({ homeId: bureau })
  const tag = { id, code: 'warVeteran', fromOn: '2020-01-01', evidence: '档案记载' }
  await world.do(clerk, 'roster.addTag', tag)
  expect(await world.do(clerk, 'census.veterans', {})).toMatchObject([
    { id, evidence: '档案记载', medals: ['中国人民抗日战争胜利70周年纪念章（2015-09）'] },
  ])
})

test('the tables go out as a workbook with numbers and on paper', async () => {
  for (const [name, input, title] of [
    ['census.flowFile', { from: 2024 }, '离退休干部增减情况表'],
    ['census.headCountFile', { day: '2025-12-31', by: 'category' }, '在册人数表（按类别）'],
  ] as const) {
    const file = await world.do(clerk, name, { ...input, format: 'xlsx' })
    const bytes = file.body instanceof Uint8Array ? file.body : await buffer(file.body)
    const [sheet] = (await readXlsx(bytes)).sheets
    expect(sheet?.rows[0]?.[0]).toBe(title)
    expect(typeof sheet?.rows[3]?.[1]).toBe('number')
    const printed = await world.do(clerk, name, { ...input, format: 'pdf' })
    const text = readPdf(Buffer.from(printed.body)).map((page) => page.text)
    expect(text.join('').replace(/\s/g, '')).toContain(title)
  }
})
