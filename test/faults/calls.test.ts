import { randomBytes } from 'node:crypto'
import { setTimeout as pause } from 'node:timers/promises'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { ringBell, type Bell } from '../harness/bell.ts'
import { noteFigure } from '../harness/figures.ts'
import { useProgram, type Run } from '../harness/server.ts'
import { rounds } from './rounds.ts'

const program = await useProgram()
let server: Run
const times = rounds(3, 50)
const bellsARound = 4

beforeAll(async () => {
  server = await program.serve()
  await program.setUp(server)
})
afterAll(program.end)

async function newBell(): Promise<Bell> {
  const code = `BELL-${randomBytes(5).toString('hex').toUpperCase()}`
  const answer = await program.call(
    'calls.addDevice',
    { code, name: '床头呼叫器', algorithm: 'hmac-sm3' },
    { 'idempotency-key': code },
  )
  return { code, secret: (await answer.json()).secret }
}

interface Shown {
  readonly id: number
  readonly presses: number
}

/** An open desk: what comes over the line, and what it reads again from its cursor. */
function openDesk() {
  const shown = new Map<number, Shown>()
  const cut = new AbortController()
  let cursor: string | undefined
  const take = (row: Shown) => void shown.set(row.id, row)

  async function read(): Promise<void> {
    const answer = await program.call('calls.desk', cursor === undefined ? {} : { since: cursor })
    const desk = await answer.json()
    desk.rows.forEach(take)
    cursor = desk.cursor
  }

  async function follow(): Promise<void> {
    const answer = await program.open('/events/calls', cut.signal)
    let text = ''
    for await (const part of answer.body ?? []) {
      text += Buffer.from(part).toString()
      const whole = text.split('\n\n')
      text = whole.pop() ?? ''
      for (const event of whole) {
        if (event.includes('event: ready')) await read()
        const data = /^event: call\ndata: (.*)$/m.exec(event)?.[1]
        if (data) take(JSON.parse(data))
      }
    }
  }

  async function keep(): Promise<void> {
    while (!cut.signal.aborted) {
      await follow().catch(() => undefined)
      await pause(30)
    }
  }

  const kept = keep()
  return {
    shown,
    async close() {
      cut.abort()
      await kept
    },
  }
}

// Security plan 42: kill -9 between the receipt of a call and its display, 0 lost, 0 doubled.
test('a server killed between the receipt of a call and its display loses and doubles none', async () => {
  const desk = openDesk()
  const received = new Map<string, number>()
  for (let round = 0; round < times; round++) {
    const bells = await Promise.all(Array.from({ length: bellsARound }, newBell))
    const answered = bells.map(async (bell) => {
      const event = randomBytes(12).toString('hex')
      for (;;) {
        const { status, callId } = await ringBell(program.address, bell, event)
        if (status === 200 && callId !== undefined) return received.set(bell.code, callId)
        if (status !== 0 && status !== 503) throw new Error(`answered ${status}`)
        await pause(20)
      }
    })
    await Promise.race([...answered, pause(round % 5 === 4 ? 3 : 60_000)])
    server.child.kill('SIGKILL')
    await server.ended
    server = await program.serve()
    await Promise.all(answered)
  }
  await expect.poll(() => [...received.values()].filter((id) => !desk.shown.has(id))).toEqual([])
  await desk.close()
  expect(received.size).toBe(times * bellsARound)
  expect(new Set(received.values()).size).toBe(times * bellsARound)
  expect([...desk.shown.values()].filter(({ presses }) => presses !== 1)).toEqual([])
  expect(desk.shown.size).toBe(times * bellsARound)
  noteFigure(
    `收到呼叫后、上屏前强杀程序 ${times} 次`,
    `收到 ${received.size} 次呼叫,丢失 0,重复 0`,
    'test/faults/calls.test.ts',
  )
})
