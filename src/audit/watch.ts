import { sql } from 'kysely'
import { setTimeout as pause } from 'node:timers/promises'
import type { Database } from '#src/kernel/db.ts'
import type { Kernel } from '#src/kernel/execute.ts'
import { detectAlerts, detectRecent, raiseAlert } from './alerts/detect.ts'
import { anchorPlaces, anchorSeals, type AnchorPlace } from './anchor.ts'
import { instant, lastSeal, sealTrace } from './seal.ts'
import { steadyEveryMs, steadyRun } from './steadyWatch.ts'

const sealEveryMs = 5_000
const lookEveryMs = 60_000
const countEveryMs = 600_000
/** A folder of another host may never answer. */
const patienceMs = 3_000
const anchorLock = 990_009

export interface Watch {
  stop(): Promise<void>
}

/**
 * While the server runs: seals every five seconds, writes each seal down outside the database, compares
 * all that is final with the last time every twenty seconds, and every minute looks for what is unusual,
 * every ten for who looks at too many. Several servers may watch one database; one seals at a time.
 */
export function watchTrace(kernel: Kernel, complain: (error: unknown) => void): Watch {
  const stopping = new AbortController()
  const { db, vault, clock } = kernel
  const said = new Map<string, string>()

  /** Says once what goes wrong, however often it is tried again. */
  async function attempt(what: string, work: () => Promise<unknown>): Promise<void> {
    try {
      await work()
      said.delete(what)
    } catch (error) {
      const { message } = error as Error
      if (said.get(what) !== message && !stopping.signal.aborted) complain(error)
      said.set(what, message)
    }
  }

  async function repeat(everyMs: number, what: string, work: () => Promise<unknown>) {
    while (!stopping.signal.aborted) {
      await attempt(what, work)
      await pause(everyMs, undefined, { signal: stopping.signal }).catch(() => undefined)
    }
  }

  async function look(): Promise<void> {
    await detectRecent(db, clock.today())
    if (await isLate(db)) await raiseAlert(db, 'unsealed', clock.today())
  }

  const places = kernel.dataDir ? anchorPlaces(kernel.dataDir) : []
  const running = [
    repeat(sealEveryMs, 'seal', () => sealTrace(db, vault)),
    repeat(steadyEveryMs, 'steady', () => steadyRun(kernel)),
    repeat(lookEveryMs, 'look', look),
    repeat(countEveryMs, 'count', () => detectAlerts(db, clock.today(), kernel.operations)),
    ...places.map((place) =>
      repeat(sealEveryMs, place.folder, () => anchorAlone(db, place, clock.today())),
    ),
  ]
  return {
    async stop() {
      stopping.abort()
      await Promise.race([Promise.all(running), pause(patienceMs)])
    },
  }
}

/** Brings one place up to date, alone among all servers; raises an alert where it cannot. */
export async function anchorAlone(db: Database, place: AnchorPlace, day: string): Promise<void> {
  const outcome = await db.transaction().execute(async (tx) => {
    const { rows } = await sql<{ mine: boolean }>`
      select pg_try_advisory_xact_lock(${anchorLock}, hashtext(${place.folder})) as mine`.execute(
      tx,
    )
    return rows[0]?.mine ? anchorSeals(tx, place) : undefined
  })
  if (!outcome || outcome.state === 'kept') return
  await raiseAlert(db, outcome.state, day, { place: place.title })
  const because =
    outcome.state === 'forked'
      ? `记有第 ${outcome.n} 号封印，数据库里没有或不同`
      : `写不进去（${outcome.reason}）`
  throw new Error(`${place.title}${because}`)
}

/** Whether rows that could be sealed have waited for more than a minute. */
async function isLate(db: Database): Promise<boolean> {
  const { cluster, settled } = await instant(db)
  const last = await lastSeal(db)
  const from = last?.cluster === cluster ? last.toXid : '0'
  const { rows } = await sql<{ late: boolean }>`
    select exists (select from trace where cluster = ${cluster}
      and trace.xid >= ${from}::xid8 and trace.xid < ${settled}::xid8
      and at < clock_timestamp() - interval '1 minute') as late`.execute(db)
  return rows[0]?.late ?? false
}
