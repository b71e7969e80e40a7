import type { Database } from '#src/kernel/db.ts'
import type { Context } from '#src/kernel/operation.ts'
import { digestOf } from './tokens.ts'

const minutes = 5
const perAccount = 8

/** What a challenge was put for: adding a key, or proving with one who somebody is. */
export type ChallengePurpose = 'add' | 'prove'

/** Whom a challenge is put to; at sign-in there is no session yet. */
export interface Asked {
  readonly accountId: number
  readonly session: string | undefined
  readonly purpose: ChallengePurpose
}

/** How long a browser waits for the key, in milliseconds: as long as the challenge lives. */
export const challengeLife = minutes * 60_000

/** Keeps the digest of a challenge for five minutes, and forgets the oldest of too many. */
export async function keepChallenge(
  db: Database,
  now: Date,
  { accountId, session, purpose }: Asked,
  challenge: string,
): Promise<void> {
  const expiresAt = new Date(now.getTime() + challengeLife)
  const row = { accountId, purpose, expiresAt, session: sessionOf(session) }
  await db
    .insertInto('passkeyChallenge')
    .values({ ...row, digest: digestOf(challenge) })
    .execute()
  await db
    .deleteFrom('passkeyChallenge')
    .where('accountId', '=', accountId)
    .where('digest', 'not in', (is) =>
      is
        .selectFrom('passkeyChallenge')
        .select('digest')
        .where('accountId', '=', accountId)
        .orderBy('expiresAt', 'desc')
        .limit(perAccount),
    )
    .execute()
}

/**
 * Uses a challenge up, whatever becomes of the answer: refused or not, it counts once (ASVS 5.0 V6.5.1).
 * False for one that was never put, not to this account, session and purpose, or too long ago.
 */
export async function spendChallenge(
  context: Context,
  { accountId, session, purpose }: Asked,
  challenge: string,
): Promise<boolean> {
  const digest = digestOf(challenge)
  context.evenIfRefused(async (db) => {
    await db
      .deleteFrom('passkeyChallenge')
      .where('digest', '=', digest)
      .where('accountId', '=', accountId)
      .execute()
  })
  const row = await context.db
    .deleteFrom('passkeyChallenge')
    .where('digest', '=', digest)
    .where('accountId', '=', accountId)
    .where('purpose', '=', purpose)
    .where('session', 'is not distinct from', sessionOf(session))
    .returning('expiresAt')
    .executeTakeFirst()
  return row !== undefined && row.expiresAt > context.now
}

function sessionOf(session: string | undefined): Buffer | null {
  return session === undefined ? null : Buffer.from(session, 'hex')
}
