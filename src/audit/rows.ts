import { sql } from 'kysely'
import type { Database, Tx } from '#src/kernel/db.ts'

/** The shape of a canonical row and of a seal's head; a change of shape takes the next number. */
export const format = 1

/** A moment as sealed: UTC, microseconds. */
export const momentText = (moment: ReturnType<typeof sql>) =>
  sql<string>`to_char(${moment} at time zone 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.US"Z"')`

/**
 * A row of the trace as PostgreSQL keeps it, in one spelling whatever the server's version, time zone
 * and locale: jsonb orders its keys and spells its numbers in one way only.
 */
export const canonicalRow = sql<string>`jsonb_build_array(
  id, ${momentText(sql`at`)}, cluster, xid::text, account_id, post_id, org_id, operation, outcome,
  name, subject, subject_id, detail, purpose, source)::text`

/** Rows of one database instance by number of transaction: `from` counts, `to` does not. */
export interface Span {
  readonly cluster: number
  readonly from: bigint
  readonly to: bigint
}

export interface SealedRow {
  readonly id: number
  readonly xid: bigint
  readonly at: string
  readonly line: string
}

const atOnce = 5_000

/** The rows of a span in the order in which they are sealed, some thousands at a time. */
export async function* rowsOf(db: Database | Tx, { cluster, from, to }: Span) {
  let [xid, id] = [String(from), -1]
  for (;;) {
    const { rows } = await sql<Record<'at' | 'line' | 'xid', string> & { id: number }>`
      select id, xid::text as xid, ${momentText(sql`at`)} as at, ${canonicalRow} as line
      from trace
      where (trace.xid, trace.id) > (${xid}::xid8, ${id}::bigint) and trace.xid < ${String(to)}::xid8
        and cluster = ${cluster}
      order by trace.xid, trace.id limit ${sql.lit(atOnce)}`.execute(db)
    for (const row of rows) yield { ...row, xid: BigInt(row.xid) } satisfies SealedRow
    const last = rows.at(-1)
    if (!last || rows.length < atOnce) return
    xid = last.xid
    id = last.id
  }
}
