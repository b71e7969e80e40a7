import { mkdtempSync, readFileSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { sql } from 'kysely'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { systemActor, type Actor } from '#src/kernel/access.ts'
import { execute, type Kernel } from '#src/kernel/execute.ts'
import type { Download } from '#src/kernel/operation.ts'
import { stopPdf } from '#src/documents/pdf.ts'
import { readPdf } from '#test/pdf-text.ts'
import { useWorld } from '#test/harness/world.ts'
import { anchorAlone } from './watch.ts'
import { anchorPlaces, type AnchorPlace } from './anchor.ts'
import { follow } from './merkle.ts'
import type { Proof } from './proof.ts'
import type { SealState } from './seal.operations.ts'
import { sealTrace } from './seal.ts'
import { verifies } from './signature.ts'
import { verifyTrace } from './verify.ts'
import type { TracePage } from './trace.operations.ts'

const world = useWorld()
const dataDir = mkdtempSync(join(tmpdir(), 'chongyang-audit-'))
let county: { auditor: Actor; guard: Actor; clerk: Actor }
let elsewhere: Actor
let place: AnchorPlace
let person: number

// oxlint-disable-next-line typescript/no-explicit-any
const ask = (actor: Actor, name: string, input: object = {}): Promise<any> =>
  execute({ ...world.kernel, dataDir } as Kernel, actor, name, input, { source: '10.2.3.4' })

beforeAll(async () => {
  const region = await world.org('region', { name: '示范县' })
  const bureau = await world.org('bureau', { parentId: region, name: '示范县委老干部局' })
  const unit = await world.org('unit', { parentId: region, name: '示范县教育局' })
  const other = await world.org('region', { name: '另一县' })
  county = {
    auditor: await world.actor('auditAdmin', bureau),
    guard: await world.actor('securityAdmin', bureau),
    clerk: await world.actor('bureauClerk', bureau),
  }
  elsewhere = await world.actor('auditAdmin', other)
  person = await world.retiree({ fullName: '林晓月', managingUnit: unit, homeId: bureau })
  place = anchorPlaces(dataDir)[0] as AnchorPlace
  await ask(county.clerk, 'roster.get', { id: person })
  await expect(ask(county.clerk, 'audit.trace')).rejects.toMatchObject({ kind: 'forbidden' })
})
afterAll(async () => {
  await stopPdf()
  rmSync(dataDir, { recursive: true })
})

async function sealAll(): Promise<void> {
  do await sealTrace(world.db, world.kernel.vault)
  while ((await verifyTrace(world.db, { places: [] })).pending > 0)
  await anchorAlone(world.db, place, '2026-11-21')
}

// GB/T 22239-2019 8.1.4.3b: time, actor, post, object, outcome; not the data itself.
test('the auditor reads who looked at whom, from where, by file number only', async () => {
  const { rows } = (await ask(county.auditor, 'audit.trace', { outcome: 'looked' })) as TracePage
  const { fileNo } = await world.db
    .selectFrom('retiree')
    .select('fileNo')
    .where('id', '=', person)
    .executeTakeFirstOrThrow()
  expect(rows[0]).toMatchObject({
    operation: 'roster.get',
    outcome: 'looked',
    account: county.clerk.name,
    fileNo,
    source: '10.2.3.4',
  })
  expect(JSON.stringify(rows)).not.toContain('林晓月')
  const refused = (await ask(county.auditor, 'audit.trace', { outcome: 'refused' })) as TracePage
  expect(refused.rows[0]).toMatchObject({ operation: 'audit.trace', event: 'kernel.notPermitted' })
})

test('reading the trace is in the trace', async () => {
  const { rows } = (await ask(county.auditor, 'audit.trace', {
    operation: '查询留痕',
  })) as TracePage
  expect(rows.map(({ event }) => event)).toContain('trace.read')
})

test('filters narrow it and pages follow each other both ways', async () => {
  for (let round = 0; round < 9; round++) await ask(county.clerk, 'roster.get', { id: person })
  const what = { who: county.clerk.name, outcome: 'looked', from: '2026-01-01', limit: 4 }
  const pages: TracePage[] = [await ask(county.auditor, 'audit.trace', what)]
  for (let next = pages[0]?.next; next; next = pages.at(-1)?.next)
    pages.push(await ask(county.auditor, 'audit.trace', { ...what, before: next }))
  const ids = pages.flatMap(({ rows }) => rows.map(({ id }) => id))
  expect(ids.length).toBeGreaterThanOrEqual(10)
  expect(ids).toEqual([...ids].sort((a, b) => b - a))
  expect(pages[0]?.previous).toBeUndefined()
  const back = await ask(county.auditor, 'audit.trace', { ...what, after: pages[1]?.previous })
  expect(back.rows).toEqual(pages[0]?.rows)
  const none = { ...what, to: '2026-01-02' }
  expect((await ask(county.auditor, 'audit.trace', none)).rows).toEqual([])
  expect((await ask(county.auditor, 'audit.trace', { fileNo: '没有' })).rows).toEqual([])
})

test('an auditor of another county reads nothing of this one', async () => {
  const { rows } = (await ask(elsewhere, 'audit.trace', { limit: 200 })) as TracePage
  expect(rows.filter(({ account }) => account === county.clerk.name)).toEqual([])
})

test('seals are shown, verified by the auditor, and alerts raised when something is wrong', async () => {
  await sealAll()
  const state = (await ask(county.auditor, 'audit.seals')) as SealState
  expect(state.seals[0]?.hash).toMatch(/^[0-9a-f]{64}$/)
  expect(state.places[0]?.n).toBe(state.seals[0]?.n)
  await ask(systemActor(), 'audit.check')
  expect((await ask(county.auditor, 'audit.seals')).checks[0]).toMatchObject({ findings: [] })
  const whole = await ask(county.auditor, 'audit.verify', { days: '0' })
  expect(whole).toMatchObject({ findings: [] })
  await world.pool.query(`begin; set local session_replication_role = replica;
    update trace set account_id = ${county.guard.accountId} where subject_id = ${person}; commit`)
  const { findings } = await ask(county.auditor, 'audit.verify', { days: '0' })
  expect(findings.length).toBeGreaterThan(0)
  const { rows } = await ask(county.guard, 'audit.alerts')
  expect(rows[0]).toMatchObject({ rule: 'verification' })
  await world.pool.query(`begin; set local session_replication_role = replica;
    update trace set account_id = ${county.clerk.accountId} where subject_id = ${person}; commit`)
  expect(await ask(county.auditor, 'audit.verify', { days: '7' })).toMatchObject({ findings: [] })
})

test('the seal sheet of a day carries the last digest and room for a signature', async () => {
  await sealAll()
  const { rows } = await sql<{ day: string }>`
    select (max(at) at time zone 'Asia/Shanghai')::date as day from seal`.execute(world.db)
  const day = rows[0]?.day ?? ''
  const { seals } = (await ask(county.auditor, 'audit.seals')) as SealState
  const { body, fileName } = (await ask(county.auditor, 'audit.sealSheet', { day })) as Download
  expect(fileName).toBe(`留痕封印单-${day}.pdf`)
  const [page] = readPdf(body as Uint8Array)
  const text = page?.text.replaceAll(/\s/g, '')
  expect(text).toContain('留痕封印单')
  expect(text).toContain(seals[0]?.hash)
  const empty = ask(county.auditor, 'audit.sealSheet', { day: '2001-01-01' })
  await expect(empty).rejects.toMatchObject({ code: 'audit.noSealThatDay' })
})

test('one row is proved to be sealed without showing the others', async () => {
  await sealAll()
  const { rows } = (await ask(county.auditor, 'audit.trace', { outcome: 'looked' })) as TracePage
  const proof = (await ask(county.auditor, 'audit.proof', { id: rows[0]?.id })) as Proof
  const bytes = (hex: string) => Buffer.from(hex, 'hex')
  expect(follow(bytes(proof.leaf), proof.path).toString('hex')).toBe(proof.root)
  const { hash, signature, publicKey } = proof.seal
  expect(verifies(bytes(hash), bytes(signature), publicKey)).toBe(true)
})

test('after a restore the anchor goes on only when the auditor accepts it', async () => {
  await sealAll()
  const refused = ask(county.auditor, 'audit.acceptRestore', { note: '恢复到昨天晚上' })
  await expect(refused).rejects.toMatchObject({ code: 'audit.notForked' })
  await world.pool.query(`begin; set local session_replication_role = replica;
    delete from trace where xid >= (select from_xid from seal order by n desc limit 1);
    delete from seal where n = (select max(n) from seal); commit`)
  await expect(anchorAlone(world.db, place, '2026-11-21')).rejects.toThrow('记有第')
  expect((await ask(county.auditor, 'audit.verify', { days: '0' })).findings[0]).toMatchObject({
    kind: 'anchorAhead',
  })
  await ask(county.auditor, 'audit.acceptRestore', { note: '恢复到昨天晚上' })
  await sealAll()
  expect(await ask(county.auditor, 'audit.verify', { days: '0' })).toMatchObject({ findings: [] })
  expect(readFileSync(join(dataDir, 'anchors', 'trace.log'), 'utf8')).toContain('恢复到昨天晚上')
})

test('an alert is closed once, with a note, by the security administrator alone', async () => {
  const { rows } = await ask(county.guard, 'audit.alerts')
  const { count } = await ask(county.guard, 'audit.openAlerts')
  expect(count).toBe(rows.length)
  const id = rows[0].id
  const note = '已电话核实，属值班'
  const short = ask(county.guard, 'audit.closeAlert', { id, note: '好' })
  await expect(short).rejects.toMatchObject({ kind: 'invalid' })
  const notHis = ask(county.auditor, 'audit.closeAlert', { id, note })
  await expect(notHis).rejects.toMatchObject({ kind: 'forbidden' })
  await ask(county.guard, 'audit.closeAlert', { id, note })
  const again = ask(county.guard, 'audit.closeAlert', { id, note })
  await expect(again).rejects.toMatchObject({ code: 'audit.alertClosed' })
  const closed = await ask(county.guard, 'audit.alerts', { closed: true })
  expect(closed.rows[0]).toMatchObject({ id, note, closedBy: expect.stringMatching(/^试用/) })
})

// ASVS 5.0 V16.5.3: what cannot be traced is not done.
test('when the trace cannot be written nothing is shown and nothing is changed', async () => {
  const before = await world.db.selectFrom('retiree').selectAll().execute()
  await world.pool.query('alter table trace add constraint full_disk check (false) not valid')
  const shown = ask(county.clerk, 'roster.get', { id: person })
  await expect(shown).rejects.toMatchObject({ kind: 'unavailable', code: 'trace.unwritable' })
  const changed = ask(county.guard, 'audit.closeAlert', { id: 1, note: '已电话核实' })
  await expect(changed).rejects.toMatchObject({
    kind: expect.stringMatching(/unavailable|conflict/),
  })
  await world.pool.query('alter table trace drop constraint full_disk')
  expect(await world.db.selectFrom('retiree').selectAll().execute()).toEqual(before)
  expect(await ask(county.clerk, 'roster.get', { id: person })).toMatchObject({ id: person })
})
