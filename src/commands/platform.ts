import { mkdirSync } from 'node:fs'
import { resolve } from 'node:path'
import { watchTrace } from '#src/audit/watch.ts'
import { watchCalls, type CallWatch } from '#src/calls/watch.ts'
import { systemActor } from '#src/kernel/access.ts'
import { systemClock } from '#src/kernel/clock.ts'
import { openDatabase, openPool } from '#src/kernel/db.ts'
import { execute, type Kernel } from '#src/kernel/execute.ts'
import { appRole, requireAppRole } from '#src/kernel/guard.ts'
import { openJobs } from '#src/kernel/jobs.ts'
import { migrate } from '#src/kernel/migrate.ts'
import { findPostgres, startPostgres } from '#src/kernel/postgres.ts'
import { startSender } from '#src/messages/sender.ts'
import { providerOf } from '#src/messages/settings.ts'
import { operations } from '#src/operations.ts'
import { reactions } from '#src/reactions.ts'
import { sealPlain } from '#src/roster/sealing/upgrade.ts'
import { keyringOf, watchKeys } from './keyring.ts'
import { prepare } from './prepare.ts'

export interface Platform {
  readonly kernel: Kernel
  readonly calls: CallWatch
  readonly url: string
  stop(): Promise<void>
  /** Resolves when the embedded database is gone for good; never for an outside one. */
  readonly lost: Promise<unknown>
}

/** The whole platform for a server: database, schema, queue and the work in it. */
export async function openPlatform(fallback = './data'): Promise<Platform> {
  const store = await openStore(fallback)
  return guarded(store, async () => {
    await migrate(store.url)
    await requireAppRole(appUrl(store.url))
    const db = openDatabase(openPool(store.url))
    await prepare(db)
    const queue = await openJobs(store.url, complain)
    const vault = await keyringOf(db, store.dataDir)
    await sealPlain(db, vault)
    const unwatch = watchKeys(vault, db)
    const guarded = openDatabase(openPool(appUrl(store.url), 12, appRole))
    const { dataDir } = store
    const kernel: Kernel = { ...parts, db, guarded, vault, dataDir, enqueue: queue.enqueue }
    await queue.work(kernel)
    await execute(kernel, systemActor(), 'import.resume', {})
    const watch = watchTrace(kernel, complain)
    const sender = startSender(kernel, providerOf(process.env, dataDir), complain)
    const calls = watchCalls(kernel, store.url, complain)
    return {
      kernel,
      calls,
      url: store.url,
      lost: store.exited,
      async stop() {
        unwatch()
        await calls.stop()
        await queue.stop()
        await sender.stop()
        await watch.stop()
        await guarded.destroy()
        await db.destroy()
        await store.stop()
      },
    }
  })
}

/**
 * The platform for one command, which does itself what it would queue. Joins the database of a
 * server that runs on the same data folder.
 */
export async function withPlatform<T>(run: (kernel: Kernel) => Promise<T>): Promise<T> {
  const store = await openStore('./data', true)
  return guarded(store, async () => {
    await migrate(store.url)
    const db = openDatabase(openPool(store.url, 4))
    await prepare(db)
    try {
      const vault = await keyringOf(db, store.dataDir)
      await sealPlain(db, vault)
      const { dataDir } = store
      return await run({ ...parts, db, guarded: db, vault, dataDir, enqueue: async () => {} })
    } finally {
      await db.destroy()
      await store.stop()
    }
  })
}

/** The application's own login, where an outside database has one for it. */
const appUrl = (ownersUrl: string) => process.env['DATABASE_APP_URL'] ?? ownersUrl

const parts = { operations, reactions, clock: systemClock }

export interface Store {
  readonly url: string
  /** Where the files of this installation lie; for an outside database, its keys. */
  readonly dataDir: string
  stop(): Promise<void>
  readonly exited: Promise<unknown>
}

/** A database that somebody else runs is not stopped, and its end shows in every answer. */
const notOurs = { stop: async () => {}, exited: new Promise<never>(() => undefined) }

/** The database as it is, with no change of schema: joined where a server runs, else started. */
export async function openStore(fallback: string, join = false): Promise<Store> {
  const outside = process.env['DATABASE_URL']
  const dataDir = resolve(process.env['DATA_DIR'] ?? fallback)
  if (outside) return { url: outside, dataDir, ...notOurs }
  const running = join ? await findPostgres(dataDir) : undefined
  if (running) return { url: running, dataDir, ...notOurs }
  mkdirSync(dataDir, { recursive: true, mode: 0o700 })
  return { ...(await startPostgres({ dataDir })), dataDir }
}

async function guarded<T>(store: Store, open: () => Promise<T>): Promise<T> {
  try {
    return await open()
  } catch (error) {
    await store.stop()
    throw error
  }
}

function complain(error: unknown): void {
  process.stderr.write(`${error instanceof Error ? error.stack : String(error)}\n`)
}
