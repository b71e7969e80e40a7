import { sql } from 'kysely'
import type { Database, Tx } from '#src/kernel/db.ts'

const monthsAhead = 12

/** Makes the part of the trace for this month and each of the coming twelve, where it is not there yet. */
export async function makeParts(db: Database | Tx, now = new Date()): Promise<void> {
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

/** One part of the trace: the moments it holds, spelt as rows are sealed; open ends are empty. */
export interface Part {
  readonly name: string
  readonly from: string
  readonly to: string
}

/** The parts that end at or before a moment, the oldest first; never the one that takes what has no other. */
export async function partsBefore(db: Database | Tx, moment: string): Promise<Part[]> {
  const { rows } = await sql<{ name: string; bound: string }>`
    select relname as name, pg_get_expr(relpartbound, pg_class.oid) as bound
    from pg_class join pg_inherits on inhrelid = pg_class.oid
    where inhparent = 'trace'::regclass`.execute(db)
  return rows
    .map(({ name, bound }) => partFrom(name, bound))
    .filter((part) => part !== undefined && part.to <= moment)
    .toSorted((a, b) => ((a as Part).to < (b as Part).to ? -1 : 1)) as Part[]
}

/** As PostgreSQL prints it: FOR VALUES FROM ('2026-11-01 00:00:00+00') TO ('…'), or MINVALUE. */
function partFrom(name: string, bound: string): Part | undefined {
  const found = /FROM \((?:MINVALUE|'([^']+)')\) TO \('([^']+)'\)/.exec(bound)
  if (!found?.[2]) return undefined
  return { name, from: found[1] ? momentFrom(found[1]) : '', to: momentFrom(found[2]) }
}

/** Bounds are printed in the time zone of the connection: `2026-11-01 08:00:00+08`. */
function momentFrom(text: string): string {
  const iso = text.replace(' ', 'T').replace(/([+-]\d\d)$/, '$1:00')
  return new Date(iso).toISOString().replace(/Z$/, '000Z')
}
