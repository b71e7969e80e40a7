import { createHash, randomBytes } from 'node:crypto'
import { sql } from 'kysely'
import type { Context } from '#src/kernel/operation.ts'
import type { Tx } from '#src/kernel/db.ts'
import { Refusal } from '#src/kernel/refusal.ts'
import { openedFrom, sealedFor } from './sealed.ts'

/**
 * The secret of a person's own page `/h/<token>`, 128 random bits: the one in use, or a new one.
 * Whoever holds it may only call for help in this person's name.
 * @throws Refusal `vault.locked` while the master key is missing
 */
export async function callTokenOf(context: Context, retireeId: number): Promise<string> {
  const { db } = context
  await sql`select pg_advisory_xact_lock(26, hashtext(${`token:${retireeId}`}))`.execute(db)
  const found = await db
    .selectFrom('callToken')
    .select(['id', 'token'])
    .where('retireeId', '=', retireeId)
    .where('revokedAt', 'is', null)
    .executeTakeFirst()
  return (
    (found && openedFrom(context, 'call_token.token', found.id, found.token)) ??
    make(context, retireeId)
  )
}

async function make(context: Context, retireeId: number): Promise<string> {
  const { db, now, actor } = context
  const token = randomBytes(16).toString('base64url')
  const { rows } = await sql<{ id: number }>`
    select nextval(pg_get_serial_sequence('call_token', 'id')) as id`.execute(db)
  const id = Number(rows[0]?.id)
  await db
    .insertInto('callToken')
    .values({
      id,
      retireeId,
      digest: digestOfToken(token),
      token: sealedFor(context, 'call_token.token', id, token),
      madeAt: now,
      madeBy: actor.accountId,
    })
    .execute()
  return token
}

/** What a token is looked up by. */
export function digestOfToken(token: string): Buffer {
  return createHash('sha256').update(`call:${token}`).digest()
}

/** Ends the address on the cards of a person; the next card carries another. Answers how many ended. */
export async function revokeToken({ db, now, actor }: Context, retireeId: number): Promise<number> {
  const ended = await db
    .updateTable('callToken')
    .set({ revokedAt: now, revokedBy: actor.accountId })
    .where('retireeId', '=', retireeId)
    .where('revokedAt', 'is', null)
    .executeTakeFirst()
  return Number(ended.numUpdatedRows)
}

/** Whose page a token opens. */
export async function holderOf(
  db: Tx,
  token: string,
): Promise<{ tokenId: number; retireeId: number; revoked: boolean } | undefined> {
  if (!/^[\w-]{22}$/.test(token)) return undefined
  const found = await db
    .selectFrom('callToken')
    .select(['id as tokenId', 'retireeId', 'revokedAt'])
    .where('digest', '=', digestOfToken(token))
    .executeTakeFirst()
  return (
    found && {
      tokenId: found.tokenId,
      retireeId: found.retireeId,
      revoked: found.revokedAt !== null,
    }
  )
}

/** The refusal of a token that is none, or was ended. */
export function noSuchToken(): Refusal {
  return new Refusal('missing', 'calls.noSuchToken', '这个地址不能用了，请拨打值班电话')
}
