import { randomUUID } from 'node:crypto'
import { setTimeout as pause } from 'node:timers/promises'
import type { useProgram } from '../harness/server.ts'

type Program = Awaited<ReturnType<typeof useProgram>>

/** People registered by many clerks at once, each try repeated under one key until it is answered. */
export function startWriters({ call }: Program, count: number, surname: string) {
  const acknowledged = new Map<string, number>()
  const unexpected: string[] = []
  let writing = true
  let serial = 0

  async function write(): Promise<void> {
    while (writing) {
      const fullName = nameOf(surname, ++serial)
      const key = randomUUID()
      for (;;) {
        const id = await tryOnce(fullName, key)
        if (id !== undefined) acknowledged.set(fullName, id)
        if (id !== undefined || !writing) break
        await pause(50)
      }
    }
  }

  /** The id, or undefined when the answer was lost or asked for patience. */
  async function tryOnce(fullName: string, key: string): Promise<number | undefined> {
    const values = { fullName, gender: '1', retirementCategory: 'tuixiu' }
    try {
      const headers = { 'idempotency-key': key }
      const answer = await call('roster.register', { values }, headers)
      if (answer.status === 200) return (await answer.json()).id
      if (answer.status !== 503) unexpected.push(`${answer.status} ${await answer.text()}`)
      return undefined
    } catch {
      return undefined
    }
  }

  const all = Promise.all(Array.from({ length: count }, write))
  return {
    acknowledged,
    unexpected,
    /** Waits until so many more people than now are acknowledged. */
    async progress(more: number): Promise<void> {
      const wanted = acknowledged.size + more
      while (acknowledged.size < wanted) {
        if (unexpected.length) throw new Error(unexpected.join('\n'))
        await pause(10)
      }
    },
    async stop(): Promise<void> {
      writing = false
      await all
    },
  }
}

const digits = '零一二三四五六七八九'

/** A different name for each number: 赵一二三. */
function nameOf(surname: string, serial: number): string {
  return `${surname}${[...String(serial)].map((digit) => digits[Number(digit)]).join('')}`
}

/** How often each name is in the records now. */
export async function namesOnRecord({ call }: Program): Promise<Map<string, number>> {
  const names = new Map<string, number>()
  let after: unknown
  do {
    const page = await (
      await call('roster.list', { limit: 200, ...(after ? { after } : {}) })
    ).json()
    for (const { fullName } of page.rows) names.set(fullName, (names.get(fullName) ?? 0) + 1)
    after = page.next
  } while (after)
  return names
}
