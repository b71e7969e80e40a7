import { beforeAll, expect, test } from 'vitest'
import type { Actor } from '#src/kernel/access.ts'
import { verifyDuties } from '#src/duties/refresh.ts'
import { passwordMatches } from '#src/staff/password.ts'
import { scopeOfPost } from '#src/staff/scope.ts'
import { useWorld } from '#test/harness/world.ts'
import { balances, cellsOf, groupCodes, type Flow } from '#src/census/flow.ts'
import { demoAccounts } from './accounts.ts'
import { loadDemo } from './load.ts'

const today = '2026-11-21'
const world = useWorld(today)
beforeAll(async () => {
  expect(await loadDemo(world.pool, { today, vault: world.kernel.vault })).toBe(true)
})

/** The actor behind one of the demo accounts. */
async function holder(account: string): Promise<Actor> {
  const row = await world.db
    .selectFrom('account')
    .innerJoin('post', 'post.accountId', 'account.id')
    .select(['account.id as accountId', 'account.name', 'post.id as postId', 'role', 'orgId'])
    .select(scopeOfPost.as('scopeId'))
    .where('account', '=', account)
    .executeTakeFirstOrThrow()
  return row as Actor
}

const totalFor = async (account: string, filters = {}) =>
  (await world.do(await holder(account), 'roster.list', { filters })).total as number

test('the bureau sees 3,397 people on the register, 242 离休 and 3,155 退休', async () => {
  expect(await totalFor('juzhang')).toBe(3397)
  expect(await totalFor('fuwu', { category: ['lixiu'] })).toBe(242)
  expect(await totalFor('fuwu', { category: ['tuixiu'] })).toBe(3155)
  expect(await totalFor('fuwu', { status: 'deceased' })).toBe(25)
})

test('unit, community and branch each see their own people and no others', async () => {
  for (const account of ['jiaoyu', 'fenglin', 'shuji']) {
    const total = await totalFor(account)
    expect(total, account).toBeGreaterThan(20)
    expect(total, account).toBeLessThan(500)
  }
})

test('every demo account can sign in with the password that is shown', async () => {
  for (const { account, password } of demoAccounts) {
    const { passwordHash } = await world.db
      .selectFrom('account')
      .select('passwordHash')
      .where('account', '=', account)
      .executeTakeFirstOrThrow()
    expect(await passwordMatches(password, passwordHash)).toBe(true)
  }
})

test('the ledger that comes with it equals a fresh derivation', async () => {
  const verified = await world.db.transaction().execute((db) => verifyDuties(db, today))
  expect(verified).toMatchObject({ surplus: 0, lacking: 0 })
  expect(verified.duties).toBeGreaterThan(10_000)
})

// requirements C01-04, -05, -07: the figures of the county, its flow and its rounds of checking.
test('the statistics show life: 8.87 % of the old people, a balanced flow, an open campaign', async () => {
  const clerk = await holder('fuwu')
  const { population } = await world.do(clerk, 'census.headline', {})
  expect(population).toMatchObject({ people: 3397, persons: 38_298, lacking: [] })
  expect((population.share * 100).toFixed(2)).toBe('8.87')
  const { years } = (await world.do(clerk, 'census.flow', {})) as Flow
  const cells = years.map((year) => cellsOf(year, groupCodes))
  expect(cells.every(balances)).toBe(true)
  expect(cells.at(-1)?.closing).toBe(3397)
  const forecast = await world.do(clerk, 'census.forecast', {})
  expect(forecast.rows.length).toBeGreaterThan(10)
  const [open, closed] = await world.do(clerk, 'campaigns.list', {})
  expect(open).toMatchObject({ closedOn: null, people: open.verified + open.rest })
  expect(closed.verified).toBeGreaterThan(closed.rest)
  for (const { people } of [open, closed]) expect(people).toBeGreaterThan(20)
})

test('loading again changes nothing, and new records get new numbers', async () => {
  expect(await loadDemo(world.pool, { today, vault: world.kernel.vault })).toBe(false)
  const input = { values: { fullName: '殷实', retirementCategory: 'tuixiu' } }
  const { id } = await world.do(await holder('zonghe'), 'roster.register', input)
  expect(id).toBe(3423)
})
