import { sql } from 'kysely'
import type { Database } from '#src/kernel/db.ts'
import type { Context } from '#src/kernel/operation.ts'
import { Refusal } from '#src/kernel/refusal.ts'
import { markDevice, knownDevice } from './device.ts'
import { askForProof, type Proof } from './secondProof.ts'
import { factorsInForce, hasFactor, spendCode } from './factor.ts'
import { forgiveGuesses, takeBackGuess } from './guessing.ts'
import type { PasswordDue } from './passwordProfile.ts'
import { spendAssertion } from './assertion.ts'
import { postsOf } from './posts.ts'
import { openSession } from './tokens.ts'

/** What a way in answers with: both go into cookies and never into the text of the answer. */
export interface Entered {
  readonly token: string
  readonly device: string
}

/**
 * The second proof, where the account has a second factor and this is not the demonstration.
 * @throws Refusal `session.codeNeeded` (the attempt is then not counted; its detail says what the account
 * has), `session.wrongCode` or `session.wrongPasskey`
 */
export async function demandProof(
  context: Context,
  { id, account }: { id: number; account: string },
  { code, passkey }: Proof,
): Promise<void> {
  if (!(await factorsInForce(context)) || !(await hasFactor(context, id))) return
  if (passkey || code) {
    const spent = passkey
      ? spendAssertion(context, id, passkey)
      : spendCode(context, id, code ?? '')
    return spent.catch((error) => {
      context.evenIfRefused((db) => noteFailure(db, context, id))
      throw error
    })
  }
  context.evenIfRefused((db) => takeBackGuess(db, context, account))
  throw await askForProof(context, id)
}

/** A failed proof of identity is traced too, for a known account or an unknown one (GB/T 22239-2019 8.1.4.3). */
export async function noteFailure(
  db: Database,
  { source }: Context,
  accountId: number | null,
): Promise<void> {
  const detail = JSON.stringify({ source })
  const failed = { outcome: 'refused', name: 'session.wrong', subject: 'account', detail }
  await db
    .insertInto('trace')
    .values({ operation: 'session.signIn', subjectId: accountId, ...failed })
    .execute()
}

/**
 * Opens a session on the first post held today, and ends the one elsewhere. Where the password is due,
 * the session leads to changing it and to nothing else.
 */
export async function enter(
  context: Context,
  accountId: number,
  passwordDue?: PasswordDue,
): Promise<Entered> {
  const { db, now, source, vault } = context
  await sql`select from account where id = ${accountId} for update`.execute(db)
  const [post] = await postsOf(context, accountId)
  if (!post) throw new Refusal('forbidden', 'session.noPost', await whyNoPost(context, accountId))
  const owner = await db
    .selectFrom('account')
    .select(['id', 'account', 'devicesSince'])
    .where('id', '=', accountId)
    .executeTakeFirstOrThrow()
  if (await factorsInForce(context)) await endElsewhere(context, accountId)
  const known = knownDevice(vault, context.device, owner, now) !== undefined
  await forgiveGuesses(db, context, owner.account)
  await db.insertInto('signIn').values({ accountId, at: now, source, knownDevice: known }).execute()
  const opened = { accountId, postId: post.id, passwordDue: passwordDue ?? null }
  const token = await openSession(db, now, opened, source)
  const detail = { knownDevice: known, ...(passwordDue ? { passwordDue } : {}) }
  context.record({ name: 'session.opened', subject: 'account', subjectId: accountId, detail })
  return { token, device: markDevice(vault, context.device, accountId, now) }
}

async function whyNoPost({ db }: Context, accountId: number): Promise<string> {
  const proposed = await db
    .selectFrom('postProposal')
    .select('id')
    .where('accountId', '=', accountId)
    .where('decision', 'is', null)
    .executeTakeFirst()
  return proposed
    ? '您的岗位还在等安全管理员批准，批准后请再试'
    : '您目前没有在任的岗位，请联系管理员'
}

/** One session per person; the other place is told why it ended. */
async function endElsewhere({ db, now }: Context, accountId: number): Promise<void> {
  await db
    .updateTable('session')
    .set({ endedAt: now, endedWhy: 'elsewhere' })
    .where('accountId', '=', accountId)
    .where('endedAt', 'is', null)
    .execute()
}

/** Ends every session of an account. */
export async function endSessions({ db }: Context, accountId: number): Promise<void> {
  await db.deleteFrom('session').where('accountId', '=', accountId).execute()
}
