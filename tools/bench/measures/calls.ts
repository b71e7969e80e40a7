import { randomBytes } from 'node:crypto'
import { get, request, type ClientRequest } from 'node:http'
import { setTimeout as pause } from 'node:timers/promises'
import { digestOfToken } from '#src/calls/token.ts'
import { signInAt } from '../accounts.ts'
import type { Bench, Measure } from '../bench.ts'
import { percentile } from '../stats.ts'

const desks = 200
const deskAccounts = 20
const callsASecond = 50

interface Caller {
  readonly retireeId: number
  readonly token: string
}

/**
 * Two hundred open duty desks while fifty people call each second for a minute: from sending the
 * press of a card until the event is read at a desk, at every desk.
 */
export const calls: Measure = {
  name: 'calls',
  async run(bench) {
    const seconds = bench.quick ? 10 : 60
    const callers = await cardsFor(bench, seconds * callsASecond)
    const sent = new Map<number, number>()
    const waits: number[] = []
    const lines = await openDesks(bench, (retireeId) => {
      const from = sent.get(retireeId)
      if (from !== undefined) waits.push(performance.now() - from)
    })
    const receipts: number[] = []
    const pressed = await pressAll(bench, callers, sent, receipts)
    const wanted = callers.length * desks
    for (let rest = 200; rest > 0 && waits.length < wanted; rest -= 1) await pause(100)
    for (const line of lines) line.destroy()
    const p99 = percentile(waits, 0.99)
    const lost = wanted - waits.length
    const counted = await callsOf(bench, callers)
    return [
      {
        what: `a call until it is at ${desks} desks, ${callsASecond}/s for ${seconds} s, p99`,
        value: p99,
        unit: 'ms',
        p95Ms: percentile(waits, 0.95),
        aim: { text: 'p99 ≤ 1 s, none lost', met: p99 <= 1_000 && lost === 0 },
        note: `p50 ${percentile(waits, 0.5).toFixed(0)} ms; ${waits.length} of ${wanted} arrived; ${counted} calls of ${pressed} pressed`,
      },
      {
        what: 'a call until it is answered, p99',
        value: percentile(receipts, 0.99),
        unit: 'ms',
        p95Ms: percentile(receipts, 0.95),
        note: `p50 ${percentile(receipts, 0.5).toFixed(0)} ms`,
      },
    ]
  },
}

/** A card for each of so many people of the county. */
async function cardsFor({ pool, target }: Bench, count: number): Promise<Caller[]> {
  const { rows } = await pool.query<{ id: number }>(
    `select id from retiree where home_id = $1 and left_on is null order by id limit $2`,
    [target.homeId, count],
  )
  const callers = rows.map(({ id }) => ({
    retireeId: Number(id),
    token: randomBytes(16).toString('base64url'),
  }))
  await pool.query(
    `insert into call_token (retiree_id, digest, token, made_at)
     select unnest($1::bigint[]), unnest($2::bytea[]), '"~0.AA"', now()`,
    [callers.map(({ retireeId }) => retireeId), callers.map(({ token }) => digestOfToken(token))],
  )
  if (callers.length < count) throw new Error(`only ${callers.length} people in the county`)
  return callers
}

/** Opens the lines and tells each first event of a call. */
async function openDesks(
  { pool, server, target }: Bench,
  hear: (retireeId: number) => void,
): Promise<ClientRequest[]> {
  const cookies = await Promise.all(
    Array.from({ length: deskAccounts }, (_, at) =>
      signInAt(pool, `bench-desk-${at}`, target.homeId),
    ),
  )
  return Promise.all(
    Array.from({ length: desks }, (_, at) =>
      openDesk(server.port, cookies[at % deskAccounts] ?? '', hear),
    ),
  )
}

function openDesk(
  port: number,
  cookie: string,
  hear: (retireeId: number) => void,
): Promise<ClientRequest> {
  return new Promise((resolve, reject) => {
    const headers = { cookie }
    const line = get({ host: '127.0.0.1', port, path: '/events/calls', headers }, (answer) => {
      if (answer.statusCode !== 200)
        return reject(new Error(`a desk answered ${answer.statusCode}`))
      let text = ''
      answer.setEncoding('utf8')
      answer.on('error', () => undefined)
      answer.on('data', (part: string) => {
        text += part
        const events = text.split('\n\n')
        text = events.pop() ?? ''
        for (const event of events) {
          if (event.includes('event: ready')) resolve(line)
          if (!event.includes('"version":1,')) continue
          const id = /"retireeId":(\d+)/.exec(event)?.[1]
          if (id) hear(Number(id))
        }
      })
    })
    line.on('error', reject)
  })
}

/** Presses at the pace, whether or not earlier ones have been answered. */
async function pressAll(
  { server }: Bench,
  callers: readonly Caller[],
  sent: Map<number, number>,
  receipts: number[],
): Promise<number> {
  const begun = performance.now()
  let pressed = 0
  const all: Promise<void>[] = []
  for (const [at, caller] of callers.entries()) {
    const due = begun + (at * 1_000) / callsASecond
    const early = due - performance.now()
    if (early > 1) await pause(early)
    const from = performance.now()
    sent.set(caller.retireeId, from)
    all.push(
      press(server.port, caller.token).then((status) => {
        receipts.push(performance.now() - from)
        if (status === 303) pressed += 1
      }),
    )
  }
  await Promise.all(all)
  return pressed
}

function press(port: number, token: string): Promise<number> {
  const body = `press=${randomBytes(16).toString('base64url')}`
  const headers = { 'content-type': 'application/x-www-form-urlencoded' }
  return new Promise((resolve, reject) => {
    const sent = request(
      { host: '127.0.0.1', port, path: `/h/${token}`, method: 'POST', headers },
      (answer) => {
        answer.resume()
        answer.on('end', () => resolve(answer.statusCode ?? 0))
      },
    )
    sent.on('error', reject)
    sent.end(body)
  })
}

async function callsOf({ pool }: Bench, callers: readonly Caller[]): Promise<number> {
  const { rows } = await pool.query<{ count: number }>(
    `select count(*)::int as count from call where retiree_id = any ($1::bigint[])`,
    [callers.map(({ retireeId }) => retireeId)],
  )
  return rows[0]?.count ?? 0
}
