import { spawn, type ChildProcess } from 'node:child_process'
import { once } from 'node:events'
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { setTimeout as pause } from 'node:timers/promises'
import { sql } from 'kysely'
import { afterAll, expect, test } from 'vitest'
import { keyringOf, watchKeys } from '#src/commands/keyring.ts'
import type { Actor } from '#src/kernel/access.ts'
import { citizenIdOf } from '#src/roster/citizenId.ts'
import { sealedColumnsOf } from '#src/roster/sealing/columns.ts'
import { sealedDocument } from '#src/roster/sealing/document.ts'
import { writeSealed } from '#src/roster/sealing/records.ts'
import { staleIn } from '#src/roster/sealing/rotate.ts'
import { useWorld } from '#test/harness/world.ts'

const world = useWorld()
let clerk: Actor
const people = 6_000
const dataDir = mkdtempSync(join(tmpdir(), 'chongyang-rotate-'))
const keyFile = join(dataDir, 'master.key')
afterAll(() => rmSync(dataDir, { recursive: true, force: true }))

const numberOf = (id: number) =>
  citizenIdOf(String(990_100 + (id % 90)), '1931-07-19', 1 + (Math.floor(id / 90) % 998))

/** The real command on the database of the test. */
function cli(...words: string[]) {
  const env = { ...process.env, DATABASE_URL: world.url, DATA_DIR: dataDir, KEY_FILE: keyFile }
  const child: ChildProcess = spawn(process.execPath, ['src/main.ts', ...words], { env })
  let text = ''
  child.stdout?.on('data', (part: Buffer) => (text += part.toString()))
  child.stderr?.on('data', (part: Buffer) => (text += part.toString()))
  const ended = once(child, 'close').then(([code]) => code as number | null)
  return { child, ended, said: () => text }
}

async function fill(): Promise<Actor> {
  const region = await world.org('region')
  const home = await world.org('bureau', { parentId: region })
  const { vault } = world.kernel
  await sql`
    insert into retiree (full_name, retirement_category, home_id, registered_on, reach)
    select '赵长青', 'tuixiu', ${home}, '2020-01-01', array[${region}, ${home}]::int[]
    from generate_series(1, ${people}::int)`.execute(world.db)
  const ids = Array.from({ length: people }, (_, index) => index + 1)
  const rows = ids.map((id) => ({ id, ...sealedColumnsOf(vault, id, valuesOf(id)) }))
  await world.db.transaction().execute((tx) => writeSealed(tx, rows))
  const history = ids.map((id) => ({
    retireeId: id,
    effectiveOn: '2026-06-01',
    operation: 'roster.amend',
    before: '{"allergies": null}',
    after: JSON.stringify(
      sealedDocument(vault, { table: 'retiree_change', row: id }, { allergies: `过敏${id}` }),
    ),
  }))
  await world.db.insertInto('retireeChange').values(history).execute()
  const clerk = await world.actor('bureauClerk', home)
  await sql`insert into purpose_grant (account_id, retiree_id, purpose, granted_at, until)
    select ${clerk.accountId}, id, 'correction', now(), '2100-01-01' from retiree`.execute(world.db)
  const director = await world.actor('bureauDirector', home)
  await sql`insert into budget_raise (account_id, day, extra, reason, raised_by, raised_at)
    select ${clerk.accountId}, '2026-11-21', 500, '更换密钥', ${director.accountId}, now()
    from generate_series(1, 40)`.execute(world.db)
  return clerk
}

function valuesOf(id: number) {
  const amounts = { pensionBaseFen: 600_000 + id, monthlyPensionFen: 700_000 + id, duesBaseFen: id }
  return {
    idNumber: numberOf(id),
    chronicDiseases: `慢病${id}`,
    allergies: `过敏${id}`,
    ...amounts,
  }
}

/** Records under a key other than the newest. */
async function behind(): Promise<number> {
  const { rows } = await sql<{ count: number }>`
    select count(*) as count from retiree where substr(id_number_sealed, 3, 2) <>
      int2send((select max(id) from data_key where purpose = 'fields')::int2)`.execute(world.db)
  return rows[0]?.count ?? 0
}

/** One record and one search for a number; answers the version. */
async function read(id: number): Promise<number> {
  const { values, version } = await world.do(clerk, 'roster.get', { id })
  expect(values.idNumber).toBe(numberOf(id))
  const found = await world.do(clerk, 'roster.list', { filters: { text: numberOf(id) } })
  expect(found.total).toBe(1)
  return version
}

/** Reads and writes without pause until told to stop; answers how much was done and what failed. */
async function work(stopped: () => boolean, lane: number) {
  const failures: unknown[] = []
  let [reads, writes] = [0, 0]
  for (let turn = lane * 1_000; !stopped(); turn += 7) {
    const id = 1 + (turn % people)
    const version = await read(id).catch((error: unknown) => void failures.push(error))
    reads += 1
    const changes = { chronicDiseases: `慢病${id}-${turn}` }
    await world.do(clerk, 'roster.amend', { id, version, changes }).then(
      () => (writes += 1),
      (error: { kind?: string }) => error.kind === 'conflict' || failures.push(error),
    )
  }
  return { reads, writes, failures }
}

// ASVS 5.0 V11.2.2, V13.3.4: keys are replaced on line, also when the replacing is killed half-way.
test('keys are replaced under readers and writers, killed in between: no failed read, no row left', async () => {
  writeFileSync(keyFile, world.masterKey.toString('hex'))
  clerk = await fill()
  const unwatch = watchKeys(world.kernel.vault, world.db, 200)
  let stop = false
  const lanes = [0, 1, 2].map((lane) => work(() => stop, lane))

  const first = cli('keys', 'rotate', '--settle', '500')
  while ((await behind()) === 0) await pause(10)
  while ((await behind()) > people * 0.8) await pause(5)
  first.child.kill('SIGKILL')
  await first.ended
  const left = await behind()
  expect(left).toBeGreaterThan(0)

  const second = cli('keys', 'rotate', '--settle', '500')
  expect(await second.ended, second.said()).toBe(0)
  expect(second.said()).toContain('上次中断')
  stop = true
  const done = await Promise.all(lanes)
  unwatch()
  expect(done.flatMap(({ failures }) => failures)).toEqual([])
  for (const { reads, writes } of done) expect(Math.min(reads, writes)).toBeGreaterThan(0)

  expect(await behind()).toBe(0)
  expect(await staleIn(world.kernel)).toBe(0)
  const { rows: older } = await sql<{ count: number }>`
    select count(*) as count from retiree_change
    where after::text ~ ('"~' || (select min(id) from data_key where purpose = 'fields') || '[.]')`.execute(
    world.db,
  )
  expect(older[0]?.count).toBe(0)
  for (const id of [1, 999, 5_999])
    expect((await world.do(clerk, 'roster.get', { id })).values).toMatchObject({
      idNumber: numberOf(id),
      monthlyPensionFen: 700_000 + id,
    })
  const values = { fullName: '钱重复', retirementCategory: 'tuixiu', idNumber: numberOf(17) }
  await expect(world.do(clerk, 'roster.register', { values })).rejects.toMatchObject({
    code: 'roster.numberTaken',
  })
})

test('the master key is replaced, and a replacing that was cut short is completed', async () => {
  const next = 'ab'.repeat(32)
  const file = join(dataDir, 'new.key')
  writeFileSync(file, next)
  const run = cli('keys', 'rewrap', file)
  expect(await run.ended, run.said()).toBe(0)
  expect(readFileSync(keyFile, 'utf8').trim()).toBe(next)
  expect((await world.do(clerk, 'roster.get', { id: 1 })).values.idNumber).toBe(numberOf(1))

  const third = 'cd'.repeat(32)
  writeFileSync(`${keyFile}.next`, third)
  process.env['KEY_FILE'] = keyFile
  const vault = await keyringOf(world.db, dataDir)
  await vault.rewrap(world.db, Buffer.from(third, 'hex'))
  expect((await keyringOf(world.db, dataDir)).open).toBe(true)
  delete process.env['KEY_FILE']
  expect(readFileSync(keyFile, 'utf8').trim()).toBe(third)
})
