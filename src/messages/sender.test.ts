import { mkdtemp, readdir, readFile, rm } from 'node:fs/promises'
import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http'
import type { AddressInfo } from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeAll, expect, test } from 'vitest'
import * as z from 'zod'
import { systemActor, type Actor } from '#src/kernel/access.ts'
import { execute, type Kernel } from '#src/kernel/execute.ts'
import { command } from '#src/kernel/operation.ts'
import { useWorld } from '#test/harness/world.ts'
import { fileOutbox } from './fileOutbox.ts'
import { httpProvider } from './httpProvider.ts'
import type { Provider } from './provider.ts'
import { queueMessage, type NewMessage } from './queue.ts'
import { sendRound } from './sender.ts'

const world = useWorld()
let bureau: number
let clerk: Actor
let now = new Date('2026-11-21T10:00:00+08:00')
let serial = 19_999_040_000
const servers: Server[] = []

beforeAll(async () => {
  bureau = await world.org('bureau', { parentId: await world.org('region') })
  clerk = await world.actor('bureauClerk', bureau)
})

afterEach(async () => {
  for (const server of servers.splice(0)) {
    server.closeAllConnections()
    await new Promise((done) => server.close(done))
  }
  await world.db
    .updateTable('message')
    .set({ state: 'cancelled', failure: '试完', sendingSince: null })
    .where('state', 'in', ['queued', 'sending'])
    .execute()
})

function kernelNow(): Kernel {
  const clock = { ...world.kernel.clock, now: () => now }
  return { ...world.kernel, clock }
}

async function person(): Promise<{ id: number; mobile: string }> {
  const mobile = String(++serial)
  return { id: await world.retiree({ homeId: bureau, mobile }), mobile }
}

async function queue(retireeId: number, more: Partial<NewMessage> = {}): Promise<number> {
  const tell = command({
    title: '告知',
    permission: 'session.use',
    input: z.strictObject({}),
    run: (context) =>
      queueMessage(context, {
        template: 'notice',
        channel: 'sms',
        to: { retireeId },
        values: { text: '体检安排在下周三上午' },
        ...more,
      }),
  })
  const kernel = { ...kernelNow(), operations: { 'test.tell': tell } }
  const { ids } = (await execute(kernel, clerk, 'test.tell', {})) as { ids: number[] }
  return ids[0] as number
}

const stateOf = (id: number) =>
  world.db.selectFrom('message').selectAll().where('id', '=', id).executeTakeFirstOrThrow()

const later = (minutes: number) => void (now = new Date(now.getTime() + minutes * 60_000))

/** A platform of one's own on this machine: what it got, and how it answers. */
async function platform(answer: (request: IncomingMessage, response: ServerResponse) => void) {
  const got: { id: string; body: { phone: string; text: string } }[] = []
  const server = createServer((request, response) => {
    if (request.method === 'GET') return answer(request, response)
    let body = ''
    request.on('data', (part) => (body += String(part)))
    request.on('end', () => {
      got.push({ id: String(request.headers['idempotency-key']), body: JSON.parse(body) })
      answer(request, response)
    })
    return undefined
  })
  await new Promise<void>((ready) => server.listen(0, '127.0.0.1', ready))
  servers.push(server)
  const url = `http://127.0.0.1:${(server.address() as AddressInfo).port}`
  return { got, url }
}

const speak = (url: string, more: object = {}): Provider =>
  httpProvider({
    url,
    headers: { authorization: 'Bearer test' },
    body: '{"phone":"{phone}","text":"{text}","id":"{id}"}',
    timeoutMs: 600,
    knowsRepeats: false,
    ...more,
  })

test('by default each message becomes one whole file, however often it is written', async () => {
  const folder = await mkdtemp(join(tmpdir(), 'chongyang-outbox-'))
  const { id, mobile } = await person()
  const message = await queue(id)
  const provider = fileOutbox(join(folder, 'outbox'))
  await sendRound(kernelNow(), provider)
  const row = await stateOf(message)
  expect(row).toMatchObject({ state: 'sent', tries: 1 })
  await provider.send({
    id: message,
    publicId: row.publicId,
    attempt: 2,
    phone: mobile,
    text: '甲',
  })
  const files = await readdir(join(folder, 'outbox'))
  expect(files).toEqual([`${row.publicId}.json`])
  const kept = JSON.parse(await readFile(join(folder, 'outbox', files[0] as string), 'utf8'))
  expect(kept).toMatchObject({ id: row.publicId, phone: mobile })
  await rm(folder, { recursive: true })
})

test('a platform that fails is tried again later under the same number, then given up', async () => {
  const { got, url } = await platform((_, response) => response.writeHead(503).end('busy'))
  const { id } = await person()
  const message = await queue(id)
  for (const minutes of [0, 0, 1, 5, 15, 60, 60]) {
    later(minutes)
    await sendRound(kernelNow(), speak(url))
  }
  expect(got).toHaveLength(5)
  expect(new Set(got.map((each) => each.id)).size).toBe(1)
  expect(await stateOf(message)).toMatchObject({ state: 'failed', failure: '短信平台答复 503' })
})

test('what a platform refuses is not tried again, and a clerk may send it anew', async () => {
  let refuse = true
  const { got, url } = await platform((_, response) =>
    response.writeHead(refuse ? 400 : 200).end('{"messageId":"p-77"}'),
  )
  const { id } = await person()
  const message = await queue(id)
  await sendRound(kernelNow(), speak(url))
  later(120)
  await sendRound(kernelNow(), speak(url))
  expect(got).toHaveLength(1)
  expect(await stateOf(message)).toMatchObject({ state: 'failed' })
  refuse = false
  await execute(kernelNow(), clerk, 'messages.retry', { ids: [message] })
  await sendRound(kernelNow(), speak(url))
  expect(await stateOf(message)).toMatchObject({ state: 'sent', providerRef: 'p-77' })
})

test('a platform that takes a message and hangs is asked, never given it twice', async () => {
  const { got, url } = await platform((request, response) => {
    if (request.method === 'GET') response.writeHead(200).end('{"state":"ok"}')
  })
  const { id } = await person()
  const message = await queue(id)
  const provider = speak(url, { statusUrl: `${url}/status/{id}` })
  await sendRound(kernelNow(), provider)
  expect(await stateOf(message)).toMatchObject({ state: 'sending' })
  later(1)
  await sendRound(kernelNow(), provider)
  expect(await stateOf(message)).toMatchObject({ state: 'sending' })
  later(2)
  await sendRound(kernelNow(), provider)
  expect(await stateOf(message)).toMatchObject({ state: 'sent' })
  expect(got).toHaveLength(1)
})

test('where nobody can tell what became of it, a person decides', async () => {
  const { got, url } = await platform(() => undefined)
  const { id } = await person()
  const message = await queue(id)
  await sendRound(kernelNow(), speak(url))
  later(3)
  await sendRound(kernelNow(), speak(url))
  expect(await stateOf(message)).toMatchObject({ state: 'failed' })
  expect((await stateOf(message)).failure).toContain('核对')
  expect(got).toHaveLength(1)
})

test('a platform that answers twice is counted once', async () => {
  const { url } = await platform((_, response) => response.end('{"messageId":"p-1"}'))
  const { id } = await person()
  const message = await queue(id)
  await sendRound(kernelNow(), speak(url))
  const again = { id: message, attempt: 1, outcome: 'failed', detail: '又答了一次' }
  const settled = await execute(kernelNow(), systemActor(), 'messages.settle', again)
  expect(settled).toEqual({ settled: false })
  expect(await stateOf(message)).toMatchObject({ state: 'sent' })
})

test('several senders at once hand over each message once', async () => {
  const { got, url } = await platform((_, response) => response.end('{}'))
  const ids: number[] = []
  for (let each = 0; each < 40; each++) ids.push(await queue((await person()).id))
  await Promise.all([1, 2, 3, 4].map(() => sendRound(kernelNow(), speak(url))))
  await sendRound(kernelNow(), speak(url))
  expect(got).toHaveLength(40)
  expect(new Set(got.map((each) => each.id)).size).toBe(40)
  const states = await Promise.all(ids.map(async (id) => (await stateOf(id)).state))
  expect(new Set(states)).toEqual(new Set(['sent']))
})

test('a death between queueing and sending stops what waits, at once and again at the door', async () => {
  const { got, url } = await platform((_, response) => response.end('{}'))
  const told = await person()
  const message = await queue(told.id)
  const death = { id: told.id, version: 1, diedOn: '2026-11-20', reportedBy: '长子某某' }
  await execute(kernelNow(), clerk, 'roster.recordDeath', death)
  expect(await stateOf(message)).toMatchObject({ state: 'cancelled' })
  const quiet = await person()
  const second = await queue(quiet.id)
  await world.db
    .updateTable('retiree')
    .set({ leftOn: '2026-11-20', leftReason: 'deceased', diedOn: '2026-11-20' })
    .where('id', '=', quiet.id)
    .execute()
  await sendRound(kernelNow(), speak(url))
  expect(await stateOf(second)).toMatchObject({ state: 'cancelled' })
  expect(got).toEqual([])
})

test('one number gets one in a minute, five in an hour; alarms are not held back', async () => {
  const { got, url } = await platform((_, response) => response.end('{}'))
  const { id, mobile } = await person()
  for (let each = 0; each < 12; each++) await queue(id)
  for (let minute = 0; minute < 30; minute++) {
    await sendRound(kernelNow(), speak(url))
    later(1)
  }
  expect(got).toHaveLength(5)
  const values = { name: '某老', at: '10:30', place: '某小区' }
  const alarm = { template: 'callAlert', to: { phone: mobile, name: '值班员' }, values } as const
  await queue(id, { ...alarm, urgent: true })
  await queue(id, { ...alarm, urgent: true })
  await sendRound(kernelNow(), speak(url))
  expect(got).toHaveLength(7)
})

test('after two days a message says nothing any more', async () => {
  const { got, url } = await platform((_, response) => response.end('{}'))
  const message = await queue((await person()).id)
  later(49 * 60)
  await sendRound(kernelNow(), speak(url))
  expect(await stateOf(message)).toMatchObject({ state: 'expired' })
  expect(got).toEqual([])
})

test('what was queued by day and could not leave does not leave at night', async () => {
  now = new Date('2026-11-25T20:59:00+08:00')
  const { got, url } = await platform((_, response) => response.end('{}'))
  const message = await queue((await person()).id)
  later(30)
  await sendRound(kernelNow(), speak(url))
  expect(got).toEqual([])
  expect((await stateOf(message)).notBefore).toEqual(new Date('2026-11-26T08:00:00+08:00'))
})
