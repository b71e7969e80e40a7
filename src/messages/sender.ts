import { setTimeout as pause } from 'node:timers/promises'
import { systemActor } from '#src/kernel/access.ts'
import { execute, type Kernel } from '#src/kernel/execute.ts'
import type { Handed, Outgoing, Provider } from './provider.ts'

const everyMs = 3_000
/** A platform may hang; the server must stop all the same. */
const patienceMs = 3_000

export interface Sender {
  stop(): Promise<void>
}

/** While the server runs: sends what waits, and clears up what a dead process left behind. */
export function startSender(
  kernel: Kernel,
  provider: Provider,
  complain: (error: unknown) => void,
): Sender {
  const stopping = new AbortController()
  let said = ''
  async function run(): Promise<void> {
    while (!stopping.signal.aborted) {
      try {
        await sendRound(kernel, provider, stopping.signal)
        said = ''
      } catch (error) {
        const { message } = error as Error
        if (message !== said && !stopping.signal.aborted) complain(error)
        said = message
      }
      await pause(everyMs, undefined, { signal: stopping.signal }).catch(() => undefined)
    }
  }
  const running = run()
  return {
    async stop() {
      stopping.abort()
      await Promise.race([running, pause(patienceMs)])
    },
  }
}

/** Sends everything that waits now. Several processes may do so at once: each message is one's own. */
export async function sendRound(
  kernel: Kernel,
  provider: Provider,
  signal?: AbortSignal,
): Promise<void> {
  const ask = <T>(name: string, input: object) =>
    execute(kernel, systemActor(), name, input) as Promise<T>
  const { waiting, stuck } = await ask<{ waiting: boolean; stuck: boolean }>('messages.due', {})
  if (stuck) await reconcile(kernel, provider)
  while (waiting && !signal?.aborted) {
    const taken = await ask<Outgoing[]>('messages.claim', { provider: provider.name, limit: 20 })
    await Promise.all(
      taken.map(async (message) => settle(kernel, message, await provider.send(message))),
    )
    const left = await ask<{ waiting: boolean }>('messages.due', {})
    if (!left.waiting) return
  }
}

/**
 * Messages in flight whose sender died, or to which no answer came: the platform is asked. Where it
 * cannot tell, a message goes out again only if the platform knows repeats; else it is shown as not
 * sent, for a person to decide. So no number ever goes out twice.
 */
export async function reconcile(kernel: Kernel, provider: Provider): Promise<void> {
  const rows = (await execute(kernel, systemActor(), 'messages.stuck', {})) as {
    id: number
    publicId: string
    attempt: number
  }[]
  for (const row of rows) {
    const found = await provider.became?.(row.publicId)
    await settle(kernel, row, found ?? undecided(provider))
  }
}

function undecided({ knowsRepeats }: Provider): Handed {
  return knowsRepeats
    ? { outcome: 'again', detail: '没有答复，按原编号再发' }
    : { outcome: 'failed', detail: '没有答复，不知道是否收下；请向短信平台核对后再重发' }
}

async function settle(
  kernel: Kernel,
  { id, attempt }: { readonly id: number; readonly attempt: number },
  handed: Handed,
): Promise<void> {
  await execute(kernel, systemActor(), 'messages.settle', {
    id,
    attempt,
    outcome: handed.outcome,
    detail: handed.outcome === 'sent' ? '' : handed.detail.slice(0, 300),
    ref: handed.outcome === 'sent' ? (handed.ref ?? null) : null,
  })
}
