import { performance } from 'node:perf_hooks'
import { sql, type RawBuilder } from 'kysely'
import type { Database } from '#src/kernel/db.ts'
import type { Context } from '#src/kernel/operation.ts'
import type { Vault } from '#src/kernel/vault.ts'
import type { Filters } from './list.ts'

/** A count, and what the database saw when it counted. */
export interface Headcount {
  readonly total: number
  readonly snapshot: string
  /** The run of the server: numbers of transactions mean nothing in another. */
  readonly server: string
  readonly at: number
}

const keptMs = 600_000
const most = 2_000
const books = new WeakMap<Vault, Map<string, Headcount>>()

const telling = new Set(['status', 'orgId'])

/**
 * Whether people under these conditions come and go only with what `roster_change` tells: being on
 * the register and below an organisation.
 */
export function isCountable(filters: Filters): boolean {
  return Object.entries(filters).every(([key, value]) => value === undefined || telling.has(key))
}

/** Drops the notes of changes that no kept count is old enough to need. */
export async function forgetOldChanges(db: Database): Promise<void> {
  await sql`delete from roster_change where at < now() - interval '1 day'`.execute(db)
}

/** The kept count for the actor's scope and these conditions. */
export function keptCount(context: Context, filters: Filters): Headcount | undefined {
  if (!isCountable(filters)) return undefined
  const kept = books.get(context.vault)?.get(keyOf(context, filters))
  return kept && performance.now() - kept.at < keptMs ? kept : undefined
}

/** Whether nothing has changed since; true or false in the snapshot of the statement around it. */
export function isExact({ snapshot, server }: Headcount): RawBuilder<boolean> {
  return sql`(${serverSql} = ${server} and not exists (select from roster_change
    where xid >= pg_snapshot_xmin(${snapshot}::pg_snapshot)
      and not pg_visible_in_snapshot(xid, ${snapshot}::pg_snapshot)))`
}

/** Counts anew, and keeps the count unless this transaction itself has written. */
export async function countAnew(
  context: Context,
  filters: Filters,
  where: RawBuilder<boolean>,
): Promise<number> {
  const { rows } = await sql<{ total: number; snapshot: string; server: string; clean: boolean }>`
    select count(*) as total, pg_current_snapshot()::text as snapshot, ${serverSql} as server,
      pg_current_xact_id_if_assigned() is null as clean
    from retiree where ${where}`.execute(context.db)
  const [row] = rows
  if (!row) return 0
  const { total, snapshot, server, clean } = row
  if (!clean || !isCountable(filters)) return total
  const book = books.get(context.vault) ?? new Map<string, Headcount>()
  if (book.size > most) book.clear()
  book.set(keyOf(context, filters), { total, snapshot, server, at: performance.now() })
  books.set(context.vault, book)
  return total
}

const serverSql = sql<string>`current_database() || ' ' || pg_postmaster_start_time()`

function keyOf({ actor }: Context, { status, orgId }: Filters): string {
  const scope = actor.role === 'system' ? 'all' : actor.scopeId
  return `${scope} ${status ?? 'active'} ${orgId ?? ''}`
}
