import type { Context } from '#src/kernel/operation.ts'
import { Refusal } from '#src/kernel/refusal.ts'
import { sql } from 'kysely'
import { leafOf, pathTo, type ProofStep } from './merkle.ts'
import { rowsOf } from './rows.ts'
import { sealsFrom } from './seal.ts'
import { publicKeys } from './sealKey.ts'

/** That one row was sealed, shown without the other rows. */
export interface Proof {
  readonly line: string
  readonly leaf: string
  readonly path: readonly ProofStep[]
  readonly root: string
  readonly seal: {
    readonly n: number
    readonly at: string
    readonly count: number
    readonly hash: string
    readonly signature: string
    readonly publicKey: string
  }
}

/** The way from one row to its signed seal; refused as `audit.notSealed` before it has one. */
export async function proofOf({ db }: Context, id: number): Promise<Proof> {
  const { rows } = await sql<{ n: number }>`
    select seal.n from trace join seal on seal.cluster = trace.cluster
      and seal.to_xid > trace.xid and seal.from_xid <= trace.xid
    where trace.id = ${id} order by seal.to_xid limit 1`.execute(db)
  const [seal] = rows[0] ? await sealsFrom(db, rows[0].n, { limit: 1 }) : []
  if (!seal)
    throw new Refusal(
      'missing',
      'audit.notSealed',
      '没有这一行，或它还没有封印，请几秒后再试',
      'id',
    )
  const { n, at, count, root, hash, signature, keyId } = seal
  const span = { cluster: seal.cluster, from: BigInt(seal.fromXid), to: BigInt(seal.toXid) }
  const leaves: Buffer[] = []
  const found = { line: '', at: 0 }
  for await (const row of rowsOf(db, span)) {
    if (row.id === id) Object.assign(found, { line: row.line, at: leaves.length })
    leaves.push(leafOf(row.line))
  }
  const hex = (bytes: Buffer) => bytes.toString('hex')
  const publicKey = (await publicKeys(db)).get(keyId) ?? ''
  return {
    line: found.line,
    leaf: hex(leafOf(found.line)),
    path: pathTo(leaves, found.at),
    root: hex(root),
    seal: { n, at, count, hash: hex(hash), signature: hex(signature), publicKey },
  }
}
