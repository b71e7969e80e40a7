import { expect, test } from 'vitest'
import { useWorld } from '#test/harness/world.ts'

const world = useWorld('2026-01-10')

async function county() {
  const region = await world.org('region')
  const homeId = await world.org('bureau', { parentId: region })
  const community = await world.org('community', { parentId: region })
  const clerk = await world.actor('bureauClerk', homeId)
  const worker = await world.actor('communityWorker', community)
  const retireeId = await world.retiree({ homeId, community, registeredOn: '2025-06-01' })
  return { clerk, worker, retireeId }
}

type Clerk = Awaited<ReturnType<typeof county>>['clerk']

async function duties(clerk: Clerk, retireeId: number, rule: string) {
  const { rows } = await world.do(clerk, 'duties.ofRetiree', { retireeId })
  return rows.filter((row: { rule: string }) => row.rule === rule)
}

// requirement C08-11: a personal service plan with preferences, reviewed every six months.
test('a plan is made, owed a review after half a year, reviewed and ended', async () => {
  const { clerk, worker, retireeId } = await county()
  const plan = { retireeId, dailyLife: '早睡早起，口味清淡', measures: ['每月代取药品'] }
  await world.do(clerk, 'contacts.savePlan', plan)
  expect(await duties(clerk, retireeId, 'planReview')).toEqual([])
  world.setToday('2026-06-20')
  await world.db.transaction().execute(async (db) => {
    const { refreshDuties } = await import('#src/duties/refresh.ts')
    await refreshDuties(db, [retireeId], '2026-06-20')
  })
  expect(await duties(clerk, retireeId, 'planReview')).toMatchObject([
    { fromOn: '2026-06-10', dueOn: '2026-07-10', state: 'open' },
  ])
  const again = { retireeId, contactWish: '上午打电话', measures: ['每月代取药品', '加装扶手'] }
  await world.do(worker, 'contacts.savePlan', again)
  expect(await duties(clerk, retireeId, 'planReview')).toMatchObject([
    { state: 'done', closedOn: '2026-06-20' },
  ])
  expect(await world.do(clerk, 'contacts.plans', { retireeId })).toMatchObject([
    { kind: 'reviewed', dailyLife: '早睡早起，口味清淡', measures: ['每月代取药品', '加装扶手'] },
    { kind: 'made' },
  ])
  expect(await world.do(worker, 'contacts.plans', { retireeId })).toMatchObject([
    { dailyLife: null, contactWish: '上午打电话' },
    { dailyLife: null },
  ])
  await world.do(clerk, 'contacts.endPlan', { retireeId, reason: '随子女迁居' })
  await expect(
    world.do(clerk, 'contacts.endPlan', { retireeId, reason: '随子女迁居' }),
  ).rejects.toMatchObject({ code: 'contacts.noPlan' })
  await expect(world.db.deleteFrom('servicePlan').execute()).rejects.toThrow('append-only')
  world.setToday('2026-01-10')
})

// requirement C08-12: follow-ups that were agreed.
test('a day agreed on the telephone is owed, and closed by a contact about that day', async () => {
  const { clerk, retireeId } = await county()
  const call = { retireeId, way: 'phone', reached: true, contactedBy: '张敏' }
  await world.do(clerk, 'contacts.record', {
    ...call,
    contactedOn: '2026-01-10',
    nextOn: '2026-01-12',
  })
  expect(await duties(clerk, retireeId, 'agreedContact')).toMatchObject([
    { fromOn: '2026-01-10', dueOn: '2026-01-12', state: 'open', period: 20260112 },
  ])
  world.setToday('2026-01-11')
  await world.do(clerk, 'visits.record', {
    retireeId,
    visitedOn: '2026-01-11',
    reasons: ['routine'],
    way: 'home',
    visitors: '张敏',
  })
  expect(await duties(clerk, retireeId, 'agreedContact')).toMatchObject([
    { state: 'done', closedOn: '2026-01-11' },
  ])
  world.setToday('2026-01-10')
})
