import { sql } from 'kysely'
import type { Tx } from '#src/kernel/db.ts'
import type { Vault } from '#src/kernel/vault.ts'
import { rowChecker } from './checkRows.ts'
import { findings } from './finding.ts'
import { leafOf } from './merkle.ts'
import type { Part } from './parts.ts'
import { ofRows, purgeRoot, purgesOf, type Purge } from './purge.ts'
import { rowsOf } from './rows.ts'
import { holdTrace, sealPurge, sealsFrom, type Seal } from './seal.ts'

export type Purging =
  | { readonly state: 'purged'; readonly part: string; readonly rows: number; readonly n?: number }
  /** Some rows wait for their seal, or another one seals: next time. */
  | { readonly state: 'later'; readonly part: string }
  /** The rows are not what was sealed: nothing goes, for it is evidence. */
  | { readonly state: 'altered'; readonly part: string; readonly findings: number }

/**
 * Drops one part of the trace whole, after comparing it with its seals, and seals the record of what
 * went. The seals stay, and of seals that reach beyond the part the leaves of what went stay too, so
 * that what is left can still be verified.
 */
export async function purgePart(
  tx: Tx,
  vault: Vault,
  part: Part,
  months: number,
): Promise<Purging> {
  const { name } = part
  await sql`set local lock_timeout = '10s'`.execute(tx)
  await holdTrace(tx, 'purging')
  const held = await countIn(tx, name)
  if (held === 0) {
    await drop(tx, name)
    return { state: 'purged', part: name, rows: 0 }
  }
  const report = findings()
  const purges = await purgesOf(tx, report)
  const seals = await sealsOver(tx, name)
  await rowChecker(tx, report, purges).check(seals)
  const went = await goingOf(tx, seals, part)
  if (report.found.length) return { state: 'altered', part: name, findings: report.found.length }
  if (went.rows !== held) return { state: 'later', part: name }
  const record = JSON.stringify({
    part: name,
    from: part.from,
    to: part.to,
    months,
    ...went,
  } satisfies Purge)
  const n = await sealPurge(tx, vault, { root: purgeRoot(record), rows: held })
  if (n === undefined) return { state: 'later', part: name }
  await sql`insert into trace_purge (n, record) values (${n}, ${record})`.execute(tx)
  await drop(tx, name)
  return { state: 'purged', part: name, rows: held, n }
}

async function countIn(tx: Tx, name: string): Promise<number> {
  const { rows } = await sql<{ count: number }>`
    select count(*) as count from ${sql.id(name)}`.execute(tx)
  return rows[0]?.count ?? 0
}

async function drop(tx: Tx, name: string): Promise<void> {
  await sql`alter table trace detach partition ${sql.id(name)}`.execute(tx)
  await sql`drop table ${sql.id(name)}`.execute(tx)
}

/** The seals that cover any row of a part, in order. */
async function sealsOver(tx: Tx, name: string): Promise<Seal[]> {
  const { rows } = await sql<{ n: number }>`
    select distinct seal.n from (
      select cluster, min(xid::text::numeric) as first, max(xid::text::numeric) as last
      from ${sql.id(name)} group by cluster
    ) as span join seal on seal.cluster = span.cluster
      and seal.from_xid::text::numeric <= span.last and seal.to_xid::text::numeric > span.first
    order by n`.execute(tx)
  const [first, last] = [rows[0]?.n, rows.at(-1)?.n]
  if (first === undefined || last === undefined) return []
  const wanted = new Set(rows.map(({ n }) => n))
  const seals: Seal[] = []
  for (let n = first; n <= last;) {
    const some = await sealsFrom(tx, n)
    seals.push(...some.filter((seal) => wanted.has(seal.n) && ofRows(seal)))
    n = (some.at(-1)?.n ?? last) + 1
  }
  return seals
}

type Going = Pick<Purge, 'rows' | 'emptied' | 'kept'>

/** Which seals a part empties, and what must be kept of the others. */
async function goingOf(tx: Tx, seals: readonly Seal[], { from, to }: Part): Promise<Going> {
  const emptied: [number, number][] = []
  const kept: Going['kept'] = {}
  let rows = 0
  for (const { n, cluster, fromXid, toXid } of seals) {
    const leaves: [string, number, string][] = []
    let stays = false
    for await (const row of rowsOf(tx, { cluster, from: BigInt(fromXid), to: BigInt(toXid) }))
      if (row.at >= from && row.at < to)
        leaves.push([String(row.xid), row.id, leafOf(row.line).toString('hex')])
      else stays = true
    rows += leaves.length
    const before = emptied.at(-1)
    if (stays) kept[n] = leaves
    else if (before?.[1] === n - 1) before[1] = n
    else emptied.push([n, n])
  }
  return { rows, emptied, kept }
}
