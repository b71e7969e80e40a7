import { beforeAll, describe, expect, test } from 'vitest'
import type { Actor } from '#src/kernel/access.ts'
import { refreshDuties, verifyDuties } from '#src/duties/refresh.ts'
import { useWorld } from '#test/harness/world.ts'
import { rateOf } from './campaign.ts'

const world = useWorld('2026-11-21')
let county = 0
let bureau = 0
let unit = 0
let clerk: Actor
let liaison: Actor
const wish = {
  name: '2026 年四季度信息核实',
  cycle: 'quarterly',
  cutOffOn: '2026-11-20',
  fromOn: '2026-11-21',
  dueOn: '2026-12-20',
}

beforeAll(async () => {
  county = await world.org('region')
  bureau = await world.org('bureau', { parentId: county })
  unit = await world.org('unit', { parentId: county, name: '县水利局' })
  clerk = await world.actor('bureauClerk', bureau)
  liaison = await world.actor('unitLiaison', unit)
})

async function person(values = {}): Promise<number> {
  const id = await world.retiree({ homeId: bureau, managingUnit: unit, ...values })
  await world.db.transaction().execute((db) => refreshDuties(db, [id], '2026-11-21'))
  return id
}
const open = (values = {}) => world.do(clerk, 'campaigns.open', { ...wish, ...values })
const owed = async (id: number) =>
  (
    await world.db
      .selectFrom('duty')
      .select(['state', 'dueOn', 'ownerId'])
      .where('retireeId', '=', id)
      .where('rule', '=', 'campaignVerification')
      .orderBy('period')
      .execute()
  ).at(-1)
const verify = (ids: number[], on = '2026-11-21') =>
  world.do(liaison, 'roster.verify', { ids, on, method: 'phone' })

describe('核实活动 (requirements C01-07)', () => {
  test('takes those on the register on the cut-off day; each of them owes a check by its last day', async () => {
    const [one, two] = [await person(), await person()]
    const late = await person({ registeredOn: '2026-11-21' })
    const { id, people } = await open()
    expect(people).toBe(2)
    expect(await owed(one)).toEqual({ state: 'open', dueOn: '2026-12-20', ownerId: unit })
    expect(await owed(late)).toBeUndefined()
    await verify([one])
    expect(await owed(one)).toMatchObject({ state: 'done' })
    const page = await world.do(liaison, 'campaigns.get', { id })
    expect(page).toMatchObject({ people: 2, verified: 1, left: 0, rest: 1, closedOn: null })
    expect(page.units).toMatchObject([{ key: unit, name: '县水利局', verified: 1, rest: 1 }])
    expect(page.communities).toMatchObject([{ key: null, name: '未登记', people: 2 }])
    expect(await world.do(liaison, 'campaigns.rest', { id, unitId: unit })).toMatchObject({
      total: 1,
      rows: [{ id: two }],
    })
    expect(await world.do(clerk, 'campaigns.rest', { id, communityId: 0 })).toMatchObject({
      total: 1,
    })
  })

  test('closing keeps the result and withdraws what is still open', async () => {
    const [checked, dead, rest] = [await person(), await person(), await person()]
    const other = await world.org('unit', { parentId: county })
    const elsewhere = await person({ managingUnit: other })
    const { id } = await open({ orgId: unit, cycle: 'special', name: '专项核实' })
    expect(await owed(elsewhere)).toBeUndefined()
    await verify([checked])
    const { version } = await world.do(clerk, 'roster.get', { id: dead })
    const death = { id: dead, version, diedOn: '2026-11-21', reportedBy: '女儿王某' }
    await world.do(clerk, 'roster.recordDeath', death)
    await expect(world.do(liaison, 'campaigns.close', { id })).rejects.toMatchObject({
      kind: 'forbidden',
    })
    const result = await world.do(clerk, 'campaigns.close', { id })
    expect(result).toMatchObject({ left: 1, people: result.verified + result.rest + 1 })
    expect(await owed(rest)).toMatchObject({ state: 'withdrawn' })
    expect(await owed(checked)).toMatchObject({ state: 'done' })
    await expect(world.do(clerk, 'campaigns.close', { id })).rejects.toMatchObject({
      code: 'campaigns.closed',
    })
    world.setToday('2026-11-25')
    await verify([rest], '2026-11-25')
    expect(await world.do(clerk, 'campaigns.get', { id })).toMatchObject({ ...result, result })
    world.setToday('2026-11-21')
  })

  test('the kept ledger equals a fresh derivation throughout', async () => {
    const verified = await world.db.transaction().execute((db) => verifyDuties(db, '2026-11-21'))
    expect(verified).toMatchObject({ differences: 0 })
  })

  test('wrong days are refused at the field, and a range without people', async () => {
    for (const [field, value] of [
      ['cutOffOn', '2026-11-22'],
      ['fromOn', '2027-01-01'],
      ['dueOn', '2026-11-01'],
      ['name', ''],
    ])
      await expect(open({ [field as string]: value }), field).rejects.toMatchObject({
        issues: expect.arrayContaining([expect.objectContaining({ field })]),
      })
    const empty = await world.org('unit', { parentId: county })
    await expect(open({ orgId: empty })).rejects.toMatchObject({ code: 'campaigns.nobody' })
  })

  test('another county sees and opens nothing here', async () => {
    const stranger = await world.actor('bureauClerk', await world.org('bureau'))
    expect(await world.do(stranger, 'campaigns.list', {})).toEqual([])
    const [{ id }] = await world.do(clerk, 'campaigns.list', {})
    for (const name of ['campaigns.get', 'campaigns.rest', 'campaigns.close'])
      await expect(world.do(stranger, name, { id })).rejects.toMatchObject({ kind: 'missing' })
    await expect(
      world.do(stranger, 'campaigns.open', { ...wish, orgId: unit }),
    ).rejects.toMatchObject({ kind: 'missing' })
  })
})

test.each([
  [{ verified: 3, rest: 1 }, 0.75],
  [{ verified: 0, rest: 0 }, null],
])('of %j the rate is %d', (progress, rate) => {
  expect(rateOf(progress)).toBe(rate)
})
