import { performance } from 'node:perf_hooks'
import { sql } from 'kysely'
import { nobody, type Actor, type Role } from '#src/kernel/access.ts'
import type { Database } from '#src/kernel/db.ts'
import { Refusal } from '#src/kernel/refusal.ts'
import type { PasswordDue } from '#src/staff/passwordProfile.ts'
import { inForce } from '#src/staff/posts.ts'
import { scopeOfPost } from '#src/staff/scope.ts'
import { digestOf, idleMinutes } from '#src/staff/tokens.ts'

const believedForMs = 1_000

/** Who is behind a token; where a session ended for a reason, what to tell its owner. */
export interface Caller {
  readonly actor: Actor
  readonly ended?: Refusal
}

interface Known {
  readonly caller: Caller
  readonly until: number
}

const unknown: Caller = { actor: nobody }

/**
 * Finds the actor behind a token. An answer is believed for one second by a clock that cannot be set back,
 * so that an ended session, post or account ends at once.
 */
export function sessionBook(db: Database, now: () => Date, today: () => string) {
  const known = new Map<string, Known>()
  /** Questions under way, so that requests arriving together ask once. */
  const asked = new Map<string, { readonly caller: Promise<Caller>; readonly until: number }>()

  /** Who calls; `byTimer` when a page asks by itself, which is no use of the session. */
  async function callerOf(token: string | undefined, byTimer = false): Promise<Caller> {
    if (!token) return unknown
    const at = performance.now()
    const hit = known.get(token)
    if (hit && hit.until > at) return hit.caller
    const key = `${byTimer} ${token}`
    const shared = asked.get(key)
    if (shared && shared.until > at) return shared.caller
    const until = at + believedForMs
    const caller = ask(token, byTimer, until)
    asked.set(key, { caller, until })
    return caller.finally(() => {
      if (asked.get(key)?.caller === caller) asked.delete(key)
    })
  }

  async function ask(token: string, byTimer: boolean, until: number): Promise<Caller> {
    const caller = (await lookUp(token, byTimer)) ?? (await farewellTo(token))
    if (known.size > 5_000) known.clear()
    known.set(token, { caller, until })
    return caller
  }

  function forget(token: string): void {
    known.delete(token)
    for (const byTimer of [true, false]) asked.delete(`${byTimer} ${token}`)
  }

  async function lookUp(token: string, byTimer: boolean): Promise<Caller | undefined> {
    const at = now()
    const idleSince = new Date(at.getTime() - idleMinutes * 60_000)
    const row = await db
      .updateTable('session')
      .from('account')
      .from('post')
      .set({ seenAt: byTimer ? sql<Date>`session.seen_at` : at })
      .whereRef('account.id', '=', 'session.accountId')
      .whereRef('post.id', '=', 'session.postId')
      .where('session.tokenHash', '=', digestOf(token))
      .where('session.endedAt', 'is', null)
      .where('session.expiresAt', '>', at)
      .where('session.seenAt', '>', idleSince)
      .where('account.endedOn', 'is', null)
      .where(inForce(today()))
      .returning(['account.id as accountId', 'account.name', 'post.id as postId'])
      .returning(['post.role', 'post.orgId', scopeOfPost.as('scopeId')])
      .returning(['session.confirmedUntil', enrolling.as('enrolling')])
      .returning('session.passwordDue')
      .$narrowType<{ passwordDue: PasswordDue | null }>()
      .executeTakeFirst()
    if (!row) return undefined
    const session = digestOf(token).toString('hex')
    return { actor: { ...row, role: row.role as Role, session } }
  }

  async function farewellTo(token: string): Promise<Caller> {
    const row = await db
      .selectFrom('session')
      .select('endedWhy')
      .where('tokenHash', '=', digestOf(token))
      .where('endedWhy', '=', 'elsewhere')
      .executeTakeFirst()
    return row ? { actor: nobody, ended: signedInElsewhere() } : unknown
  }

  return { callerOf, forget }
}

const signedInElsewhere = () =>
  new Refusal(
    'unknown',
    'session.elsewhere',
    '您已在别处登录，这里已退出。如果不是您本人，请登录后点「不是我」',
  )

/** Everywhere but in the demonstration a second factor is set up before anything else. */
const enrolling = sql<boolean>`
  not exists (select from second_factor f where f.account_id = account.id and f.secret is not null)
  and not exists (select from passkey k where k.account_id = account.id)
  and not exists (select from setting where key = 'demo')`
