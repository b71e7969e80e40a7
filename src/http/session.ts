import { nobody, type Actor, type Role } from '#src/kernel/access.ts'
import type { Database } from '#src/kernel/db.ts'
import { scopeOfPost } from '#src/staff/scope.ts'
import { digestOf } from '#src/staff/tokens.ts'

const idleMinutes = 30
const believedForMs = 1_000

interface Known {
  readonly actor: Actor
  readonly until: number
}

/** Finds the actor behind a token. An answer is believed for one second, so that an ended session ends at once. */
export function sessionBook(db: Database, now: () => Date, today: () => string) {
  const known = new Map<string, Known>()

  async function actorOf(token: string | undefined): Promise<Actor> {
    if (!token) return nobody
    const at = now().getTime()
    const hit = known.get(token)
    if (hit && hit.until > at) return hit.actor
    const actor = await lookUp(token)
    if (known.size > 5_000) known.clear()
    known.set(token, { actor, until: at + believedForMs })
    return actor
  }

  async function lookUp(token: string): Promise<Actor> {
    const at = now()
    const idleSince = new Date(at.getTime() - idleMinutes * 60_000)
    const row = await db
      .updateTable('session')
      .from('account')
      .from('post')
      .set({ seenAt: at })
      .whereRef('account.id', '=', 'session.accountId')
      .whereRef('post.id', '=', 'session.postId')
      .where('session.tokenHash', '=', digestOf(token))
      .where('session.expiresAt', '>', at)
      .where('session.seenAt', '>', idleSince)
      .where('account.endedOn', 'is', null)
      .where((is) => is.or([is('post.validTo', 'is', null), is('post.validTo', '>=', today())]))
      .returning(['account.id as accountId', 'account.name', 'post.id as postId'])
      .returning(['post.role', 'post.orgId', scopeOfPost.as('scopeId')])
      .executeTakeFirst()
    return row ? { ...row, role: row.role as Role } : nobody
  }

  return { actorOf, forget: (token: string) => void known.delete(token) }
}
