import { sql } from 'kysely'
import type { Database, Tx } from '#src/kernel/db.ts'

/** The shape of a canonical row and of a seal's head; a change of shape takes the next number. */
export const format = 1

/** A moment as sealed: UTC, microseconds. */
export const momentText = (moment: ReturnType<typeof sql>) =>
  sql<string>`to_char(${moment} at time zone 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.US"Z"')`

/** What of a row is sealed; the timestamps are spelt out, jsonb orders its keys and numbers in one way only. */
const sealedColumns = sql`
  id, ${momentText(sql`at`)} as at, cluster, xid::text as xid, account_id, post_id, org_id,
  operation, outcome, name, subject, subject_id, detail::text as detail, purpose, source`

/** The row in one spelling, whatever the server's version, time zone and locale. */
function lineOf(row: Raw): string {
  const written = [row.id, row.at, row.cluster, row.xid, row.accountId, row.postId, row.orgId]
  const what = [row.operation, row.outcome, row.name, row.subject, row.subjectId]
  return JSON.stringify([...written, ...what, row.detail, row.purpose, row.source])
}

interface Raw {
  readonly id: number
  readonly at: string
  readonly cluster: number
  readonly xid: string
  readonly accountId: number | null
  readonly postId: number | null
  readonly orgId: number | null
  readonly operation: string
  readonly outcome: string
  readonly name: string
  readonly subject: string
  readonly subjectId: number | null
  readonly detail: string
  readonly purpose: string | null
  readonly source: string | null
}

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

/**
 * The rows of a span in the order in which they are sealed, some thousands at a time. They are chosen
 * before they are spelt out, and sorted out by instance here: so the index of transactions alone serves.
 */
export async function* rowsOf(db: Database | Tx, { cluster, from, to }: Span) {
  let [xid, id] = [String(from), -1]
  for (;;) {
    const { rows } = await sql<Raw>`
      select ${sealedColumns}
      from (
        select * from trace
        where (trace.xid, trace.id) > (${xid}::xid8, ${id}::bigint)
          and trace.xid < ${String(to)}::xid8
        order by trace.xid, trace.id limit ${sql.lit(atOnce)}
      ) as batch
      order by batch.xid, batch.id`.execute(db)
    for (const row of rows) if (row.cluster === cluster) yield sealedRow(row)
    const last = rows.at(-1)
    if (!last || rows.length < atOnce) return
    xid = last.xid
    id = last.id
  }
}

function sealedRow(row: Raw): SealedRow {
  return { id: row.id, xid: BigInt(row.xid), at: row.at, line: lineOf(row) }
}
