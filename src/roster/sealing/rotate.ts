import { setTimeout as pause } from 'node:timers/promises'
import { sql } from 'kysely'
import { systemActor } from '#src/kernel/access.ts'
import type { Database } from '#src/kernel/db.ts'
import { execute, type Kernel } from '#src/kernel/execute.ts'
import { staleRecords, sweepRecords } from './records.ts'
import { staleRows, sweepTable } from './sweep.ts'
import { sweeps } from './sweeps.ts'
import { demandOpen } from './value.ts'

export interface Rotated {
  /** The number of the key for sensitive fields that is now in use. */
  readonly key: number
  /** True where an earlier rotation had been cut short and was completed. */
  readonly resumed: boolean
  /** Rows that were sealed anew. */
  readonly rows: number
}

/**
 * Replaces the keys of sensitive fields and of the search for numbers while everybody works: makes new
 * keys, waits until every process has learned them (`settle` milliseconds), and seals all values anew in
 * lots, until none lies under an older key. May be killed at any moment and called again.
 */
export async function rotateKeys(kernel: Kernel, settle: number): Promise<Rotated> {
  const { db, vault } = kernel
  demandOpen(vault)
  const begun = await db
    .selectFrom('dataKey')
    .select('id')
    .where('purpose', 'in', ['fields', 'lookup'])
    .where('retiredAt', 'is not', null)
    .where('emptiedAt', 'is', null)
    .executeTakeFirst()
  if (!begun) await execute(kernel, systemActor(), 'keys.renew', {})
  await pause(settle)
  const since = await moment(db)
  let rows = await sweepAll(kernel)
  await untilEnded(db, since)
  while ((await staleIn(kernel)) > 0) {
    rows += await sweepAll(kernel)
    await pause(100)
  }
  await execute(kernel, systemActor(), 'keys.retire', {})
  await vault.reload(db)
  return { key: vault.current('fields'), resumed: Boolean(begun), rows }
}

async function sweepAll({ db, vault }: Kernel): Promise<number> {
  let rows = await sweepRecords(db, vault)
  for (const sweep of sweeps) rows += await sweepTable(db, vault, sweep)
  return rows
}

/** Rows that hold anything under an older key. */
export async function staleIn({ db, vault }: Kernel): Promise<number> {
  let stale = await staleRecords(db, vault)
  for (const sweep of sweeps) stale += await staleRows(db, sweep, vault.current('fields'))
  return stale
}

async function moment(db: Database): Promise<string> {
  const { rows } = await sql<{ at: string }>`select clock_timestamp()::text as at`.execute(db)
  return rows[0]?.at as string
}

/** What was sealed with the older key before everyone knew the new one is written when these have ended. */
async function untilEnded(db: Database, since: string): Promise<void> {
  for (;;) {
    const { rows } = await sql`
      select from pg_stat_activity where datname = current_database() and pid <> pg_backend_pid()
        and backend_type = 'client backend' and xact_start < ${since}::timestamptz limit 1`.execute(
      db,
    )
    if (rows.length === 0) return
    await pause(200)
  }
}
