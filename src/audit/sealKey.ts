import { sql } from 'kysely'
import type { Database, Tx } from '#src/kernel/db.ts'
import type { Vault } from '#src/kernel/vault.ts'
import { newKeyPair, type KeyPair } from './signature.ts'

export interface SealKey extends KeyPair {
  readonly id: number
}

/** The key that seals are signed with; made at the first use. Refused as `vault.locked` without a master key. */
export async function sealKey(db: Tx, vault: Vault): Promise<SealKey> {
  const last = await db
    .selectFrom('sealKey')
    .select(['id', 'publicKey', 'sealed'])
    .orderBy('id', 'desc')
    .limit(1)
    .executeTakeFirst()
  if (!last) return makeKey(db, vault)
  const { id, publicKey, sealed } = last
  return { id, publicKey, privateKey: vault.unseal(sealed, placeOf(publicKey)).toString('hex') }
}

async function makeKey(db: Tx, vault: Vault): Promise<SealKey> {
  const pair = newKeyPair()
  const { publicKey } = pair
  const sealed = vault.seal('seal', Buffer.from(pair.privateKey, 'hex'), placeOf(publicKey))
  const { id } = await db
    .insertInto('sealKey')
    .values({ publicKey, sealed })
    .returning('id')
    .executeTakeFirstOrThrow()
  return { id, ...pair }
}

const placeOf = (publicKey: string) => `seal_key.sealed.${publicKey.slice(2, 18)}`

/** Public keys by number. */
export async function publicKeys(db: Database | Tx): Promise<Map<number, string>> {
  const { rows } = await sql<{ id: number; publicKey: string }>`
    select id, public_key from seal_key order by id`.execute(db)
  return new Map(rows.map(({ id, publicKey }) => [id, publicKey]))
}
