import { appendFileSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { sql } from 'kysely'
import { afterAll, beforeAll, expect, test } from 'vitest'
import type { Tx } from '#src/kernel/db.ts'
import { useWorld } from '#test/harness/world.ts'
import { anchorFile, anchorSeals, type AnchorPlace } from './anchor.ts'
import { chainHash, noHash, sealTrace, sealsFrom } from './seal.ts'
import { newKeyPair, sign } from './signature.ts'
import { verifyTrace, type Verification } from './verify.ts'
import { anchorAlone } from './watch.ts'

const world = useWorld()
const folder = mkdtempSync(join(tmpdir(), 'chongyang-anchor-'))
const place: AnchorPlace = { title: '本机抄存', folder }
const places = [place]
afterAll(() => rmSync(folder, { recursive: true }))

async function sealAll(): Promise<void> {
  do await sealTrace(world.db, world.kernel.vault)
  while ((await verifyTrace(world.db, { places: [] })).pending > 0)
  await anchorSeals(world.db, place)
}

async function leave(name: string, detail: object = {}): Promise<void> {
  await world.db
    .insertInto('trace')
    .values({
      operation: 'x.y',
      outcome: 'done',
      name,
      subject: 'x',
      detail: JSON.stringify(detail),
    })
    .execute()
}

beforeAll(async () => {
  for (let batch = 0; batch < 8; batch++) {
    for (let row = 0; row < 7; row++)
      await leave(`${batch}.${row}`, {
        更多: '𠮷 \u200d "引" \\ 1.10',
        b: [1.1, 2e20, null],
        a: true,
      })
    await sealAll()
  }
})

class Undone extends Error {}

/** What is found after a harm that the owner of the tables does, with every trigger off; then undone. */
async function foundAfter(harm: (tx: Tx) => Promise<unknown>, options = {}) {
  let found: Verification | undefined
  const undone = world.db.transaction().execute(async (tx) => {
    await sql`set local session_replication_role = replica`.execute(tx)
    await harm(tx)
    found = await verifyTrace(tx, { places, ...options })
    throw new Undone()
  })
  await expect(undone).rejects.toThrow(Undone)
  return (found as Verification).findings.map(({ kind }) => kind)
}

const run = (text: string) => (tx: Tx) => sql.raw(text).execute(tx)
const rowOf = (batch: number) => `(select id from trace where name = '${batch}.3')`

test('an unharmed trace verifies, whole and in part', async () => {
  const whole = await verifyTrace(world.db, { places })
  expect(whole).toMatchObject({ findings: [], notices: [], pending: 0, rows: 56 })
  const part = await verifyTrace(world.db, { places, fromDay: '2100-01-01' })
  expect(part).toMatchObject({ findings: [], rows: 0, seals: whole.seals })
})

test('no time zone, locale or float setting changes what was sealed', async () => {
  const found = await foundAfter(async (tx) => {
    await run("set local timezone = 'America/St_Johns'")(tx)
    await run("set local datestyle = 'German, DMY'")(tx)
    await run('set local extra_float_digits = -3')(tx)
    await run("set local intervalstyle = 'sql_standard'")(tx)
  })
  expect(found).toEqual([])
})

const columns = {
  at: "at - interval '1 microsecond'",
  account_id: '9',
  post_id: '9',
  org_id: '9',
  operation: "'x.z'",
  outcome: "'looked'",
  name: "'other'",
  subject: "'retiree'",
  subject_id: '9',
  detail: `detail || '{"b": [1.1, 2e20, 0]}'`,
  purpose: "'其他'",
  source: "'10.0.0.1'",
}

test.each(Object.entries(columns))('an edited %s is found', async (column, value) => {
  const edit = run(`update trace set ${column} = ${value} where id = ${rowOf(4)}`)
  expect(await foundAfter(edit)).toEqual(['rowChanged'])
})

// One row altered, two hundred times at random, is found every time.
test('two hundred random edits, deletions and insertions are all found', async () => {
  const { rows } = await sql<{ id: number }>`select id from trace order by id`.execute(world.db)
  for (let round = 0; round < 200; round++) {
    const id = rows[(round * 31) % rows.length]?.id
    const harms = [
      `update trace set name = 'z${round}' where id = ${id}`,
      `delete from trace where id = ${id}`,
      `insert into trace (at, operation, outcome, name, subject, xid)
       select at, operation, outcome, name, subject, xid from trace where id = ${id}`,
      `update trace set xid = (select max(xid) from trace) where id = ${id} and name < '7'`,
    ]
    const found = await foundAfter(run(harms[round % 4] as string))
    if (round % 4 < 3 || (rows[55]?.id ?? 0) - (id ?? 0) > 7) expect(found).not.toEqual([])
  }
})

test.each([
  ['a deleted row', `delete from trace where id = ${rowOf(2)}`, 'rowMissing'],
  ['a whole batch deleted', "delete from trace where name like '2.%'", 'rowMissing'],
  ['a part of the trace cut away', 'alter table trace detach partition trace_default', undefined],
  [
    'a row added among old ones',
    `insert into trace (at, operation, outcome, name, subject, xid)
     select at, operation, outcome, 'forged', subject, xid from trace where id = ${rowOf(3)}`,
    'rowAdded',
  ],
  [
    'a row of another instance',
    "insert into trace (operation, outcome, name, subject, cluster) values ('x', 'done', 'x', 'x', 7)",
    'rowAdded',
  ],
  [
    'a row whose transaction is still to come',
    `insert into trace (operation, outcome, name, subject, xid)
     values ('x', 'done', 'x', 'x', (pg_current_xact_id()::text::bigint + 1000)::text::xid8)`,
    'rowForged',
  ],
  ['a removed seal', 'delete from seal where n = 4', 'sealMissing'],
  ['a changed count', 'update seal set count = count + 1 where n = 4', 'sealChanged'],
  ['a changed moment', "update seal set at = at - interval '1 s' where n = 4", 'sealChanged'],
  ['a changed root', 'update seal set root = hash where n = 4', 'rowChanged'],
  ['a changed signature', `update seal set signature = '\\x3006' where n = 4`, 'anchorDiffers'],
  ['all seals removed', 'delete from seal', 'anchorAhead'],
])('%s is found', async (_, harm, kind) => {
  const found = await foundAfter(run(harm))
  if (kind) expect(found).toContain(kind)
})

test('a cut tail, rows and seals, is found by the anchor and by it alone', async () => {
  const cut = async (tx: Tx) => {
    await run('delete from trace where xid >= (select max(from_xid) from seal)')(tx)
    await run('delete from seal where n = (select max(n) from seal)')(tx)
  }
  expect(await foundAfter(cut)).toEqual(['anchorAhead'])
  expect(await foundAfter(cut, { places: [] })).toEqual([])
})

/** Makes every seal anew after an edit, as someone with all of the database could. */
async function rewrite(tx: Tx, key: { publicKey: string; privateKey: string }) {
  await run(`update trace set name = 'edited' where id = ${rowOf(5)}`)(tx)
  const { findings } = await verifyTrace(tx, { places: [] })
  const changed = findings[0]?.n ?? 0
  let previous: Buffer = noHash
  for (const seal of await sealsFrom(tx, 1)) {
    const root = seal.n === changed ? await rootNow(tx, seal.n) : seal.root
    const hash = chainHash(previous, root, seal)
    const signature = sign(hash, key)
    await tx.updateTable('seal').set({ root, hash, signature }).where('n', '=', seal.n).execute()
    previous = hash
  }
}

async function rootNow(tx: Tx, n: number): Promise<Buffer> {
  const { rowsOf } = await import('./rows.ts')
  const { leafOf, rootOf } = await import('./merkle.ts')
  const [seal] = await sealsFrom(tx, n, { limit: 1 })
  if (!seal) throw new Error('no seal')
  const span = { cluster: seal.cluster, from: BigInt(seal.fromXid), to: BigInt(seal.toXid) }
  const leaves: Buffer[] = []
  for await (const { line } of rowsOf(tx, span)) leaves.push(leafOf(line))
  return rootOf(leaves)
}

test('a chain rewritten with another key is found, with and without the anchor', async () => {
  const key = newKeyPair()
  const harm = async (tx: Tx) => {
    await rewrite(tx, key)
    await run(`update seal_key set public_key = '${key.publicKey}'`)(tx)
  }
  const found = await foundAfter(harm)
  expect(found).toContain('key')
  expect(found).toContain('anchorDiffers')
  const withoutKey = await foundAfter((tx) => rewrite(tx, key), { places: [] })
  expect(new Set(withoutKey)).toEqual(new Set(['signature']))
})

test('a chain rewritten with the right key is found by the anchor', async () => {
  const { sealKey } = await import('./sealKey.ts')
  const found = await foundAfter(async (tx) => rewrite(tx, await sealKey(tx, world.kernel.vault)))
  expect(new Set(found)).toEqual(new Set(['anchorDiffers']))
})

test('an anchor that lacks a line, is altered or gone is found; a torn line is told', async () => {
  const path = anchorFile(place)
  const text = readFileSync(path, 'utf8')
  const kindsWith = async (changed: string) => {
    writeFileSync(path, changed)
    const { findings, notices } = await verifyTrace(world.db, { places })
    return { kinds: findings.map(({ kind }) => kind), notices: notices.length }
  }
  const lines = text.split('\n')
  const without = lines.filter((line) => !line.startsWith('{"n":3,')).join('\n')
  expect((await kindsWith(without)).kinds).toEqual(['anchorMissing'])
  const altered = text.replace(/"hash":"..../, '"hash":"0000')
  expect((await kindsWith(altered)).kinds).toEqual(['anchorDiffers'])
  expect(await kindsWith(`${text}{"n":99,"at`)).toEqual({ kinds: [], notices: 1 })
  await leave('after the torn line')
  await sealAll()
  expect(await verifyTrace(world.db, { places })).toMatchObject({ findings: [] })
})

test('an anchor file that is gone is found once the seals are a minute old', async () => {
  const nowhere = { title: '异地抄存', folder: join(folder, 'nowhere') }
  const aged = run("update seal set at = at - interval '2 min' where n = 1")
  const fresh = run('update seal set at = clock_timestamp()')
  expect(await foundAfter(fresh, { places: [nowhere] })).not.toContain('anchorMissing')
  expect(await foundAfter(aged, { places: [nowhere] })).toContain('anchorMissing')
})

// What was missed while the other host was cut off follows, none lost.
test('a folder of another host gets what it missed', async () => {
  const cut = { title: '异地抄存', folder: join(anchorFile(place), 'not a folder') }
  await expect(anchorAlone(world.db, cut, '2026-11-21')).rejects.toThrow('写不进去')
  const alerts = await world.db.selectFrom('alert').select('rule').execute()
  expect(alerts).toEqual([{ rule: 'unreachable' }])
  const back = { title: '异地抄存', folder: join(folder, 'back') }
  const { seals } = await verifyTrace(world.db, { places })
  expect(await anchorSeals(world.db, back)).toEqual({ state: 'kept', added: seals })
  expect(await anchorSeals(world.db, back)).toEqual({ state: 'kept', added: 0 })
  expect(await verifyTrace(world.db, { places: [back] })).toMatchObject({ findings: [] })
})

// The row is inserted by the tables' owner after the fact; it is sealed like any other.
test.each([
  ['an old time', "at => now() - interval '3 days'"],
  ['a future time', "at => now() + interval '3 days'"],
])('a row written later with %s is found', async (_, what) => {
  const at = what.replace('at => ', '')
  await sql
    .raw(
      `insert into trace (at, operation, outcome, name, subject)
       values (${at}, 'x.y', 'looked', 'forged', 'retiree')`,
    )
    .execute(world.db)
  await sealAll()
  const { findings } = await verifyTrace(world.db, { places })
  expect(findings.at(-1)).toMatchObject({ kind: 'rowForged' })
})

test('the anchor of an altered database takes no more lines, and says so', async () => {
  const path = anchorFile(place)
  appendFileSync(
    path,
    readFileSync(path, 'utf8')
      .split('\n')
      .at(-2)
      ?.replace(/"n":\d+/, '"n":99') + '\n',
  )
  expect(await anchorSeals(world.db, place)).toEqual({ state: 'forked', n: 99 })
  const unreachable = { title: '异地', folder: join(path, 'under a file') }
  expect(await anchorSeals(world.db, unreachable)).toMatchObject({ state: 'unreachable' })
})
