import { createHash, randomBytes } from 'node:crypto'
import type { Tx } from '#src/kernel/db.ts'

const absoluteHours = 12
const invitationDays = 7

/** 256 random bits; only their digest is stored. */
export function newToken(): string {
  return randomBytes(32).toString('base64url')
}

/** What the database keeps of a token. */
export function digestOf(token: string): Buffer {
  return createHash('sha256').update(token).digest()
}

/** Opens a session for a post, for at most 12 hours; returns the token for the cookie. */
export async function openSession(
  db: Tx,
  now: Date,
  holder: { accountId: number; postId: number },
  source: string,
): Promise<string> {
  const token = newToken()
  const expiresAt = new Date(now.getTime() + absoluteHours * 3_600_000)
  await db
    .insertInto('session')
    .values({
      ...holder,
      tokenHash: digestOf(token),
      openedAt: now,
      seenAt: now,
      expiresAt,
      source,
    })
    .execute()
  return token
}

/** Makes a one-time link secret for an account, good for seven days. */
export async function invite(db: Tx, now: Date, accountId: number): Promise<string> {
  const token = newToken()
  const expiresAt = new Date(now.getTime() + invitationDays * 86_400_000)
  await db
    .insertInto('invitation')
    .values({ tokenHash: digestOf(token), accountId, expiresAt })
    .execute()
  return token
}
