import { sql } from 'kysely'
import type { Tx } from '#src/kernel/db.ts'

/** Key of the lock that refreshing people share and the whole ledger takes alone. */
export const lockKey = 990_017

/**
 * One refresh at a time for each person, so that of two facts recorded at once the later refresh
 * sees both; and none while the whole ledger is derived.
 */
export async function lockPeople(db: Tx, ids: readonly number[]): Promise<void> {
  await sql`select pg_advisory_xact_lock_shared(${lockKey})`.execute(db)
  await sql`select count(*) from (
    select id from retiree where id = any (${[...ids]}::bigint[]) order by id for no key update
  ) locked`.execute(db)
}

/** Waits until every transaction that refreshes has ended, and holds the others back. */
export async function lockAll(db: Tx): Promise<void> {
  await sql`select pg_advisory_xact_lock(${lockKey})`.execute(db)
}
