import { sql } from 'kysely'
import { expect, test } from 'vitest'
import { systemActor } from '#src/kernel/access.ts'
import { addDays } from '#src/kernel/day.ts'
import { useWorld } from '#test/harness/world.ts'

const world = useWorld('2026-11-21')

// Reliability plan F7: China had summer time in 1940–49 and 1986–91; dates are no instants.
test.each(['Asia/Shanghai', 'UTC', 'America/New_York'])(
  'every day from 1900 to 2030 comes back as it was given, in %s',
  async (zone) => {
    const days: string[] = []
    for (let day = '1900-01-01'; day <= '2030-12-31'; day = addDays(day, 1)) days.push(day)
    expect(days).toHaveLength(47_847)
    const back = await world.db.transaction().execute(async (db) => {
      await sql`select set_config('TimeZone', ${zone}, true)`.execute(db)
      const { rows } = await sql<{ day: string; partial: string; first: string }>`
        select given::date as day, given::partial_date as partial, first_day(given) as first
        from unnest(${days}::text[]) with ordinality as listed (given, place) order by place`.execute(
        db,
      )
      return rows
    })
    for (const key of ['day', 'partial', 'first'] as const)
      expect(back.map((row) => row[key])).toEqual(days)
  },
)

test('the ledger stays what a fresh derivation gives, however the clock jumps', async () => {
  const region = await world.org('region')
  const homeId = await world.org('bureau', { parentId: region })
  const managingUnit = await world.org('unit', { parentId: region })
  for (const birthArchive of ['1936-11-29', '1928-02-29', '1946-12-31', '1957-01-01', '1947'])
    await world.retiree({ homeId, managingUnit, birthArchive, registeredOn: '2020-01-01' })
  await world.do(systemActor(), 'duties.refresh', { orgId: region })
  for (const day of [
    '2026-11-22',
    '2026-11-20',
    '2026-12-31',
    '2027-01-01',
    '2026-12-30',
    '2028-02-28',
    '2028-02-29',
    '2028-03-01',
    '2027-02-05',
  ]) {
    world.setToday(day)
    await world.do(systemActor(), 'duties.nightly', {})
    expect(await world.do(systemActor(), 'duties.verify', {})).toMatchObject({ differences: 0 })
  }
})
