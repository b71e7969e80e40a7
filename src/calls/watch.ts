import { sql } from 'kysely'
import { setTimeout as pause } from 'node:timers/promises'
import { systemActor, type Actor } from '#src/kernel/access.ts'
import { execute, type Kernel } from '#src/kernel/execute.ts'
import { Refusal } from '#src/kernel/refusal.ts'
import { hub, type Hub } from './hub.ts'
import { lanes } from './lanes.ts'
import { listen } from './listen.ts'
import type { Press, Pressed } from './press.ts'

export interface CallWatch {
  /** One press of a device whose signature has been proved. */
  press(device: string, press: Press): Promise<Pressed>
  pressOnPage(token: string, event: string): Promise<Pressed>
  /** Hears of every change that the actor may see, until the answer is called. */
  open(actor: Actor, send: (lines: string) => boolean): Promise<() => void>
  readonly hub: Hub
  stop(): Promise<void>
}

const abreast = 5
const escalateEveryMs = 500
const rereadEveryMs = 5_000

/**
 * While the server runs: takes calls in, tells open desks of every change, and climbs the chain where
 * nobody answers. All of it is read from the database, so that a restart loses nothing, and several
 * servers do each step once.
 */
export function watchCalls(
  kernel: Kernel,
  url: string,
  complain: (error: unknown) => void,
): CallWatch {
  const stopping = new AbortController()
  const desks = hub(kernel.db, complain)
  const ear = listen(url, 'call', desks.heard, desks.reread)
  const timer = setInterval(desks.reread, rereadEveryMs)
  const devices = lanes<Press, Pressed>(abreast, async (device, presses) => {
    const input = { device, presses }
    return (await execute(kernel, systemActor(), 'calls.pressed', input)) as Pressed[]
  })
  const pages = lanes<string, Pressed>(abreast, async (token, presses) => {
    const input = { token, presses }
    return (await execute(kernel, systemActor(), 'calls.pressedOnPage', input)) as Pressed[]
  })
  const climbing = climb(kernel, stopping.signal, complain)
  return {
    hub: desks,
    press: (device, one) => devices.put(device, one),
    pressOnPage: (token, event) => pages.put(token, event),
    open: (actor, send) => desks.open(actor, send),
    async stop() {
      stopping.abort()
      clearInterval(timer)
      desks.close()
      await ear.stop()
      await Promise.race([climbing, pause(3_000)])
    },
  }
}

/** Every half second those calls whose next step is due, by the clock of the kernel. */
async function climb(
  kernel: Kernel,
  signal: AbortSignal,
  complain: (error: unknown) => void,
): Promise<void> {
  let said = ''
  while (!signal.aborted) {
    try {
      await escalateDue(kernel)
      said = ''
    } catch (error) {
      const { message } = error as Error
      if (message !== said && !signal.aborted) complain(error)
      said = message
    }
    await pause(escalateEveryMs, undefined, { signal }).catch(() => undefined)
  }
}

/** Takes every step that is due by now. Answers how many calls were looked at. */
export async function escalateDue(kernel: Kernel): Promise<number> {
  const { rows } = await sql<{ id: number }>`
    select id from call where escalate_at <= ${kernel.clock.now()}
    order by escalate_at limit 100`.execute(kernel.db)
  if (rows.length === 0) return 0
  const ids = rows.map(({ id }) => id)
  await execute(kernel, systemActor(), 'calls.escalate', { ids }).catch((error: unknown) => {
    if (!(error instanceof Refusal) || error.code !== 'calls.nothingDue') throw error
  })
  return rows.length
}
