import { sql } from 'kysely'
import { writeRefresh } from '#src/duties/few.ts'
import type { Database } from '#src/kernel/db.ts'

const monthsAhead = 12

/** What a database needs before its first request: the ledger's function, and a part of the trace for each coming month. */
export async function prepare(db: Database): Promise<void> {
  await writeRefresh(db)
  const now = new Date()
  for (let ahead = 0; ahead <= monthsAhead; ahead++) {
    const from = monthFrom(now, ahead)
    const to = monthFrom(now, ahead + 1)
    const name = `trace_${from.slice(0, 7).replace('-', '_')}`
    const { rows } = await sql<{ known: boolean }>`
      select to_regclass(${name}) is not null
        or exists (select from trace_default where at >= ${from} and at < ${to}) as known`.execute(
      db,
    )
    if (rows[0]?.known) continue
    await sql`
      create table if not exists ${sql.id(name)} partition of trace
      for values from (${sql.lit(from)}) to (${sql.lit(to)})`.execute(db)
    await sql`revoke all on ${sql.id(name)} from chongyang_app`.execute(db)
  }
}

function monthFrom(now: Date, ahead: number): string {
  return new Date(Date.UTC(now.getUTCFullYear(), now.getUTCMonth() + ahead, 1)).toISOString()
}
