import { sql } from 'kysely'
import type { Database } from '#src/kernel/db.ts'

/** What a database needs before its first request: room for this and the next months' trace. */
export async function prepare(db: Database): Promise<void> {
  const now = new Date()
  for (let ahead = 0; ahead <= 3; ahead++) {
    const from = new Date(Date.UTC(now.getUTCFullYear(), now.getUTCMonth() + ahead, 1))
    const to = new Date(Date.UTC(now.getUTCFullYear(), now.getUTCMonth() + ahead + 1, 1))
    const name = `trace_${from.toISOString().slice(0, 7).replace('-', '_')}`
    await sql`
      create table if not exists ${sql.id(name)} partition of trace
      for values from (${sql.lit(from.toISOString())}) to (${sql.lit(to.toISOString())})`.execute(
      db,
    )
  }
}
