import { sql } from 'kysely'
import { expect, test } from 'vitest'
import type { Tx } from '#src/kernel/db.ts'
import { useWorld } from '#test/harness/world.ts'
import { partsBefore, type Part } from './parts.ts'
import { purgePart, type Purging } from './purging.ts'
import { sealTrace } from './seal.ts'
import { steadyCheck } from './steadyCheck.ts'
import { verifyTrace } from './verify.ts'

const world = useWorld()
/** Three parts of the trace whose borders lie in these seconds, so that rows say when they were written. */
const begun = Date.now()
const moment = (seconds: number) => new Date(begun + seconds * 1000).toISOString()
const spelt = (seconds: number) => moment(seconds).replace('Z', '000Z')
const parts: readonly Part[] = [
  { name: 'trace_first', from: '2020-01-01T00:00:00.000000Z', to: spelt(4) },
  { name: 'trace_second', from: spelt(4), to: spelt(6) },
  { name: 'trace_third', from: spelt(6), to: '2100-01-01T00:00:00.000000Z' },
]
const [old, young, last] = [moment(3), moment(5), moment(7)]

async function leave(name: string, at: string): Promise<void> {
  await sql`insert into trace (at, operation, outcome, name, subject)
    values (${at}, 'x.y', 'done', ${name}, 'x')`.execute(world.db)
}

async function sealAll(): Promise<void> {
  do await sealTrace(world.db, world.kernel.vault)
  while ((await verifyTrace(world.db, { places: [] })).pending > 0)
}

async function kinds(db: Tx | typeof world.db = world.db): Promise<string[]> {
  const { findings } = await verifyTrace(db, { places: [] })
  return findings.map(({ kind }) => kind)
}

const purge = (at: number): Promise<Purging> =>
  world.db.transaction().execute((tx) => purgePart(tx, world.kernel.vault, parts[at] as Part, 36))

class Undone extends Error {}
async function foundAfter(harm: string): Promise<string[]> {
  let found: string[] = []
  const undone = world.db.transaction().execute(async (tx: Tx) => {
    await sql`set local session_replication_role = replica`.execute(tx)
    await sql.raw(harm).execute(tx)
    found = await kinds(tx)
    throw new Undone()
  })
  await expect(undone).rejects.toThrow(Undone)
  return found
}

test('a month goes whole, its seals and the proof of the purge stay, and all verifies', async () => {
  const { rows: known } = await sql<{ name: string }>`
    select inhrelid::regclass::text as name from pg_inherits
    where inhparent = 'trace'::regclass`.execute(world.db)
  for (const { name } of known) await sql`drop table ${sql.id(name)}`.execute(world.db)
  for (const { name, from, to } of parts)
    await sql`create table ${sql.id(name)} partition of trace
      for values from (${sql.lit(from)}) to (${sql.lit(to)})`.execute(world.db)
  expect((await partsBefore(world.db, spelt(6))).map((part) => part.to)).toEqual([
    spelt(4),
    spelt(6),
  ])
  for (const [name, at] of [
    ['a', old],
    ['b', old],
  ] as const)
    await leave(name, at)
  await sealAll()
  for (const [name, at] of [
    ['c', old],
    ['d', young],
    ['e', old],
  ] as const)
    await leave(name, at)
  await sealAll()
  await leave('f', young)
  await sealAll()
  const { seals } = await verifyTrace(world.db, { places: [] })
  expect(await kinds()).toEqual([])
  const before = (await steadyCheck(world.db)).state
  expect(await purge(0)).toEqual({ state: 'purged', part: 'trace_first', rows: 4, n: seals + 1 })
  await leave('g', young)
  await sealAll()
  expect(await kinds()).toEqual([])
  expect((await steadyCheck(world.db, before)).found).toEqual([])
  const { rows } = await sql<{ name: string }>`select name from trace order by id`.execute(world.db)
  expect(rows.map(({ name }) => name)).toEqual(['d', 'f', 'g'])
})

test('the next part goes too, with what the first left of a common seal', async () => {
  expect(await purge(1)).toMatchObject({ state: 'purged', rows: 3 })
  expect(await kinds()).toEqual([])
  await leave('h', last)
  await sealAll()
  expect(await kinds()).toEqual([])
})

test.each([
  [
    'a row that comes back',
    `insert into trace (at, operation, outcome, name, subject, xid)
     select '${last}', 'x.y', 'done', 'b', 'x', from_xid from seal where n = 1`,
    'rowAdded',
  ],
  ['a record of the purge that is gone', 'delete from trace_purge', 'purgeForged'],
  [
    'a record that says more',
    `update trace_purge set record = replace(record, '"rows":4', '"rows":5')`,
    'purgeForged',
  ],
  ['a purge made up', `insert into trace_purge select max(n), '{}' from seal`, 'purgeForged'],
  ['a row gone besides', `delete from trace where name = 'h'`, 'rowMissing'],
])('%s is found', async (_, harm, kind) => {
  expect(await foundAfter(harm)).toContain(kind)
})

test('rows that wait for their seal wait with their part', async () => {
  await leave('late', last)
  expect(await purge(2)).toEqual({ state: 'later', part: 'trace_third' })
})

test('rows that are not what was sealed do not go: they are evidence', async () => {
  await sealAll()
  await world.pool.query(`begin; set local session_replication_role = replica;
    update trace set name = 'edited' where name = 'h'; commit`)
  expect(await purge(2)).toEqual({ state: 'altered', part: 'trace_third', findings: 1 })
})
