import pg from 'pg'
import { expect, test } from 'vitest'
import { systemActor } from '#src/kernel/access.ts'
import { useWorld } from '#test/harness/world.ts'
import { follow, leafOf, pathTo } from './merkle.ts'
import { rowsOf } from './rows.ts'
import { sealTrace, sealsFrom, type Seal } from './seal.ts'
import { publicKeys } from './sealKey.ts'
import { verifies } from './signature.ts'
import { verifyTrace } from './verify.ts'

const world = useWorld()

const leave = (pool: { query(text: string): Promise<unknown> }, name: string) =>
  pool.query(`insert into trace (operation, outcome, name, subject)
    values ('x.y', 'done', '${name}', 'x')`)

async function sealAll(): Promise<void> {
  await expect
    .poll(async () => {
      await sealTrace(world.db, world.kernel.vault)
      return (await verifyTrace(world.db, { places: [] })).pending
    })
    .toBe(0)
}

async function linesOf(seal: Seal): Promise<string[]> {
  const span = { cluster: seal.cluster, from: BigInt(seal.fromXid), to: BigInt(seal.toXid) }
  const lines: string[] = []
  for await (const { line } of rowsOf(world.db, span)) lines.push(line)
  return lines
}

// Rows by `xid < pg_snapshot_xmin(pg_current_snapshot())`, so that none is skipped.
test('two hundred writers while seals are made: every row is sealed exactly once', async () => {
  await sealAll()
  const before = (await sealsFrom(world.db, 1)).at(-1)?.n ?? 0
  const writers = new pg.Pool({ connectionString: world.url, max: 20 })
  let writing = true
  const sealing = (async () => {
    while (writing) await sealTrace(world.db, world.kernel.vault)
  })()
  await Promise.all(
    Array.from({ length: 200 }, async (_, writer) => {
      const client = await writers.connect()
      await client.query('begin')
      for (let row = 0; row < 5; row++) await leave(client, `w${writer}.${row}`)
      await client.query(writer % 10 === 0 ? 'rollback' : 'commit')
      client.release()
    }),
  )
  writing = false
  await sealing
  await writers.end()
  await sealAll()
  const names: string[] = []
  for (const seal of await sealsFrom(world.db, before + 1))
    for (const line of await linesOf(seal)) names.push(String(JSON.parse(line)[9]))
  expect(names.filter((name) => name.startsWith('w')).sort()).toEqual(
    Array.from({ length: 200 }, (_, writer) => writer)
      .filter((writer) => writer % 10 !== 0)
      .flatMap((writer) => Array.from({ length: 5 }, (_, row) => `w${writer}.${row}`))
      .sort(),
  )
  expect((await verifyTrace(world.db, { places: [] })).findings).toEqual([])
})

test('a row committed after later ones were sealed belongs to the next seal', async () => {
  const slow = await world.pool.connect()
  await slow.query('begin')
  await leave(slow, 'late')
  await leave(world.pool, 'early')
  await sealTrace(world.db, world.kernel.vault)
  expect((await verifyTrace(world.db, { places: [] })).pending).toBeGreaterThan(0)
  await slow.query('commit')
  slow.release()
  await sealAll()
  const last = (await sealsFrom(world.db, 1, { newest: 1 }))[0] as Seal
  expect((await linesOf(last)).join('\n')).toContain('"late"')
})

test('nothing to seal makes no seal, and only one seals at a time', async () => {
  await sealAll()
  expect(await sealTrace(world.db, world.kernel.vault)).toEqual([])
  await leave(world.pool, 'once')
  const made: Seal[][] = []
  await expect
    .poll(async () => {
      const both = [1, 2, 3].map(() => sealTrace(world.db, world.kernel.vault))
      made.push(...(await Promise.all(both)))
      return made.flat().length
    })
    .toBe(1)
})

test('the seal of one row is proved without the others', async () => {
  for (const name of ['a', 'b', 'c']) await leave(world.pool, name)
  await sealAll()
  const seal = (await sealsFrom(world.db, 1, { newest: 1 }))[0] as Seal
  const leaves = (await linesOf(seal)).map(leafOf)
  for (const [at, leaf] of leaves.entries())
    expect(follow(leaf, pathTo(leaves, at))).toEqual(seal.root)
  const key = (await publicKeys(world.db)).get(seal.keyId) ?? ''
  expect(verifies(seal.hash, seal.signature, key)).toBe(true)
})

test('seals, keys and results of verification are never rewritten', async () => {
  await world.pool.query("insert into alert (rule, day, at) values ('x', '2026-01-01', now())")
  for (const table of ['seal', 'seal_key', 'seal_check', 'alert', 'alert_closing']) {
    await expect(world.pool.query(`delete from ${table}`)).rejects.toThrow('append-only')
    await expect(world.pool.query(`truncate ${table} cascade`)).rejects.toThrow('append-only')
  }
  const part =
    "select inhrelid::regclass as part from pg_inherits where inhparent = 'trace'::regclass"
  for (const { part: name } of (await world.pool.query(part)).rows) {
    const rows = (await world.pool.query(`select from ${name} limit 1`)).rowCount
    if (rows) await expect(world.pool.query(`delete from ${name}`)).rejects.toThrow('append-only')
  }
})

test('an operation seals on demand, for the platform only', async () => {
  await leave(world.pool, 'on demand')
  await world.do(systemActor(), 'audit.seal', {})
  const clerk = await world.actor('bureauClerk', await world.org('bureau'))
  await expect(world.do(clerk, 'audit.seal', {})).rejects.toMatchObject({ kind: 'forbidden' })
})

// What is hashed may never depend on the server's version; this line is format 1.
test('a row is spelt in one way', async () => {
  await world.pool.query(`insert into trace (at, account_id, post_id, org_id, operation, outcome,
      name, subject, subject_id, detail, purpose, source)
    values ('2026-02-28 23:59:59.000001+08', 1, null, 3, 'roster.get', 'looked', 'record.looked',
      'retiree', 9007199254740991, '{"b": 1.10, "a": [true, null], "更": "𠮷\\u0001\\""}', '走访', '10.0.0.1')`)
  await sealAll()
  const last = (await sealsFrom(world.db, 1, { newest: 1 }))[0] as Seal
  const line = (await linesOf(last)).find((text) => text.includes('𠮷')) ?? ''
  const [, at, , , ...rest] = JSON.parse(line) as unknown[]
  expect(at).toBe('2026-02-28T15:59:59.000001Z')
  expect(JSON.stringify(rest)).toBe(
    String.raw`[1,null,3,"roster.get","looked","record.looked","retiree",9007199254740991,"{\"a\": [true, null], \"b\": 1.10, \"更\": \"𠮷\\u0001\\\"\"}","走访","10.0.0.1"]`,
  )
})
