import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { createServer, type Server } from 'node:http'
import type { AddressInfo } from 'node:net'
import { setTimeout as pause } from 'node:timers/promises'
import { fileURLToPath } from 'node:url'
import { afterAll, beforeAll, expect, test } from 'vitest'
import * as z from 'zod'
import type { Actor } from '#src/kernel/access.ts'
import { execute } from '#src/kernel/execute.ts'
import { command } from '#src/kernel/operation.ts'
import { httpProvider } from '#src/messages/httpProvider.ts'
import { queueMessage } from '#src/messages/queue.ts'
import { sendRound } from '#src/messages/sender.ts'
import { useWorld } from '../harness/world.ts'
import { rounds } from './rounds.ts'

const world = useWorld()
const victim = fileURLToPath(import.meta.resolve('#test/harness/senderVictim.ts'))
const start = '2026-11-21T12:00:00+08:00'
const got = new Map<string, number>()
const messagesARound = 30
let clerk: Actor
let server: Server
let url: string
let numbers = 19_900_000_000

beforeAll(async () => {
  const bureau = await world.org('bureau', { parentId: await world.org('region') })
  clerk = await world.actor('bureauClerk', bureau)
  server = createServer((request, response) => {
    const asked = request.method === 'GET'
    const id = asked ? (request.url ?? '').slice(1) : String(request.headers['idempotency-key'])
    if (asked) return void response.writeHead(got.has(id) ? 200 : 404).end()
    got.set(id, (got.get(id) ?? 0) + 1)
    setTimeout(() => response.end('{}'), Math.random() * 30)
  })
  await new Promise<void>((ready) => server.listen(0, '127.0.0.1', ready))
  url = `http://127.0.0.1:${(server.address() as AddressInfo).port}`
})
afterAll(() => {
  server.closeAllConnections()
  server.close()
})

async function queue(count: number): Promise<void> {
  const tell = command({
    title: '告知',
    permission: 'session.use',
    input: z.strictObject({}),
    async run(context) {
      for (let each = 0; each < count; each++)
        await queueMessage(context, {
          template: 'notice',
          channel: 'sms',
          to: { phone: String(++numbers), name: '某某' },
          values: { text: '体检安排已定' },
        })
    },
  })
  await execute({ ...world.kernel, operations: { 'test.tell': tell } }, clerk, 'test.tell', {})
}

/** Sends in a process of its own and kills it without warning somewhere on the way. */
async function sendAndDie(afterMs: number): Promise<void> {
  const words = [victim, world.url, world.masterKey.toString('hex'), url, start]
  const child = spawn(process.execPath, words, { stdio: ['ignore', 'pipe', 'inherit'] })
  await once(child.stdout, 'data')
  await pause(afterMs)
  child.kill('SIGKILL')
  await once(child, 'close')
}

async function unsettled(): Promise<number> {
  const rows = await world.db
    .selectFrom('message')
    .select('id')
    .where('state', 'in', ['queued', 'sending'])
    .execute()
  return rows.length
}

test('a sender killed at any moment loses no text message and sends none twice', async () => {
  const times = rounds(3, 50)
  for (let round = 0; round < times; round++) {
    await queue(messagesARound)
    await sendAndDie(Math.random() * 250)
  }
  const statusUrl = `${url}/{id}`
  const body = '{"id":"{id}","phone":"{phone}","text":"{text}"}'
  const provider = httpProvider({
    url,
    body,
    statusUrl,
    headers: {},
    timeoutMs: 5_000,
    knowsRepeats: false,
  })
  for (let minutes = 10; (await unsettled()) > 0; minutes += 10) {
    const now = () => new Date(Date.parse(start) + minutes * 60_000)
    await sendRound({ ...world.kernel, clock: { ...world.kernel.clock, now } }, provider)
  }
  const rows = await world.db.selectFrom('message').select(['publicId', 'state']).execute()
  expect(rows).toHaveLength(times * messagesARound)
  expect(rows.filter(({ state }) => state !== 'sent')).toEqual([])
  expect(rows.filter(({ publicId }) => got.get(publicId) !== 1)).toEqual([])
})
