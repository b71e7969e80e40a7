import { sql } from 'kysely'
import * as z from 'zod'
import type { Database, Tx } from '#src/kernel/db.ts'
import type { Findings } from './finding.ts'
import { sm3 } from './merkle.ts'
import { purgeFormat, type Seal } from './seal.ts'

const Leaf = z.string().regex(/^[0-9a-f]{64}$/)

/** What a purge left behind; its digest is the root of a seal in the chain, so that it cannot be made up. */
const Purge = z.object({
  part: z.string(),
  from: z.string(),
  to: z.string(),
  rows: z.int(),
  /** The period that the policy gave on that day. */
  months: z.int(),
  /** Seals of which no row is left, as spans. */
  emptied: z.array(z.tuple([z.int(), z.int()])),
  /** Of seals that keep some rows: transaction, number and leaf of those that went. */
  kept: z.record(z.string(), z.array(z.tuple([z.string(), z.int(), Leaf]))),
})

export type Purge = z.output<typeof Purge>

const purgeMark = Buffer.from([3])

/** The root of the seal that vouches for a purge. */
export const purgeRoot = (record: string) => sm3(purgeMark, Buffer.from(record))

export interface KeptLeaf {
  readonly xid: bigint
  readonly id: number
  readonly leaf: Buffer
}

/** What sealed purges explain, and nothing else does. */
export interface Purges {
  /** How many rows went in all. */
  readonly rows: number
  emptied(n: number): boolean
  kept(n: number): readonly KeptLeaf[]
}

/** Reads the purges; one that its seal does not vouch for is told and explains nothing. */
export async function purgesOf(db: Database | Tx, report: Findings): Promise<Purges> {
  const { rows } = await sql<{ n: number; record: string | null; root: Buffer | null }>`
    select coalesce(seal.n, trace_purge.n) as n, record, root
    from (select n, root from seal where format = ${sql.lit(purgeFormat)}) as seal
      full join trace_purge on trace_purge.n = seal.n
    order by n`.execute(db)
  const good: Purge[] = []
  for (const { n, record, root } of rows) {
    const vouched = record !== null && root !== null && purgeRoot(record).equals(root)
    const purge = vouched ? Purge.safeParse(JSON.parse(record)).data : undefined
    if (purge) good.push(purge)
    else report.add('purgeForged', `第 ${n} 号封印的到期清除记录缺失或被改动`, n)
  }
  return explained(good)
}

function explained(purges: readonly Purge[]): Purges {
  const spans = purges.flatMap(({ emptied }) => emptied)
  const kept = new Map<number, KeptLeaf[]>()
  for (const purge of purges)
    for (const [n, leaves] of Object.entries(purge.kept))
      kept.set(Number(n), [...(kept.get(Number(n)) ?? []), ...leaves.map(leafFrom)].sort(inOrder))
  const emptied = (n: number) => spans.some(([from, to]) => from <= n && n <= to)
  return {
    rows: purges.reduce((sum, { rows }) => sum + rows, 0),
    emptied,
    kept: (n) => (emptied(n) ? [] : (kept.get(n) ?? [])),
  }
}

const leafFrom = ([xid, id, leaf]: [string, number, string]): KeptLeaf => ({
  xid: BigInt(xid),
  id,
  leaf: Buffer.from(leaf, 'hex'),
})

/** Rows are sealed by transaction and number. */
export function inOrder(a: Pick<KeptLeaf, 'xid' | 'id'>, b: Pick<KeptLeaf, 'xid' | 'id'>): number {
  return a.xid < b.xid ? -1 : a.xid > b.xid ? 1 : a.id - b.id
}

/** Seals of rows, without those that vouch for purges. */
export const ofRows = ({ format }: Seal) => format !== purgeFormat
