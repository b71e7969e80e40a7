import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { sql } from 'kysely'
import { afterAll, beforeAll, expect, test } from 'vitest'
import type { Tx } from '#src/kernel/db.ts'
import { useWorld } from '#test/harness/world.ts'
import { sealTrace } from './seal.ts'
import { steadyCheck, type SteadyState } from './steadyCheck.ts'
import { recall } from './steadyMemory.ts'
import { steadyRun } from './steadyWatch.ts'
import { verifyTrace } from './verify.ts'

const world = useWorld()
const dataDir = mkdtempSync(join(tmpdir(), 'chongyang-steady-'))
afterAll(() => rmSync(dataDir, { recursive: true }))
let state: SteadyState

async function leave(name: string): Promise<void> {
  await sql`insert into trace (operation, outcome, name, subject)
    values ('x.y', 'done', ${name}, 'x')`.execute(world.db)
}

async function sealAll(): Promise<void> {
  do await sealTrace(world.db, world.kernel.vault)
  while ((await verifyTrace(world.db, { places: [] })).pending > 0)
}

beforeAll(async () => {
  for (let batch = 0; batch < 8; batch++) {
    for (let row = 0; row < 7; row++) await leave(`${batch}.${row}`)
    await sealAll()
  }
  const first = await steadyCheck(world.db)
  expect(first.found).toEqual([])
  state = first.state
})

class Undone extends Error {}

/** What the next run finds after a harm done by the tables' owner with every trigger off; then undone. */
async function foundAfter(harm: string): Promise<string[]> {
  let found: string[] = []
  const undone = world.db.transaction().execute(async (tx: Tx) => {
    await sql`set local session_replication_role = replica`.execute(tx)
    await sql.raw(harm).execute(tx)
    found = (await steadyCheck(tx, state)).found.map(({ kind }) => kind)
    throw new Undone()
  })
  await expect(undone).rejects.toThrow(Undone)
  return found
}

test('an unharmed trace stays unsuspected while it grows', async () => {
  for (let round = 0; round < 5; round++) {
    await leave(`later ${round}`)
    if (round % 2) await sealAll()
    const run = await steadyCheck(world.db, state)
    expect(run.found).toEqual([])
    state = run.state
  }
  await sealAll()
  state = (await steadyCheck(world.db, state)).state
  expect(state.roundDone).toBeDefined()
})

// One row altered, two hundred times at random, is found by the very next run.
test('two hundred random edits, deletions, insertions and cut tails are each found by the next run', async () => {
  const { rows } = await sql<{ id: number }>`select id from trace order by id`.execute(world.db)
  for (let round = 0; round < 200; round++) {
    const id = rows[(round * 31) % rows.length]?.id
    const harms = [
      `update trace set detail = '{"a": ${round}}' where id = ${id}`,
      `delete from trace where id = ${id}`,
      `insert into trace (at, operation, outcome, name, subject, xid)
       select at, operation, outcome, name, subject, xid from trace where id = ${id}`,
      `delete from trace where id >= ${id}`,
    ]
    expect(await foundAfter(harms[round % 4] as string), harms[round % 4]).not.toEqual([])
  }
})

test.each([
  ['a removed seal', 'delete from seal where n = 4', 'sealChanged'],
  ['a rewritten seal', 'update seal set at = at where n = 4', 'sealChanged'],
  [
    'the last rows with their seal',
    `delete from trace where xid >= (select max(from_xid) from seal);
     delete from seal where n = (select max(n) from seal)`,
    'rowMissing',
  ],
  [
    'a forged seal after the last',
    `insert into seal select n + 1, at, format, cluster, to_xid, to_xid, next_xid, last_id, count,
       root, hash, key_id, signature from seal order by n desc limit 1`,
    'sealChanged',
  ],
  [
    'a purge that no seal vouches for',
    `insert into trace_purge values (3, '{"part":"x","from":"","to":"x","rows":7,"months":36,"emptied":[[3,3]],"kept":{}}');
     delete from trace where name like '2.%'`,
    'purgeForged',
  ],
  [
    'a row of another instance',
    "insert into trace (operation, outcome, name, subject, cluster) values ('x', 'done', 'x', 'x', 7)",
    'rowAdded',
  ],
])('%s is found', async (_, harm, kind) => {
  expect(await foundAfter(harm)).toContain(kind)
})

test('what was altered while nobody compared is found by reading again, round after round', async () => {
  await world.pool.query(`begin; set local session_replication_role = replica;
    update trace set name = 'edited' where name = '3.3'; commit`)
  const kernel = { ...world.kernel, dataDir }
  expect((await steadyRun(kernel)).map(({ kind }) => kind)).toEqual(['rowChanged'])
  const alerts = await world.db.selectFrom('alert').select('rule').execute()
  expect(alerts).toEqual([{ rule: 'verification' }])
  const check = await world.db.selectFrom('sealCheck').select('findings').executeTakeFirstOrThrow()
  expect(JSON.stringify(check.findings)).toContain('的留痕被改动')
  expect((await recall(dataDir))?.told).toHaveLength(1)
  expect(await steadyRun(kernel)).toEqual([])
})
