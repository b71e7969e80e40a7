import { sql } from 'kysely'
import type { Database, Tx } from '#src/kernel/db.ts'
import type { Vault } from '#src/kernel/vault.ts'
import { growTree, leafOf, sm3 } from './merkle.ts'
import { format, momentText, rowsOf, type Span } from './rows.ts'
import { sealKey, type SealKey } from './sealKey.ts'
import { sign } from './signature.ts'

/** What a seal says beside the root of its rows; all of it is in the hash. */
export interface SealHead {
  readonly n: number
  readonly at: string
  readonly format: number
  readonly cluster: number
  readonly fromXid: string
  readonly toXid: string
  /** No transaction from here on had begun when the seal was made. */
  readonly nextXid: string
  /** The greatest row number that any seal so far covers. */
  readonly lastId: number
  readonly count: number
  readonly keyId: number
}

export interface Seal extends SealHead {
  readonly root: Buffer
  readonly hash: Buffer
  readonly signature: Buffer
}

export const noHash = Buffer.alloc(32)
/** The shape of a seal that covers no rows: its root is the digest of a purge. */
export const purgeFormat = 2
const chainMark = Buffer.from([2])
const lockKey = 990_008
const purgeLock = 990_010

/** h(n) = SM3(0x02 ‖ h(n−1) ‖ root ‖ n ‖ count ‖ the rest of the head). */
export function chainHash(previous: Buffer, root: Buffer, head: SealHead): Buffer {
  const { n, count, at, cluster, fromXid, toXid, nextXid, lastId, keyId } = head
  const numbers = Buffer.alloc(16)
  numbers.writeBigUInt64BE(BigInt(n), 0)
  numbers.writeBigUInt64BE(BigInt(count), 8)
  const rest = JSON.stringify([head.format, at, cluster, fromXid, toXid, nextXid, lastId, keyId])
  return sm3(chainMark, previous, root, numbers, Buffer.from(rest))
}

/**
 * Seals what can be sealed: every row whose transaction, and every one begun before it, has ended. A
 * row committed late belongs to the next seal; none is skipped, and none is read twice. One process
 * seals at a time; another one finds nothing to do.
 */
export async function sealTrace(db: Database, vault: Vault): Promise<Seal[]> {
  const transaction = db.transaction().setIsolationLevel('read committed')
  return transaction.execute((tx) => sealInside(tx, vault))
}

/** The same inside a transaction that reads what others commit meanwhile (`read committed`). */
export async function sealInside(tx: Tx, vault: Vault): Promise<Seal[]> {
  const { rows } = await sql<{ mine: boolean }>`
    select pg_try_advisory_xact_lock(${lockKey}) as mine`.execute(tx)
  if (!rows[0]?.mine) return []
  const made: Seal[] = []
  let key: SealKey | undefined
  let last = await lastSeal(tx)
  for (const { nextXid, at, ...span } of await spansToSeal(tx, last)) {
    const tree = growTree()
    let lastId = last?.lastId ?? 0
    for await (const row of rowsOf(tx, span)) {
      tree.add(leafOf(row.line))
      lastId = Math.max(lastId, row.id)
    }
    if (tree.count === 0) continue
    key ??= await sealKey(tx, vault)
    const [fromXid, toXid] = [String(span.from), String(span.to)]
    const order = { n: (last?.n ?? 0) + 1, at, format, cluster: span.cluster, keyId: key.id }
    const head = { ...order, fromXid, toXid, nextXid, lastId, count: tree.count }
    const root = tree.root()
    const hash = chainHash(last?.hash ?? noHash, root, head)
    last = { ...head, root, hash, signature: sign(hash, key) }
    await tx.insertInto('seal').values(last).execute()
    made.push(last)
  }
  return made
}

/**
 * Seals the digest of a purge as a link of its own, after everything sealed so far. Answers its number;
 * undefined where another seals just now or this instance has sealed nothing yet: try again later.
 */
export async function sealPurge(
  tx: Tx,
  vault: Vault,
  purge: { readonly root: Buffer; readonly rows: number },
): Promise<number | undefined> {
  const { rows } = await sql<{ mine: boolean }>`
    select pg_try_advisory_xact_lock(${lockKey}) as mine`.execute(tx)
  const last = await lastSeal(tx)
  const { cluster, nextXid, at } = await instant(tx)
  if (!rows[0]?.mine || last?.cluster !== cluster) return undefined
  const key = await sealKey(tx, vault)
  const order = { n: last.n + 1, at, format: purgeFormat, cluster, keyId: key.id }
  const span = { fromXid: last.toXid, toXid: last.toXid, nextXid, lastId: last.lastId }
  const head = { ...order, ...span, count: purge.rows }
  const hash = chainHash(last.hash, purge.root, head)
  const made = { ...head, root: purge.root, hash, signature: sign(hash, key) }
  await tx.insertInto('seal').values(made).execute()
  return made.n
}

/** While a purge drops rows nobody counts them, and the other way round. Held to the end of the transaction. */
export async function holdTrace(tx: Tx, how: 'counting' | 'purging'): Promise<void> {
  const lock = sql.raw(
    how === 'counting' ? 'pg_advisory_xact_lock_shared' : 'pg_advisory_xact_lock',
  )
  await sql`select ${lock}(${purgeLock})`.execute(tx)
}

/** The seal made last, if any. */
export async function lastSeal(db: Database | Tx): Promise<Seal | undefined> {
  const [seal] = await sealsFrom(db, 1, { newest: 1 })
  return seal
}

/** Seals from a number on, in order; or so many of the newest, the newest first. */
export async function sealsFrom(
  db: Database | Tx,
  n: number,
  { limit = 1_000, newest }: { limit?: number; newest?: number } = {},
): Promise<Seal[]> {
  const order = sql.raw(newest ? 'desc' : 'asc')
  const { rows } = await sql<Seal>`
    select n, ${momentText(sql`at`)} as at, format, cluster, from_xid::text as from_xid,
      to_xid::text as to_xid, next_xid::text as next_xid, last_id, count, key_id, root, hash, signature
    from seal where n >= ${n} order by n ${order} limit ${newest ?? limit}`.execute(db)
  return rows
}

type Sealable = Span & { readonly nextXid: string; readonly at: string }

/** What no seal covers yet; after a move to another instance also the rest of the former one. */
async function spansToSeal(tx: Tx, last: Seal | undefined): Promise<Sealable[]> {
  const now = await instant(tx)
  const { cluster, nextXid, at } = now
  const rest = last && last.cluster !== cluster ? [await restOf(tx, last)] : []
  const from = await sealedUpTo(tx, cluster)
  const here = { cluster, from, to: BigInt(now.settled), nextXid, at }
  return [...rest.map((span) => ({ ...span, nextXid: String(span.to), at })), here]
}

/** The present of the database: which transactions have all ended, and which number comes next. */
export async function instant(db: Database | Tx) {
  const { rows } = await sql<{ settled: string; nextXid: string; at: string; cluster: number }>`
    select pg_snapshot_xmin(snapshot)::text as settled, pg_snapshot_xmax(snapshot)::text as next_xid,
      ${momentText(sql`clock_timestamp()`)} as at,
      ((pg_control_system()).system_identifier % 2147483647)::integer as cluster
    from pg_current_snapshot() snapshot`.execute(db)
  return rows[0] as (typeof rows)[number]
}

async function sealedUpTo(tx: Tx, cluster: number): Promise<bigint> {
  const { rows } = await sql<{ xid: string }>`
    select to_xid::text as xid from seal where cluster = ${cluster}
    order by to_xid desc limit 1`.execute(tx)
  return BigInt(rows[0]?.xid ?? 0)
}

async function restOf(tx: Tx, { cluster, toXid }: Seal): Promise<Span> {
  const { rows } = await sql<{ end: string }>`
    select coalesce(max(xid::text::numeric) + 1, 0)::text as end from trace
    where cluster = ${cluster} and xid >= ${toXid}::xid8`.execute(tx)
  return { cluster, from: BigInt(toXid), to: BigInt(rows[0]?.end ?? 0) }
}
