import fc from 'fast-check'
import { sql } from 'kysely'
import { beforeAll, expect, test } from 'vitest'
import { addDays } from '#src/kernel/day.ts'
import type { Tx } from '#src/kernel/db.ts'
import { useWorld } from '#test/harness/world.ts'
import { careFacts, type Fact } from '#test/harness/careFacts.ts'
import { contactFacts } from '#test/harness/contactFacts.ts'
import { advanceDuties, rebuildDuties, refreshDuties, verifyDuties } from './refresh.ts'

const world = useWorld()
const start = '2026-06-15'
let home = 0
const orgs: Record<'managingUnit' | 'community' | 'branch', number[]> = {
  managingUnit: [],
  community: [],
  branch: [],
}
type Kind = keyof typeof orgs

beforeAll(async () => {
  const region = await world.org('region')
  home = await world.org('bureau', { parentId: region })
  for (const kind of ['unit', 'community', 'branch'] as const)
    for (let count = 0; count < 2; count++) {
      const list = orgs[kind === 'unit' ? 'managingUnit' : kind]
      list.push(await world.org(kind, { parentId: region }))
    }
})

const reasons = [
  'birthday',
  'springFestival',
  'doubleNinth',
  'welcome',
  'commemoration',
  'illness',
  'dispute',
  'hardship',
  'bereavement',
]
const daysAgo = fc.integer({ min: 0, max: 400 })
const update = (values: object) => (db: Tx, id: number) =>
  db.updateTable('retiree').set(values).where('id', '=', id).execute()

const born = fc
  .tuple(fc.integer({ min: 1930, max: 1966 }), fc.integer({ min: 0, max: 364 }))
  .map(([year, day]) => addDays(`${year}-01-01`, day))
const partial = fc
  .tuple(born, fc.constantFrom(4, 7, 10))
  .map(([day, length]) => day.slice(0, length))
const lunar = fc.record({
  calendar: fc.constantFrom('lunar', 'solar'),
  month: fc.integer({ min: 1, max: 12 }),
  day: fc.integer({ min: 1, max: 28 }),
  leap: fc.boolean(),
})

const fact: fc.Arbitrary<Fact> = fc.oneof(
  { arbitrary: careFacts, weight: 8 },
  { arbitrary: contactFacts, weight: 5 },
  fc.tuple(fc.constantFrom(...reasons), daysAgo).map(
    ([reason, ago]): Fact =>
      (db, retireeId, today) =>
        db
          .insertInto('visit')
          .values({
            retireeId,
            visitedOn: addDays(today, -ago),
            reasons: [reason],
            way: 'home',
            visitors: '张敏',
          })
          .execute(),
  ),
  daysAgo.map(
    (ago): Fact =>
      (db, retireeId, today) =>
        db
          .insertInto('verification')
          .values({ retireeId, verifiedOn: addDays(today, -ago), method: 'phone' })
          .execute(),
  ),
  partial.map((birthArchive): Fact => update({ birthArchive })),
  born.map((birthId): Fact => update({ birthId })),
  fc.option(lunar).map((wish): Fact => update({ birthCelebrated: wish && JSON.stringify(wish) })),
  fc
    .tuple(fc.constantFrom('01', '02', '13'), fc.option(partial), fc.option(partial))
    .map(([politicalStatus, joined, full]): Fact =>
      update({ politicalStatus, partyJoined: joined, partyFull: full }),
    ),
  fc.tuple(fc.integer({ min: -60, max: 400 }), fc.constantFrom(7, 10)).map(
    ([ago, length]): Fact =>
      (db, id, today) =>
        update({ retiredOn: addDays(today, -ago).slice(0, length) })(db, id),
  ),
  daysAgo.map((ago): Fact => async (db, id, today) => {
    const diedOn = addDays(today, -ago)
    await update({ diedOn, leftOn: today, leftReason: 'deceased' })(db, id)
    const detail = JSON.stringify({ noticedOn: today })
    await db
      .insertInto('lifeEvent')
      .values({ retireeId: id, kind: 'died', happenedOn: diedOn, detail })
      .execute()
  }),
  fc.constantFrom('transferredOut', 'registeredInError').map(
    (leftReason): Fact =>
      (db, id, today) =>
        update({ diedOn: null, leftOn: today, leftReason })(db, id),
  ),
  fc.constant<Fact>(update({ diedOn: null, leftOn: null, leftReason: null })),
  fc.tuple(fc.constantFrom<Kind>('managingUnit', 'community', 'branch'), fc.boolean(), daysAgo).map(
    ([kind, begins, ago]): Fact =>
      (db, id, today) =>
        retie(db, id, kind, begins, addDays(today, -ago), today),
  ),
  fc.boolean().map(
    (dated): Fact =>
      (db, retireeId, today) =>
        db
          .insertInto('contact')
          .values({
            retireeId,
            name: '李四',
            relation: '10',
            isEmergency: true,
            recordedOn: dated ? today : null,
          })
          .execute(),
  ),
  fc.constant<Fact>((db, id, today) =>
    db.updateTable('contact').set({ endedOn: today }).where('retireeId', '=', id).execute(),
  ),
  daysAgo.map(
    (ago): Fact =>
      (db, retireeId, today) =>
        db
          .insertInto('tag')
          .values({
            retireeId,
            code: 'warVeteran',
            fromOn: addDays(today, -ago),
            evidence: '档案',
            recordedOn: today,
          })
          .onConflict((clash) => clash.doNothing())
          .execute(),
  ),
  fc.constant<Fact>((db, id, today) =>
    sql`insert into duty_waiver (retiree_id, rule, period, reason, waived_on)
      select retiree_id, rule, period, '本人婉拒', ${today}::date from duty
      where retiree_id = ${id} and state = 'open' limit 1 on conflict do nothing`.execute(db),
  ),
  fc
    .tuple(fc.integer({ min: 0, max: 40 }), fc.integer({ min: 0, max: 60 }))
    .map(([ago, lasting]): Fact => async (db, retireeId, today) => {
      const fromOn = addDays(today, -ago)
      const { id: campaignId } = await db
        .insertInto('campaign')
        .values({
          orgId: home,
          name: '专项核实',
          cycle: 'special',
          cutOffOn: today,
          fromOn,
          dueOn: addDays(fromOn, lasting),
        })
        .returning('id')
        .executeTakeFirstOrThrow()
      await db.insertInto('campaignPerson').values({ campaignId, retireeId }).execute()
    }),
  fc.constant<Fact>((db, id, today) =>
    sql`update campaign set closed_on = greatest(from_on, ${today}::date), result = '{}'
      where closed_on is null and id in
        (select campaign_id from campaign_person where retiree_id = ${id})`.execute(db),
  ),
  fc.constant<Fact>(
    update({ honours: JSON.stringify([{ title: '“光荣在党50年”纪念章', on: '2026' }]) }),
  ),
)

async function retie(db: Tx, id: number, kind: Kind, begins: boolean, on: string, today: string) {
  const ofKind = db.updateTable('tie').where('retireeId', '=', id).where('kind', '=', kind)
  await ofKind
    .set({ validTo: sql`greatest(valid_from, ${on}::date)` })
    .where('validTo', 'is', null)
    .execute()
  const orgId = orgs[kind][on.charCodeAt(9) % 2] as number
  if (begins)
    await db
      .insertInto('tie')
      .values({ retireeId: id, kind, orgId, validFrom: on, recordedOn: today })
      .execute()
  await sql`select refresh_reach(array[${id}]::bigint[])`.execute(db)
}

const inside = <T>(work: (db: Tx) => Promise<T>) => world.db.transaction().execute(work)

/** Three kinds of birthdays of which some soon are milestones, known early, lately and just now. */
async function people(count: number): Promise<number[]> {
  const wish = JSON.stringify({ calendar: 'lunar', month: 6, day: 30, leap: true })
  const births = [
    { birthArchive: '1936-08-20', registeredOn: addDays(start, -5) },
    { birthArchive: '1936-07-01', birthCelebrated: wish, registeredOn: addDays(start, -100) },
    { birthArchive: '1941-09', registeredOn: addDays(start, -900) },
  ]
  const ids: number[] = []
  for (let each = 0; each < count; each++) {
    const managingUnit = orgs.managingUnit[each % 2] as number
    ids.push(await world.retiree({ homeId: home, managingUnit, ...births[each % 3] }))
  }
  return ids
}

/** Those of the story before leave; the ledger begins anew. */
async function forget(): Promise<void> {
  await sql`truncate duty`.execute(world.db)
  await world.db.deleteFrom('setting').execute()
  const left = { leftOn: start, leftReason: 'registeredInError' }
  await world.db.updateTable('retiree').set(left).execute()
}

/** Only 丧葬大事 of one's own may open on a day that the person did not live to see. */
async function owedAfterDeath() {
  const { rows } = await sql`
    select d.rule, d.period from duty d join retiree r on r.id = d.retiree_id
    where r.left_reason = 'deceased' and d.from_on > r.died_on::date
      and not (d.rule = 'bereavementVisit' and d.period = 0)`.execute(world.db)
  return rows
}

test('whatever is recorded, in whatever order, the kept ledger equals a fresh derivation', async () => {
  const step = fc.record({
    who: fc.nat(2),
    fact,
    later: fc.constantFrom(0, 0, 0, 1, 3, 20, 60),
  })
  await fc.assert(
    fc.asyncProperty(fc.array(step, { minLength: 1, maxLength: 12 }), async (story) => {
      await forget()
      const ids = await people(3)
      await inside((db) => advanceDuties(db, start))
      let today = start
      for (const { who, fact: happens, later } of story) {
        const id = ids[who] as number
        await inside(async (db) => {
          await happens(db, id, today)
          await refreshDuties(db, [id], today)
        })
        today = addDays(today, later)
        await inside((db) => advanceDuties(db, today))
      }
      expect(await inside((db) => verifyDuties(db, today))).toMatchObject({ differences: 0 })
      expect(await owedAfterDeath()).toEqual([])
    }),
    { numRuns: 40 },
  )
})

test('rebuilding from nothing gives what was kept, and so does merging in bulk', async () => {
  const today = '2026-11-21'
  await forget()
  const ids = await people(12)
  await inside((db) => refreshDuties(db, ids, today))
  const kept = await inside((db) => verifyDuties(db, today))
  expect(await inside((db) => rebuildDuties(db, today))).toBe(kept.duties)
  const again = await inside((db) => refreshDuties(db, 'all', today))
  expect(again).toEqual({ added: 0, altered: 0, removed: 0 })
})

test('verifying finds what was tampered with', async () => {
  const today = '2026-11-21'
  await inside((db) => refreshDuties(db, 'all', today))
  await sql`update duty set due_on = due_on + 1
    where (retiree_id, rule, period) = (select retiree_id, rule, period from duty limit 1)`.execute(
    world.db,
  )
  await sql`delete from duty where ctid in (select ctid from duty where rule = 'missingContact'
    limit 1)`.execute(world.db)
  expect(await inside((db) => verifyDuties(db, today))).toMatchObject({ surplus: 1, lacking: 2 })
  await inside((db) => refreshDuties(db, 'all', today))
  expect(await inside((db) => verifyDuties(db, today))).toMatchObject({ differences: 0 })
})

test('a visit and a correction recorded at once both count', async () => {
  const today = '2026-11-21'
  const id = await world.retiree({
    homeId: home,
    birthArchive: '1936-11-25',
    registeredOn: '2026-01-01',
  })
  await inside((db) => refreshDuties(db, [id], today))
  await Promise.all([
    inside(async (db) => {
      await db
        .insertInto('visit')
        .values({
          retireeId: id,
          visitedOn: '2026-11-20',
          reasons: ['birthday'],
          way: 'home',
          visitors: '张敏',
        })
        .execute()
      await refreshDuties(db, [id], today)
    }),
    inside(async (db) => {
      await update({ birthArchive: '1936-11-24' })(db, id)
      await refreshDuties(db, [id], today)
    }),
  ])
  expect(await inside((db) => verifyDuties(db, today))).toMatchObject({ differences: 0 })
})
