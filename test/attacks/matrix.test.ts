import { sql } from 'kysely'
import { afterAll, beforeAll, expect, test } from 'vitest'
import type { Actor, Role } from '#src/kernel/access.ts'
import { asActor } from '#src/kernel/guard.ts'
import { createApp } from '#src/http/app.ts'
import { rounds } from '../faults/rounds.ts'
import { noteFigure } from '../harness/figures.ts'
import { signedIn } from '../harness/session.ts'
import { useWorld } from '../harness/world.ts'
import { expected, reaches, triedOperations, type Person, type Place } from './oracle.ts'

const world = useWorld()
const actors: { actor: Actor; role: Role; at: Place; token: string }[] = []
const persons: Person[] = []
let app: ReturnType<typeof createApp>

/** Four levels: city, county, unit and its like, what lies below them. Three such trees. */
beforeAll(async () => {
  const counties: Record<string, Place>[] = []
  for (let tree = 0; tree < 3; tree++) {
    const city = await place('region', undefined)
    await post('bureauClerk', await place('bureau', city, true))
    for (let at = 0; at < 2; at++) counties.push(await county(city))
  }
  for (const [index, own] of counties.entries()) {
    const sibling = counties[index ^ 1] as Record<string, Place>
    const elsewhere = counties[(index + 2) % counties.length] as Record<string, Place>
    await peopleOf(own, sibling, elsewhere)
  }
  await sql`select refresh_reach(array(select id from retiree))`.execute(world.db)
  app = createApp({ kernel: world.kernel })
  await app.ready()
})
afterAll(() => app.close())

async function place(kind: string, parent: Place | undefined, answersForParent = false) {
  const id = await world.org(kind, parent ? { parentId: parent.id } : {})
  return { id, parent, answersForParent }
}

async function post(role: Role, at: Place): Promise<void> {
  const actor = await world.actor(role, at.id)
  actors.push({ actor, role, at, token: await signedIn(world, actor) })
}

async function county(city: Place): Promise<Record<string, Place>> {
  const region = await place('region', city)
  const unit = await place('unit', region)
  const subdistrict = await place('subdistrict', region)
  const committee = await place('partyCommittee', region)
  const made = {
    bureau: await place('bureau', region, true),
    unit,
    subunit: await place('unit', unit),
    otherUnit: await place('unit', region),
    subdistrict,
    community: await place('community', subdistrict),
    branch: await place('branch', committee),
  }
  for (const [role, at] of [
    ['bureauClerk', made.bureau],
    ['bureauDirector', made.bureau],
    ['systemAdmin', made.bureau],
    ['securityAdmin', made.bureau],
    ['auditAdmin', made.bureau],
    ['unitLiaison', unit],
    ['unitLiaison', made.subunit],
    ['unitLiaison', made.otherUnit],
    ['communityWorker', subdistrict],
    ['communityWorker', made.community],
    ['branchSecretary', committee],
    ['branchSecretary', made.branch],
  ] as const)
    await post(role, at)
  return made
}

type County = Record<string, Place>

async function peopleOf(own: County, sibling: County, elsewhere: County): Promise<void> {
  const now = (to: Place | undefined) => ({ to: to as Place, ended: false })
  const before = (to: Place | undefined) => ({ to: to as Place, ended: true })
  const all: [Record<string, { to: Place; ended: boolean }>, boolean?][] = [
    [{}],
    [{ managingUnit: now(own['unit']) }],
    [{ managingUnit: now(own['subunit']) }],
    [{ community: now(own['community']) }],
    [{ branch: now(own['branch']) }],
    [{ formerUnit: now(sibling['unit']), community: now(own['subdistrict']) }],
    [{ payingUnit: now(elsewhere['otherUnit']), managingUnit: before(own['unit']) }],
    [{ community: before(sibling['community']), branch: before(own['branch']) }],
    [{ managingUnit: now(own['unit']), community: now(own['community']) }, true],
    [
      {
        formerUnit: now(own['otherUnit']),
        payingUnit: now(own['subunit']),
        managingUnit: now(sibling['otherUnit']),
        community: now(elsewhere['community']),
        branch: now(sibling['branch']),
      },
    ],
  ]
  for (const [ties, left = false] of all) persons.push(await person(own, ties, left))
}

async function person(
  own: County,
  ties: Record<string, { to: Place; ended: boolean }>,
  left: boolean,
) {
  const home = own['bureau'] as Place
  const places = Object.fromEntries(Object.entries(ties).map(([kind, { to }]) => [kind, to.id]))
  const death = left ? { diedOn: '2026-01-02', leftOn: '2026-01-02', leftReason: 'deceased' } : {}
  const id = await world.retiree({ homeId: home.id, ...places, ...death })
  for (const [kind, { ended }] of Object.entries(ties))
    if (ended)
      await world.db
        .updateTable('tie')
        .set({ validTo: '2026-03-01' })
        .where('retireeId', '=', id)
        .where('kind', '=', kind)
        .execute()
  const tag = {
    code: 'vision',
    fromOn: '2026-01-01',
    evidence: '本人告知',
    recordedOn: '2026-01-01',
  }
  await world.db
    .insertInto('tag')
    .values({ retireeId: id, ...tag })
    .execute()
  await world.db
    .insertInto('contact')
    .values({ retireeId: id, name: '某人', relation: '10' })
    .execute()
  return { id, home, ties: Object.values(ties), left }
}

function inputOf(operation: string, id: number): object {
  if (operation === 'roster.amend') return { id, version: 999, changes: {} }
  return operation === 'visits.list' || operation === 'duties.ofRetiree'
    ? { retireeId: id }
    : { id }
}

async function statusOf(token: string, operation: string, id: number): Promise<number> {
  const { statusCode } = await app.inject({
    method: 'POST',
    url: `/api/${operation}`,
    headers: { 'x-requested-by': 'api', cookie: `sid=${token}` },
    payload: inputOf(operation, id),
  })
  return statusCode
}

// Requirements 16 and 24 of the security plan: objects, roles and relations, each answer against an
// oracle that knows the tree and the posts, not the code. The long run tries every person.
test('every operation answers each post of each person as the oracle says', async () => {
  const wrong: unknown[] = []
  let cases = 0
  for (const [index, { role, at, token }] of actors.entries())
    for (const one of persons.filter((_, order) => (order + index) % rounds(6, 1) === 0))
      for (const operation of triedOperations) {
        const status = await statusOf(token, operation, one.id)
        const wanted = expected(operation, role, at, one)
        const right =
          wanted === 'answered' ? ![401, 403, 404, 500].includes(status) : status === wanted
        if (!right) wrong.push({ role, at: at.id, operation, person: one.id, status, wanted })
        cases++
      }
  expect(wrong).toEqual([])
  expect(cases).toBeGreaterThanOrEqual(rounds(3_500, 20_000))
  noteFigure('经接口的授权矩阵', `${cases} 例,与另写的对照表不符 0`, 'test/attacks/matrix.test.ts')
})

test('each list counts whom the oracle counts', async () => {
  for (const { actor, role, at } of actors) {
    if (role.endsWith('Admin')) continue
    const { total } = await world.do(actor, 'roster.list', {})
    expect([role, at.id, total]).toEqual([
      role,
      at.id,
      persons.filter((one) => !one.left && reaches(at, one)).length,
    ])
  }
})

test('the database alone gives and takes the same: 20,000 cases in raw SQL', async () => {
  const hanging = ['tie', 'tag', 'contact'] as const
  let cases = 0
  for (const { actor, at } of actors) {
    const wanted = persons.filter((one) => reaches(at, one)).map(({ id }) => id)
    await asActor(world.kernel.guarded, actor, async (db) => {
      const ids = (rows: { id: number }[]) => rows.map(({ id }) => id).sort((a, b) => a - b)
      const seen = await sql<{ id: number }>`select id from retiree`.execute(db)
      const changed = await sql<{ id: number }>`
        update retiree set version = version returning id`.execute(db)
      expect([ids(seen.rows), ids(changed.rows)]).toEqual([wanted, wanted])
      for (const table of hanging) {
        const found = await sql<{ id: number }>`
          select distinct retiree_id as id from ${sql.table(table)}`.execute(db)
        const held = table === 'tie' ? wanted.filter((id) => tied.has(id)) : wanted
        expect([table, ids(found.rows)]).toEqual([table, held])
      }
      cases += persons.length * (2 + hanging.length)
    })
  }
  expect(cases).toBeGreaterThanOrEqual(20_000)
  noteFigure('直接用 SQL 的授权矩阵', `${cases} 例,不符 0`, 'test/attacks/matrix.test.ts')
})

const tied = {
  has: (id: number) => persons.some((one) => one.id === id && one.ties.length > 0),
}
