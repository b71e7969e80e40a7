import type { Database } from '#src/kernel/db.ts'
import type { Context } from '#src/kernel/operation.ts'
import { Refusal } from '#src/kernel/refusal.ts'
import { endSessions } from './entry.ts'
import { hashPassword, passwordMatches, refusalOfPassword } from './password.ts'
import {
  passwordEndsOn,
  passwordProfiles,
  type PasswordDue,
  type PasswordProfile,
} from './passwordProfile.ts'

const key = 'passwordProfile'

/** What passwords must be here: the basic profile until the security administrator says otherwise. */
export async function profileInForce({ db }: { db: Database }): Promise<PasswordProfile> {
  const row = await db
    .selectFrom('setting')
    .select('value')
    .where('key', '=', key)
    .executeTakeFirst()
  return row?.value === 'graded' ? 'graded' : 'basic'
}

/** Changes what passwords must be. Passwords of before are forgotten where nothing asks for them. */
export async function setProfile({ db }: Context, profile: PasswordProfile): Promise<void> {
  const value = JSON.stringify(profile)
  await db
    .insertInto('setting')
    .values({ key, value })
    .onConflict((clash) => clash.column('key').doUpdateSet({ value }))
    .execute()
  if (passwordProfiles[profile].remembered > 0) return
  await db.deleteFrom('pastPassword').execute()
  await db.updateTable('session').set({ passwordDue: null }).execute()
}

/** What is wrong with a password for this account: short, common, made of name or unit, used before. */
export async function weaknessOf(
  context: Context,
  accountId: number,
  password: string,
): Promise<Refusal | undefined> {
  const profile = await profileInForce(context)
  const refusal = await refusalFor(context, accountId, password, profile)
  if (refusal || passwordProfiles[profile].remembered === 0) return refusal
  if (!(await wasUsed(context, accountId, password))) return undefined
  const { remembered } = passwordProfiles[profile]
  const message = `最近 ${remembered} 次用过的密码不能再用，请换一个`
  return new Refusal('invalid', 'session.passwordUsed', message, 'password')
}

async function refusalFor(
  { db }: Context,
  accountId: number,
  password: string,
  profile: PasswordProfile,
): Promise<Refusal | undefined> {
  const owner = await db
    .selectFrom('account')
    .select(['account', 'name'])
    .where('id', '=', accountId)
    .executeTakeFirstOrThrow()
  const units = await db
    .selectFrom('org')
    .select('name')
    .distinct()
    .where('id', 'in', (is) =>
      is.selectFrom('post').select('orgId').where('accountId', '=', accountId),
    )
    .execute()
  const chooser = { ...owner, units: units.map(({ name }) => name) }
  return refusalOfPassword(password, chooser, profile)
}

async function wasUsed({ db }: Context, accountId: number, password: string): Promise<boolean> {
  const present = await hashOf(db, accountId)
  const past = await db
    .selectFrom('pastPassword')
    .select('hash')
    .where('accountId', '=', accountId)
    .execute()
  for (const hash of [present, ...past.map((row) => row.hash)])
    if (hash && (await passwordMatches(password, hash))) return true
  return false
}

async function hashOf(db: Database, accountId: number): Promise<string | null> {
  const { passwordHash } = await db
    .selectFrom('account')
    .select('passwordHash')
    .where('id', '=', accountId)
    .executeTakeFirstOrThrow()
  return passwordHash
}

/** Whether a password that was right must be changed first; only where the profile asks for more. */
export async function passwordDueOf(
  context: Context,
  accountId: number,
  password: string,
): Promise<PasswordDue | undefined> {
  const profile = await profileInForce(context)
  if (profile === 'basic') return undefined
  const ends = await endsOn(context, accountId, profile)
  if (ends && ends <= context.today) return 'old'
  return (await refusalFor(context, accountId, password, profile)) && 'weak'
}

/** The first day on which the account's password counts no longer. */
export async function endsOn(
  { db }: { db: Database },
  accountId: number,
  profile: PasswordProfile,
): Promise<string | undefined> {
  const { passwordSince } = await db
    .selectFrom('account')
    .select('passwordSince')
    .where('id', '=', accountId)
    .executeTakeFirstOrThrow()
  return passwordEndsOn(profile, passwordSince)
}

/** Sets a password and ends every session opened with the old one; the second factor stays. */
export async function setPassword(
  context: Context,
  accountId: number,
  password: string,
): Promise<void> {
  const { db, today: passwordSince } = context
  const passwordHash = await hashPassword(password)
  await remember(context, accountId)
  await db
    .updateTable('account')
    .set({ passwordHash, passwordSince })
    .where('id', '=', accountId)
    .execute()
  await endSessions(context, accountId)
}

async function remember(context: Context, accountId: number): Promise<void> {
  const { remembered } = passwordProfiles[await profileInForce(context)]
  const hash = await hashOf(context.db, accountId)
  if (remembered === 0 || !hash) return
  const { db } = context
  await db.insertInto('pastPassword').values({ accountId, hash }).execute()
  const kept = db
    .selectFrom('pastPassword')
    .select('id')
    .where('accountId', '=', accountId)
    .orderBy('id', 'desc')
    .limit(remembered - 1)
  await db
    .deleteFrom('pastPassword')
    .where('accountId', '=', accountId)
    .where('id', 'not in', kept)
    .execute()
}
