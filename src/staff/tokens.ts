import { createHash, randomBytes } from 'node:crypto'
import type { Database } from '#src/kernel/db.ts'

/** After how many minutes without use a session ends (ASVS 5.0 V7.3.1). */
export const idleMinutes = 30
const absoluteHours = 12
const invitationDays = 7
const confirmedMinutes = 5

/** 256 random bits; only their digest is stored. */
export function newToken(): string {
  return randomBytes(32).toString('base64url')
}

/** What the database keeps of a token. */
export function digestOf(token: string): Buffer {
  return createHash('sha256').update(token).digest()
}

/** Until when a proof of identity given now counts (ASVS 5.0 V7.5.1). */
function confirmedFrom(now: Date): Date {
  return new Date(now.getTime() + confirmedMinutes * 60_000)
}

/** Opens a session for a post, for at most 12 hours; returns the token for the cookie. */
export async function openSession(
  db: Database,
  now: Date,
  holder: { accountId: number; postId: number; passwordDue?: string | null },
  source: string,
): Promise<string> {
  const token = newToken()
  const expiresAt = new Date(now.getTime() + absoluteHours * 3_600_000)
  const times = { openedAt: now, seenAt: now, expiresAt, confirmedUntil: confirmedFrom(now) }
  await db
    .insertInto('session')
    .values({ ...holder, ...times, tokenHash: digestOf(token), source })
    .execute()
  return token
}

/** Gives a session another token, and says until when its owner's identity is proved. */
export async function renewSession(db: Database, now: Date, session: string): Promise<string> {
  const token = newToken()
  await db
    .updateTable('session')
    .set({ tokenHash: digestOf(token), confirmedUntil: confirmedFrom(now) })
    .where('tokenHash', '=', Buffer.from(session, 'hex'))
    .execute()
  return token
}

/** Makes a one-time link secret for an account, good for seven days. */
export async function invite(db: Database, now: Date, accountId: number): Promise<string> {
  const token = newToken()
  const expiresAt = new Date(now.getTime() + invitationDays * 86_400_000)
  await db
    .insertInto('invitation')
    .values({ tokenHash: digestOf(token), accountId, expiresAt })
    .execute()
  return token
}
