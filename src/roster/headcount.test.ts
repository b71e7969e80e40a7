import { sql } from 'kysely'
import { beforeAll, expect, test } from 'vitest'
import type { Actor } from '#src/kernel/access.ts'
import { addRetiree } from '#test/harness/seed.ts'
import { useWorld } from '#test/harness/world.ts'
import { forgetOldChanges } from './headcount.ts'

const world = useWorld()
let clerk: Actor
let neighbour: Actor
let homeId: number
let unit: number

beforeAll(async () => {
  const region = await world.org('region')
  homeId = await world.org('bureau', { parentId: region })
  unit = await world.org('unit', { parentId: region })
  clerk = await world.actor('bureauClerk', homeId)
  const other = await world.org('bureau', { parentId: await world.org('region') })
  neighbour = await world.actor('bureauClerk', other)
  for (let count = 0; count < 3; count++) await world.retiree({ homeId })
})

const total = async (filters = {}, actor = clerk) =>
  (await world.do(actor, 'roster.list', { filters })).total as number

test('a kept count stays exact whatever is committed, and in whatever order', async () => {
  expect([await total(), await total(), await total({}, neighbour)]).toEqual([3, 3, 0])
  let letGo = () => {}
  const waiting = new Promise<void>((resolve) => (letGo = resolve))
  let written = () => {}
  const slowWrote = new Promise<void>((resolve) => (written = resolve))
  const slow = world.db.transaction().execute(async (tx) => {
    await addRetiree(world.pool, tx, world.kernel.vault, { homeId })
    written()
    await waiting
  })
  await slowWrote
  await world.retiree({ homeId })
  expect([await total(), await total()]).toEqual([4, 4])
  letGo()
  await slow
  expect([await total(), await total()]).toEqual([5, 5])
  const undone = world.db.transaction().execute(async (tx) => {
    await addRetiree(world.pool, tx, world.kernel.vault, { homeId })
    expect([await total(), await total()]).toEqual([5, 5])
    throw new Error('undone')
  })
  await expect(undone).rejects.toThrow('undone')
  expect(await total()).toBe(5)
})

test('ties, deaths and departures change the counts that they touch', async () => {
  const id = await world.retiree({ homeId })
  const counts = async () => [
    await total(),
    await total({ orgId: unit }),
    await total({ status: 'deceased' }),
  ]
  expect(await counts()).toEqual([6, 0, 0])
  const tie = { id, kind: 'managingUnit', orgId: unit, on: '2026-01-01' }
  await world.do(clerk, 'roster.setTie', tie)
  expect(await counts()).toEqual([6, 1, 0])
  await sql`update retiree set left_on = '2026-02-01', left_reason = 'deceased',
    died_on = '2026-02-01' where id = ${id}`.execute(world.db)
  expect(await counts()).toEqual([5, 0, 1])
  await world.db.deleteFrom('tie').where('retireeId', '=', id).execute()
  await sql`select refresh_reach(array[${id}::bigint])`.execute(world.db)
  expect(await counts()).toEqual([5, 0, 1])
})

test('a condition on anything else is counted each time', async () => {
  const id = await world.retiree({ homeId, gender: '2' })
  const women = await total({ gender: ['2'] })
  await sql`update retiree set gender = '1' where id = ${id}`.execute(world.db)
  expect(await total({ gender: ['2'] })).toBe(women - 1)
})

test('requests cannot unsay a change, and old ones are dropped', async () => {
  const { rows } = await sql<{ may: string }>`
    select privilege_type as may from information_schema.role_table_grants
    where grantee = 'chongyang_app' and table_name = 'roster_change' order by 1`.execute(world.db)
  expect(rows.map(({ may }) => may)).toEqual(['INSERT', 'SELECT'])
  await sql`insert into roster_change (at) values (now() - interval '2 days')`.execute(world.db)
  await forgetOldChanges(world.db)
  const old = await sql`select from roster_change where at < now() - interval '1 day'`.execute(
    world.db,
  )
  expect(old.rows).toEqual([])
  expect(await total()).toBe(6)
})
