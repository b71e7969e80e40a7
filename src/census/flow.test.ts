import fc from 'fast-check'
import { beforeAll, describe, expect, test } from 'vitest'
import type { Actor } from '#src/kernel/access.ts'
import { addDays } from '#src/kernel/day.ts'
import { useWorld } from '#test/harness/world.ts'
import {
  balances,
  cellsOf,
  groupCodes,
  headCountGroups,
  lineCodes,
  type CountedPeople,
  type Flow,
  type HeadCountRow,
} from './flow.ts'

const today = '2026-11-21'
const world = useWorld(today)
let bureau = 0
let clerk: Actor

async function freshCounty() {
  const region = await world.org('region')
  bureau = await world.org('bureau', { parentId: region })
  clerk = await world.actor('bureauClerk', bureau)
  return region
}
beforeAll(freshCounty)

const flow = (input = {}): Promise<Flow> => world.do(clerk, 'census.flow', input)
const cells = async (year: number) => {
  const { years } = await flow({ from: year, to: year })
  return cellsOf(years[0]!, groupCodes)
}
const people = (input: object): Promise<CountedPeople> =>
  world.do(clerk, 'census.flowPeople', input)

describe('a year of coming and going (statistics S5, S6)', () => {
  test('everyone stands once where the record puts him', async () => {
    await freshCounty()
    const of = (values: object) => world.retiree({ homeId: bureau, ...values })
    const left = (leftOn: string, leftReason: 'deceased' | 'transferredOut' | 'merged') => ({
      leftOn,
      leftReason,
      ...(leftReason === 'deceased' && { diedOn: leftOn }),
    })
    await of({ registeredOn: '2020-01-01' })
    await of({ registeredOn: '2020-01-01', ...left('2025-03-01', 'deceased') })
    await of({ registeredOn: '2020-01-01', ...left('2025-12-31', 'transferredOut') })
    const newcomer = await of({ registeredOn: '2025-05-06', retiredOn: '2025-04' })
    await of({ registeredOn: '2025-05-06', retiredOn: '2001-04' })
    await of({ registeredOn: '2025-06-01', ...left('2024-02-02', 'deceased') })
    await of({ registeredOn: '2025-06-01', leftOn: '2025-06-02', leftReason: 'importUndone' })
    expect(await cells(2025)).toMatchObject({
      opening: 3,
      newlyRetired: 1,
      lateRegistered: 1,
      deceased: 1,
      transferredOut: 1,
      closing: 3,
    })
    const listed = await people({ year: 2025, lines: ['newlyRetired'] })
    expect(listed).toMatchObject({ total: 1, rows: [{ id: newcomer, on: '2025-05-06' }] })
  })

  test('a stated reason counts before what the dates suggest', async () => {
    await freshCounty()
    const id = await world.retiree({ homeId: bureau, registeredOn: '2025-05-06' })
    const entry = { id, kind: 'transferredIn' }
    await expect(world.do(clerk, 'census.stateEntry', entry)).rejects.toMatchObject({
      issues: [{ field: 'origin' }],
    })
    await world.do(clerk, 'census.stateEntry', { ...entry, origin: '邻县老干部局' })
    expect(await cells(2025)).toMatchObject({ transferredIn: 1, lateRegistered: 0 })
    expect(await world.events(id)).toMatchObject([{ name: 'retiree.entryStated' }])
  })

  test('one who moves away and comes back is counted out and in', async () => {
    await freshCounty()
    const id = await world.retiree({ homeId: bureau, registeredOn: '2020-01-01' })
    const event = { id, kind: 'transferredOut', on: '2024-08-01', receiver: '邻县老干部局' }
    await world.do(clerk, 'roster.recordEvent', event)
    const back = (on: string) => world.do(clerk, 'census.return', { id, on })
    await expect(back('2024-07-31')).rejects.toMatchObject({ issues: [{ field: 'on' }] })
    await expect(back('2026-11-22')).rejects.toMatchObject({ issues: [{ field: 'on' }] })
    await back('2026-02-03')
    await expect(back('2026-02-03')).rejects.toMatchObject({ code: 'census.notAway' })
    expect(await cells(2024)).toMatchObject({ opening: 1, transferredOut: 1, closing: 0 })
    expect(await cells(2025)).toMatchObject({ opening: 0, closing: 0 })
    expect(await cells(2026)).toMatchObject({ opening: 0, returned: 1, closing: 1 })
    expect((await world.do(clerk, 'roster.get', { id })).leftOn).toBeNull()
  })

  test('a corrected category leaves one column and enters the other', async () => {
    await freshCounty()
    const id = await world.retiree({ homeId: bureau, registeredOn: '2020-01-01' })
    const changes = { retirementCategory: 'lixiu', revolutionJoin: '1949-03' }
    const version = (await world.do(clerk, 'roster.get', { id })).version
    await world.do(clerk, 'roster.amend', { id, version, changes, effectiveOn: '2025-07-01' })
    const [year] = (await flow({ from: 2025, to: 2025 })).years
    expect(year?.cells.tuixiu).toMatchObject({ opening: 1, recategorisedOut: 1, closing: 0 })
    expect(year?.cells.lixiu).toMatchObject({ opening: 0, recategorisedIn: 1, closing: 1 })
  })
})

test('another county sees nothing of it', async () => {
  await freshCounty()
  await world.retiree({ homeId: bureau })
  const stranger = await world.actor('bureauClerk', await world.org('bureau'))
  const asked = { year: 2026, lines: ['opening'] }
  expect((await people(asked)).total).toBe(1)
  expect((await world.do(stranger, 'census.flowPeople', asked)).total).toBe(0)
  const region = (
    await world.db
      .selectFrom('org')
      .select('parentId')
      .where('id', '=', bureau)
      .executeTakeFirstOrThrow()
  ).parentId
  await expect(
    world.do(stranger, 'census.flowFile', { orgId: region, format: 'xlsx' }),
  ).rejects.toMatchObject({ kind: 'missing' })
  const branch = await world.actor('branchSecretary', bureau)
  await expect(world.do(branch, 'census.flow', {})).rejects.toMatchObject({ kind: 'forbidden' })
})

const day = fc.integer({ min: 0, max: 1780 }).map((ago) => addDays(today, -ago))
const history = fc.record({
  days: fc.array(day, { minLength: 1, maxLength: 6 }),
  category: fc.constantFrom('lixiu', 'tuixiu', 'resignedWithPension', 'pre1949Worker'),
  away: fc.nat(2),
  end: fc.constantFrom(null, 'deceased', 'transferredOut', 'registeredInError', 'importUndone'),
  before: fc.array(fc.tuple(fc.constantFrom('lixiu', 'tuixiu', 'resignedWithPension'), day), {
    maxLength: 2,
  }),
  retiredOn: fc.option(day),
})
type History = typeof history extends fc.Arbitrary<infer T> ? T : never

/** A person who comes, goes away and comes back on the days in order, and perhaps leaves at last. */
async function live({ days, category, away, end, before, retiredOn }: History): Promise<void> {
  const [registeredOn = today, ...rest] = days.toSorted()
  const pairs = Array.from({ length: away }, (_, index) => rest.slice(index * 2, index * 2 + 2))
  const absences = pairs.filter((pair) => pair.length === 2)
  const leftOn = end && (rest.slice(absences.length * 2)[0] ?? today)
  const retireeId = await world.retiree({
    homeId: bureau,
    registeredOn,
    retirementCategory: category,
    retiredOn,
    ...(end && { leftOn, leftReason: end, diedOn: leftOn }),
  })
  for (const [gone = '', backOn = ''] of absences)
    await world.db
      .insertInto('registerAbsence')
      .values({ retireeId, leftOn: gone, reason: 'transferredOut', backOn })
      .execute()
  for (const [was, effectiveOn] of before)
    await world.db
      .insertInto('retireeChange')
      .values({
        retireeId,
        effectiveOn,
        operation: 'roster.amend',
        before: JSON.stringify({ retirementCategory: was }),
        after: JSON.stringify({ retirementCategory: category }),
      })
      .execute()
}

test('whatever befalls people, years balance, join each other and the head count, and list whom they count', async () => {
  await fc.assert(
    fc.asyncProperty(fc.array(history, { minLength: 1, maxLength: 6 }), async (lives) => {
      await freshCounty()
      for (const one of lives) await live(one)
      const { years } = await flow({ from: 2021 })
      for (const [index, year] of years.entries()) {
        for (const group of groupCodes) {
          const own = year.cells[group]
          expect(balances(own), `${year.year} ${group} ${JSON.stringify(own)}`).toBe(true)
          const before = years[index - 1]?.cells[group]
          if (before) expect(own.opening).toBe(before.closing)
        }
        const counts: HeadCountRow[] = await world.do(clerk, 'census.headCount', {
          day: `${year.year}-12-31`,
        })
        for (const group of groupCodes)
          expect(counts.reduce((sum, row) => sum + row[group], 0)).toBe(year.cells[group].closing)
      }
      const last = years.at(-1)!
      for (const line of lineCodes) {
        const listed = await people({ year: last.year, lines: [line] })
        expect(listed.total, line).toBe(cellsOf(last, groupCodes)[line])
        expect(listed.rows).toHaveLength(Math.min(listed.total, 50))
      }
    }),
    { numRuns: 20 },
  )
})

describe('the head count of a past day', () => {
  test('ties, tier and category are those of the day', async () => {
    const region = await freshCounty()
    const water = await world.org('unit', { parentId: region, name: '县水利局' })
    const grain = await world.org('unit', { parentId: region, name: '县粮食局' })
    const id = await world.retiree({
      homeId: bureau,
      registeredOn: '2020-01-01',
      managingUnit: grain,
    })
    await world.retiree({ homeId: bureau, registeredOn: '2024-05-01', managingUnit: water })
    const tie = { id, kind: 'managingUnit', orgId: water, on: '2024-07-01' }
    await world.do(clerk, 'roster.setTie', tie)
    const { version } = await world.do(clerk, 'roster.get', { id })
    const changes = { managementTier: 'county' }
    await world.do(clerk, 'roster.amend', { id, version, changes, effectiveOn: '2024-07-01' })
    const count = async (on: string, by: string, orgId?: number) => {
      const rows: HeadCountRow[] = await world.do(clerk, 'census.headCount', { day: on, by, orgId })
      return Object.fromEntries(rows.map((row) => [row.name, row.count]))
    }
    expect(await count('2019-12-31', 'unit')).toEqual({})
    expect(await count('2024-06-30', 'unit')).toEqual({ 县水利局: 1, 县粮食局: 1 })
    expect(await count('2024-07-01', 'unit')).toEqual({ 县水利局: 2 })
    expect(await count('2024-06-30', 'tier')).toEqual({ 未登记: 2 })
    expect(await count('2024-07-01', 'tier')).toEqual({ 县: 1, 未登记: 1 })
    expect(await count('2024-06-30', 'unit', grain)).toEqual({ 县粮食局: 1 })
    expect(await count('2024-06-30', 'community')).toEqual({ 未登记: 2 })
    for (const by of Object.keys(headCountGroups)) {
      const input = { day: '2024-06-30', by }
      const rows: HeadCountRow[] = await world.do(clerk, 'census.headCount', input)
      for (const { key, count: counted } of rows)
        expect(await world.do(clerk, 'census.headCountPeople', { ...input, key })).toMatchObject({
          total: counted,
        })
    }
  })
})
