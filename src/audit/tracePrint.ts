import { sql } from 'kysely'
import type { Database, Tx } from '#src/kernel/db.ts'
import { purgeFormat } from './seal.ts'

/** What is final in the trace and its seals, counted and digested by number and version of each row. */
export interface Print {
  readonly cluster: number
  /** Every transaction before this one has ended. */
  readonly settled: string
  readonly rows: number
  readonly digest: string
  /** The newest seal, its instance, and the digest of all seals and keys. */
  readonly last: number
  readonly lastCluster: number | null
  readonly seals: string
  readonly purges: number
  /** Rows that the seals cover, and how many they say they cover. */
  readonly sealedRows: number
  readonly sealed: number
  /** The same rows and seals as those of the print before. */
  readonly knownCount: number
  readonly knownRows: string
  readonly knownSeals: string
}

/**
 * Takes a print in one look at one moment of the database. Every change of a row, by whomever and with
 * every trigger off, gives the row another `xmin`, so the contents need not be read.
 */
export async function takePrint(db: Database | Tx, before?: Print): Promise<Print> {
  const { settled = '0', last = 0 } = before ?? {}
  const row = sql`hashint8extended(t.id, t.xmin::text::bigint)`
  const seal = sql`hashint8extended(s.n, s.xmin::text::bigint)`
  const final = sql`(t.cluster <> here.cluster or t.xid < here.settled)`
  const known = sql`(t.cluster <> here.cluster or t.xid < ${settled}::xid8)`
  const { rows } = await sql<Print>`
    with here as materialized (
      select pg_snapshot_xmin(pg_current_snapshot()) as settled,
        ((pg_control_system()).system_identifier % 2147483647)::integer as cluster
    ), seals as materialized (
      select coalesce(max(s.n), 0) as last,
        (array_agg(s.cluster order by s.n desc))[1] as last_cluster,
        coalesce(bit_xor(${seal}), 0)::text as seals,
        coalesce(bit_xor(${seal}) filter (where s.n <= ${last}), 0)::text as known_seals,
        count(*) filter (where s.format = ${sql.lit(purgeFormat)}) as purges,
        coalesce(sum(s.count) filter (where s.format <> ${sql.lit(purgeFormat)}), 0)::bigint as sealed,
        coalesce(max(s.to_xid::text::bigint) filter (where s.cluster = here.cluster), 0)::text::xid8 as sealed_to
      from seal s, here
    ), lines as (
      select count(*) filter (where ${final}) as rows,
        coalesce(bit_xor(${row}) filter (where ${final}), 0)::text as digest,
        count(*) filter (where ${known}) as known_count,
        coalesce(bit_xor(${row}) filter (where ${known}), 0)::text as known_rows,
        count(*) filter (where t.cluster <> here.cluster or t.xid < seals.sealed_to) as sealed_rows
      from trace t, here, seals
    )
    select here.cluster, here.settled::text as settled, lines.*, seals.last, seals.last_cluster,
      seals.seals, seals.known_seals, seals.purges, seals.sealed
    from here, seals, lines`.execute(db)
  return rows[0] as Print
}
