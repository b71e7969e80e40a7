import { mkdirSync } from 'node:fs'
import { resolve } from 'node:path'
import * as z from 'zod'
import { systemClock } from '#src/kernel/clock.ts'
import { openDatabase, openPool } from '#src/kernel/db.ts'
import type { Kernel } from '#src/kernel/execute.ts'
import { openJobs } from '#src/kernel/jobs.ts'
import { migrate } from '#src/kernel/migrate.ts'
import { startPostgres } from '#src/kernel/postgres.ts'
import { operations } from '#src/operations.ts'
import { reactions } from '#src/reactions.ts'
import { prepare } from './prepare.ts'

z.config(z.locales.zhCN())

export interface Platform {
  readonly kernel: Kernel
  readonly url: string
  stop(): Promise<void>
}

export interface PlatformOptions {
  /** Where the embedded database lies unless `DATA_DIR` says otherwise. */
  readonly dataDir?: string
  /** Works off the queue as well; the command line leaves that to the server. */
  readonly jobs: boolean
}

/** Opens the database (embedded, or `DATABASE_URL`), brings the schema up to date, opens the queue. */
export async function openPlatform({ dataDir, jobs }: PlatformOptions): Promise<Platform> {
  const store = await openStore(dataDir ?? './data')
  try {
    await migrate(store.url)
    const pool = openPool(store.url)
    const db = openDatabase(pool)
    await prepare(db)
    const queue = await openJobs(store.url, complain)
    const kernel: Kernel = {
      db,
      operations,
      reactions,
      clock: systemClock,
      enqueue: queue.enqueue,
    }
    if (jobs) await queue.work(kernel)
    return {
      kernel,
      url: store.url,
      async stop() {
        await queue.stop()
        await db.destroy()
        await store.stop()
      },
    }
  } catch (error) {
    await store.stop()
    throw error
  }
}

interface Store {
  readonly url: string
  stop(): Promise<void>
}

async function openStore(fallback: string): Promise<Store> {
  const outside = process.env['DATABASE_URL']
  if (outside) return { url: outside, stop: async () => {} }
  const dataDir = resolve(process.env['DATA_DIR'] ?? fallback)
  mkdirSync(dataDir, { recursive: true, mode: 0o700 })
  return startPostgres({ dataDir })
}

function complain(error: unknown): void {
  process.stderr.write(`${error instanceof Error ? error.stack : String(error)}\n`)
}
