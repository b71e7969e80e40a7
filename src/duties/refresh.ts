import { sql } from 'kysely'
import { addDays } from '#src/kernel/day.ts'
import type { Tx } from '#src/kernel/db.ts'
import { unguarded } from '#src/kernel/guard.ts'
import { columns, deriveDuties, deriveInto } from './derive.ts'
import { horizonOn, leadDays } from './duty.ts'
import { refreshFew } from './few.ts'
import { keepHorizon, keptHorizon } from './horizon.ts'
import { lockAll, lockPeople } from './lock.ts'
import { ensureLunarDays } from './lunarDays.ts'
import { few, mergeDuties, type Changed } from './merge.ts'
import { peopleOpening, windowOpens } from './opening.sql.ts'
import type { Scope } from './person.sql.ts'

const nothing: Changed = { added: 0, altered: 0, removed: 0 }

/**
 * Brings the ledger in line with the facts for some people or for all, in the transaction that
 * changed the facts. `because` explains the withdrawal of open duties whose ground is gone.
 */
export async function refreshDuties(
  db: Tx,
  scope: Scope,
  today: string,
  because = '依据的资料已更正',
): Promise<Changed> {
  if (scope.length === 0) return nothing
  const ids = scope === 'all' ? undefined : [...new Set(scope)]
  if (ids && ids.length <= few) return refreshSome(db, ids, today, because)
  return unguarded(db, () => refreshMany(db, ids ?? 'all', today, because))
}

async function refreshMany(db: Tx, scope: Scope, today: string, because: string): Promise<Changed> {
  const kept = await keptHorizon(db)
  if (!kept || kept < addDays(today, leadDays)) await advanceDuties(db, today)
  await (scope === 'all' ? lockAll(db) : lockPeople(db, scope))
  const horizon = (await keptHorizon(db)) as string
  return mergeDuties(db, scope, horizon, because)
}

async function refreshSome(db: Tx, ids: readonly number[], today: string, because: string) {
  const needed = addDays(today, leadDays)
  const changed = await refreshFew(db, ids, needed, because)
  if (changed) return changed
  await unguarded(db, () => advanceDuties(db, today))
  return (await refreshFew(db, ids, needed, because)) ?? nothing
}

/**
 * Moves the horizon on to what a day needs, and derives what newly opens: everyone when a season
 * opens or nothing was ever derived, else only the people whose own dates fall in the new slice.
 */
export async function advanceDuties(db: Tx, today: string): Promise<Changed> {
  await lockAll(db)
  const kept = await keptHorizon(db)
  const horizon = horizonOn(today)
  if (kept && kept >= horizon) return nothing
  await ensureLunarDays(db)
  await keepHorizon(db, horizon)
  const scope = kept ? await openingScope(db, kept, horizon) : 'all'
  return scope.length ? mergeDuties(db, scope, horizon, '依据的资料已更正') : nothing
}

async function openingScope(db: Tx, kept: string, horizon: string): Promise<Scope> {
  const window = await windowOpens(kept, horizon).execute(db)
  if (window.rows[0]?.opens) return 'all'
  const people = await peopleOpening(kept, horizon).execute(db)
  return people.rows.map((row) => row.id)
}

/** Drops the ledger and derives all of it from nothing; returns the number of duties. */
export async function rebuildDuties(db: Tx, today: string): Promise<number> {
  await lockAll(db)
  await ensureLunarDays(db)
  await keepHorizon(db, horizonOn(today))
  await sql`select set_config('jit', 'off', true), set_config('work_mem', '128MB', true),
    set_config('maintenance_work_mem', '256MB', true)`.execute(db)
  await sql`truncate duty`.execute(db)
  await sql`alter table duty drop constraint duty_pkey`.execute(db)
  await sql`drop index duty_open`.execute(db)
  await deriveInto(db, 'duty', 'all', horizonOn(today))
  await sql`alter table duty add constraint duty_pkey
    primary key (retiree_id, rule, period)`.execute(db)
  await sql`create index duty_open on duty (due_on, owner_id) where state = 'open'`.execute(db)
  await sql`analyze duty`.execute(db)
  const { rows } = await sql<{ count: number }>`select count(*)::integer from duty`.execute(db)
  return rows[0]?.count ?? 0
}

export interface Verified {
  readonly duties: number
  /** Kept, but no longer derived from the facts. */
  readonly surplus: number
  /** Derived from the facts, but not kept. */
  readonly lacking: number
  /** Both together; nothing differs when it is 0. */
  readonly differences: number
}

/** Compares the kept ledger with a fresh derivation, row by row in both directions. */
export async function verifyDuties(db: Tx, today: string): Promise<Verified> {
  await lockAll(db)
  await ensureLunarDays(db)
  await sql`select set_config('jit', 'off', true), set_config('work_mem', '256MB', true)`.execute(
    db,
  )
  await deriveDuties(db, 'all', (await keptHorizon(db)) ?? horizonOn(today))
  const { rows } = await sql<Omit<Verified, 'differences'>>`
    select (select count(*) from duty)::integer as duties,
      (select count(*) from (select ${columns} from duty except all
        select ${columns} from derived) a)::integer as surplus,
      (select count(*) from (select ${columns} from derived except all
        select ${columns} from duty) b)::integer as lacking`.execute(db)
  await sql`drop table derived`.execute(db)
  const found = rows[0] ?? { duties: 0, surplus: 0, lacking: 0 }
  return { ...found, differences: found.surplus + found.lacking }
}
