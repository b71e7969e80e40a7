import { afterAll, beforeAll, expect, test } from 'vitest'
import type { Actor } from '#src/kernel/access.ts'
import { watchCalls, type CallWatch } from '#src/calls/watch.ts'
import { ringBell, type Bell } from '#test/harness/bell.ts'
import { useWorld } from '#test/harness/world.ts'
import { createApp } from './app.ts'

const world = useWorld()
let watch: CallWatch
let app: ReturnType<typeof createApp>
let address: string
let clerk: Actor
let stranger: Actor

beforeAll(async () => {
  const today = new Date().toISOString().slice(0, 10)
  const kernel = { ...world.kernel, clock: { today: () => today, now: () => new Date() } }
  const region = await world.org('region')
  clerk = await world.actor('bureauClerk', await world.org('bureau', { parentId: region }))
  const elsewhere = await world.org('region')
  stranger = await world.actor('bureauClerk', await world.org('bureau', { parentId: elsewhere }))
  watch = watchCalls(kernel, world.url, () => undefined)
  app = createApp({ kernel, calls: watch })
  address = await app.listen({ host: '127.0.0.1', port: 0 })
})
afterAll(async () => {
  await app.close()
  await watch.stop()
})

async function newBell(code: string): Promise<Bell> {
  const input = { code, name: '床头呼叫器', algorithm: 'hmac-sm3' }
  return { code, secret: (await world.do(clerk, 'calls.addDevice', input)).secret }
}

interface Row {
  readonly id: number
  readonly presses: number
}

/** An open page, without a network between. */
async function openPage(actor: Actor) {
  const rows = new Map<number, Row>()
  const close = await watch.open(actor, (lines) => {
    for (const [, data = ''] of lines.matchAll(/^data: (.*)$/gm)) {
      const row = JSON.parse(data) as Row
      rows.set(row.id, row)
    }
    return true
  })
  return { rows, close }
}

// Security plan 42: 50 callers and one device a hundred times: 0 lost, 0 doubled, exact counts.
test('one device that will not stop and fifty others all arrive, each once, and are counted', async () => {
  const page = await openPage(clerk)
  const far = await openPage(stranger)
  const broken = await newBell('BELL-BROKEN')
  const others = await Promise.all(
    Array.from({ length: 50 }, (_, at) => newBell(`BELL-${1000 + at}`)),
  )
  const flood = Array.from({ length: 300 }, () => ringBell(address, broken))
  const calls = await Promise.all(others.map((bell) => ringBell(address, bell)))
  expect(new Set(calls.map(({ callId }) => callId)).size).toBe(50)
  const presses = await Promise.all(flood)
  expect(presses.every(({ status }) => status === 200)).toBe(true)
  expect(new Set(presses.map(({ callId }) => callId)).size).toBe(1)
  const id = presses[0]?.callId as number
  await expect.poll(() => page.rows.get(id)?.presses).toBe(300)
  await expect.poll(() => calls.every(({ callId }) => page.rows.has(callId as number))).toBe(true)
  expect(page.rows.size).toBe(51)
  expect(far.rows.size).toBe(0)
  page.close()
  far.close()
})

test('after the line to the database was cut, the desk hears what came meanwhile', async () => {
  const page = await openPage(clerk)
  const bell = await newBell('BELL-CUT')
  await world.pool.query(
    `select pg_terminate_backend(pid) from pg_stat_activity
      where datname = current_database() and query like 'listen "call"%'`,
  )
  const { callId } = await ringBell(address, bell)
  await expect.poll(() => page.rows.has(callId as number)).toBe(true)
  page.close()
})

test('a desk is opened by nobody who is not signed in, and a wrong signature is told no more', async () => {
  const line = await fetch(`${address}/events/calls`)
  expect(line.status).toBe(401)
  const bell = await newBell('BELL-FORGED')
  const { status } = await ringBell(address, { ...bell, secret: 'x'.repeat(43) })
  expect(status).toBe(403)
  const unknown = await ringBell(address, { code: 'BELL-UNKNOWN', secret: 'x'.repeat(43) })
  expect(unknown.status).toBe(403)
})

test('an address that is no card shows what to do, as a page', async () => {
  const answer = await fetch(`${address}/h/AAAAAAAAAAAAAAAAAAAAAA`)
  expect(answer.status).toBe(404)
  const text = await answer.text()
  expect(text).toContain('tel:120')
  expect(answer.headers.get('content-security-policy')).toContain("default-src 'none'")
  const press = await fetch(`${address}/h/AAAAAAAAAAAAAAAAAAAAAA`, {
    method: 'POST',
    body: new URLSearchParams({ press: 'x' }),
    redirect: 'manual',
  })
  expect(press.status).toBe(404)
})
