import { beforeAll, expect, test } from 'vitest'
import type { Actor } from '#src/kernel/access.ts'
import { useWorld } from '#test/harness/world.ts'
import { dueOf, onTimeRate } from './compliance.ts'

const world = useWorld('2026-11-21')
let clerk: Actor
let liaison: Actor
let secretary: Actor
let unit = 0

/** Admitted on days of October by the 3-day rule, and what became of each visit. */
const stays = [
  ['2026-10-05', '2026-10-06', 'onTime'],
  ['2026-10-12', '2026-10-20', 'late'],
  ['2026-11-02', null, 'missed'],
  ['2026-11-20', null, 'pending'],
] as const

beforeAll(async () => {
  const region = await world.org('region')
  const homeId = await world.org('bureau', { parentId: region })
  unit = await world.org('unit', { parentId: region, name: '县教育局' })
  const branch = await world.org('branch', { parentId: region })
  clerk = await world.actor('bureauClerk', homeId)
  liaison = await world.actor('unitLiaison', unit)
  secretary = await world.actor('branchSecretary', branch)
  for (const [admittedOn, visitedOn] of stays) {
    const retireeId = await world.retiree({
      homeId,
      managingUnit: unit,
      branch,
      birthArchive: '1943-01-01',
      registeredOn: '2026-09-01',
    })
    const stay = { retireeId, admittedOn, noticedOn: admittedOn, hospital: '县医院' }
    await world.do(clerk, 'health.admit', { ...stay, channel: 'family' })
    const visit = { retireeId, reasons: ['illness'], way: 'hospital', visitors: '张敏' }
    if (visitedOn) await world.do(clerk, 'visits.record', { ...visit, visitedOn })
  }
})

const illness = { year: 2026, rule: 'illnessVisit' }

test('each visit owed stands in exactly one outcome, by kind, unit and month', async () => {
  const [row] = await world.do(clerk, 'duties.compliance', { ...illness, by: 'rule' })
  expect(row).toMatchObject({ key: 'illnessVisit', onTime: 1, late: 1 })
  const { owed, onTime, late, missed, pending, waived } = row
  expect(onTime + late + missed + pending + waived).toBe(owed)
  const months = await world.do(clerk, 'duties.compliance', { ...illness, by: 'month' })
  expect(months.map(({ name }: { name: string }) => name)).toEqual(['10 月', '11 月'])
  const sum = (key: string) =>
    months.reduce((total: number, month: Record<string, number>) => total + month[key]!, 0)
  expect([sum('owed'), sum('missed')]).toEqual([owed, missed])
  const units = await world.do(liaison, 'duties.compliance', { ...illness, by: 'owner' })
  expect(units).toMatchObject([{ key: unit, name: '县教育局', owed }])
})

test('the names behind a figure are as many as the figure says', async () => {
  const [row] = await world.do(clerk, 'duties.compliance', { ...illness, by: 'owner' })
  for (const outcome of ['onTime', 'late', 'missed', 'pending', 'waived'] as const) {
    const asked = { ...illness, ownerId: unit, outcome }
    const { rows, total } = await world.do(clerk, 'duties.compliancePeople', asked)
    expect(total, outcome).toBe(row[outcome])
    for (const name of rows) expect(name).toMatchObject({ outcome, ownerName: '县教育局' })
  }
})

test('a branch neither counts nor names who was ill', async () => {
  expect(await world.do(secretary, 'duties.compliance', { ...illness, by: 'rule' })).toEqual([])
  const people = await world.do(secretary, 'duties.compliancePeople', illness)
  expect(people).toEqual({ rows: [], total: 0 })
})

test('the table goes out as a workbook', async () => {
  const asked = { year: 2026, by: 'rule', format: 'xlsx' }
  const file = await world.do(clerk, 'duties.complianceFile', asked)
  expect(file.fileName).toBe('2026年六必访落实情况表（按事项）.xlsx')
})

test('what is not yet due and what was waived is outside the rates', () => {
  const counts = { owed: 10, onTime: 3, late: 1, missed: 2, pending: 3, waived: 1 }
  expect([dueOf(counts), onTimeRate(counts)]).toEqual([6, 0.5])
  expect(onTimeRate({ ...counts, owed: 4, onTime: 0, late: 0, missed: 0 })).toBeNull()
})
