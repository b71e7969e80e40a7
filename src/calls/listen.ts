import pg from 'pg'
import { setTimeout as pause } from 'node:timers/promises'

export interface Listener {
  stop(): Promise<void>
}

/**
 * Hears a channel of the database on one connection. A connection that is lost is made again;
 * `reread` says that something may have been missed meanwhile.
 */
export function listen(
  url: string,
  channel: string,
  hear: (payload: string) => void,
  reread: () => void,
): Listener {
  const stopping = new AbortController()
  let client: pg.Client | undefined

  async function once(): Promise<void> {
    const line = new pg.Client({ connectionString: url, keepAlive: true })
    client = line
    const lost = new Promise<void>((resolve) => {
      line.once('end', resolve)
      line.once('error', () => resolve())
    })
    line.on('error', () => undefined)
    line.on('notification', ({ payload }) => hear(payload ?? ''))
    await line.connect()
    await line.query(`listen "${channel}"`)
    reread()
    await lost
  }

  async function keep(): Promise<void> {
    while (!stopping.signal.aborted) {
      await once().catch(() => undefined)
      await client?.end().catch(() => undefined)
      await pause(300, undefined, { signal: stopping.signal }).catch(() => undefined)
    }
  }

  const kept = keep()
  return {
    async stop() {
      stopping.abort()
      await client?.end().catch(() => undefined)
      await Promise.race([kept, pause(2_000)])
    },
  }
}
