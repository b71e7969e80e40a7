import * as z from 'zod'
import { roles } from '#src/kernel/access.ts'
import { command, query, type Context } from '#src/kernel/operation.ts'
import { demand, Refusal } from '#src/kernel/refusal.ts'
import { factorsInForce } from './factor.ts'
import { endSessions } from './entry.ts'
import { admitGuess, forgiveGuesses, takeBackGuess } from './guessing.ts'
import { giveNotice } from './notices.ts'
import type { FactorKind } from './passkey.ts'
import { factorsHere } from './secondProof.ts'
import { passwordMatches } from './password.ts'
import { endsOn, profileInForce, setPassword, weaknessOf } from './passwords.ts'
import { postsOf, vacantOffices, type Post } from './posts.ts'
import { accountOf } from './signIn.operations.ts'
import { idleMinutes } from './tokens.ts'

export const session = {
  'session.signOut': command({
    title: '退出登录',
    permission: 'session.enrol',
    repeatable: true,
    input: z.strictObject({}),
    async run(context): Promise<void> {
      const { accountId, postId, session } = context.actor
      const own = context.db.deleteFrom('session').where('accountId', '=', accountId)
      await (
        session
          ? own.where('tokenHash', '=', Buffer.from(session, 'hex'))
          : own.where('postId', '=', postId)
      ).execute()
      context.record({ name: 'session.ended', subject: 'account', subjectId: accountId })
    },
  }),

  'session.me': query({
    title: '我是谁',
    permission: 'session.use',
    input: z.strictObject({}),
    async run(context): Promise<Me> {
      const { actor, db } = context
      const posts = await postsOf(context, actor.accountId as number)
      const account = await db
        .selectFrom('account')
        .select(['name', 'account'])
        .where('id', '=', actor.accountId)
        .executeTakeFirstOrThrow()
      const preferences = await db
        .selectFrom('preference')
        .select(['key', 'value'])
        .where('accountId', '=', actor.accountId)
        .execute()
      const demo = await db
        .selectFrom('setting')
        .select('key')
        .where('key', '=', 'demo')
        .executeTakeFirst()
      return {
        ...account,
        posts,
        post: posts.find((post) => post.id === actor.postId) ?? null,
        may: [...roles[actor.role].may],
        today: context.today,
        demo: demo !== undefined,
        preferences: Object.fromEntries(preferences.map(({ key, value }) => [key, value])),
        idleMinutes,
        lastSignIn: await signInBefore(context),
        factors: await factorsHere(context, actor.accountId as number),
        passwordEndsOn: await passwordEnd(context),
        vacantOffices: (await vacantOffices(context)).map((office) => roles[office].title),
      }
    },
  }),

  'session.usePost': command({
    title: '切换岗位',
    permission: 'session.use',
    repeatable: true,
    input: z.strictObject({ postId: z.int('请选择岗位') }),
    async run(context, { postId }): Promise<void> {
      const accountId = context.actor.accountId as number
      const posts = await postsOf(context, accountId)
      if (!posts.some((post) => post.id === postId))
        throw new Refusal('missing', 'session.noSuchPost', '您没有这个岗位', 'postId')
      await context.db
        .updateTable('session')
        // A proof of identity was given for what the other post does.
        .set({ postId, confirmedUntil: null })
        .where('accountId', '=', accountId)
        .execute()
      // A purpose was named in the other post: this one has other rights and names its own.
      await context.db
        .deleteFrom('purposeGrant')
        .where('accountId', '=', accountId)
        .where('until', '>', context.now)
        .execute()
      context.record({ name: 'session.postChosen', subject: 'account', subjectId: accountId })
    },
  }),

  'session.savePreference': command({
    title: '保存个人设置',
    permission: 'session.use',
    repeatable: true,
    input: z.strictObject({ key: z.string().min(1).max(80), value: z.json() }),
    async run(context, { key, value }): Promise<void> {
      const accountId = context.actor.accountId as number
      const row = { accountId, key, value: JSON.stringify(value) }
      if (row.value.length > 20_000)
        throw new Refusal('invalid', 'session.preferenceTooLong', '设置内容太长', 'value')
      await context.db
        .insertInto('preference')
        .values(row)
        .onConflict((clash) => clash.columns(['accountId', 'key']).doUpdateSet(row))
        .execute()
      context.record({ name: 'preference.saved', subject: 'account', subjectId: accountId })
    },
  }),

  'session.changePassword': command({
    title: '修改密码',
    permission: 'session.renew',
    secret: true,
    input: z.strictObject({
      current: z.string('请填写现在的密码').min(1, '请填写现在的密码').max(256),
      password: z.string('请填写新密码').min(1, '请填写新密码').max(256),
    }),
    admit: async (gate, { current }) => admitGuess(gate, await accountOf(gate), current),
    async run(context, { current, password }): Promise<void> {
      const holder = await context.db
        .selectFrom('account')
        .select(['id', 'account', 'passwordHash'])
        .where('id', '=', context.actor.accountId)
        .executeTakeFirstOrThrow()
      if (!(await passwordMatches(current, holder.passwordHash)))
        throw new Refusal('invalid', 'session.wrongCurrent', '现在的密码不对', 'current')
      const weak = await weaknessOf(context, holder.id, password)
      if (weak) context.evenIfRefused((db) => takeBackGuess(db, context, holder.account))
      demand(weak)
      await forgiveGuesses(context.db, context, holder.account)
      await setPassword(context, holder.id, password)
      context.record({ name: 'password.changed', subject: 'account', subjectId: holder.id })
    },
  }),

  'session.notMe': command({
    title: '报告不是本人登录',
    permission: 'session.use',
    input: z.strictObject({}),
    async run(context): Promise<void> {
      const { db, now } = context
      const accountId = context.actor.accountId as number
      if (!(await factorsInForce(context)))
        throw new Refusal('conflict', 'session.demo', '演示账号人人可用，不能在这里停用密码')
      await db
        .updateTable('account')
        .set({ passwordHash: null, devicesSince: now })
        .where('id', '=', accountId)
        .execute()
      await db.deleteFrom('invitation').where('accountId', '=', accountId).execute()
      await endSessions(context, accountId)
      const last = await signInBefore(context)
      await giveNotice(context, { kind: 'notMe', accountId, detail: { last } })
      context.record({ name: 'session.disowned', subject: 'account', subjectId: accountId })
    },
  }),
}

export interface Me {
  readonly name: string
  readonly account: string
  readonly posts: readonly Post[]
  readonly post: Post | null
  readonly may: readonly string[]
  readonly today: string
  readonly demo: boolean
  readonly preferences: Readonly<Record<string, unknown>>
  /** After how many minutes without use a session ends. */
  readonly idleMinutes: number
  /** The sign-in before the present one. */
  readonly lastSignIn: { readonly at: string; readonly source: string } | null
  /** What one has that works under this address. */
  readonly factors: readonly FactorKind[]
  /** The first day on which one's password counts no longer; null where it never ends. */
  readonly passwordEndsOn: string | null
  /** Titles of the three offices that nobody holds yet. */
  readonly vacantOffices: readonly string[]
}

async function passwordEnd(context: Context): Promise<string | null> {
  const profile = await profileInForce(context)
  return (await endsOn(context, context.actor.accountId as number, profile)) ?? null
}

/** The sign-in before the one that opened this session (ASVS 5.0 V6.3.5). */
async function signInBefore({ db, actor }: Context): Promise<Me['lastSignIn']> {
  const row = await db
    .selectFrom('signIn')
    .select(['at', 'source'])
    .where('accountId', '=', actor.accountId)
    .orderBy('id', 'desc')
    .offset(1)
    .limit(1)
    .executeTakeFirst()
  return row ? { at: row.at.toISOString(), source: row.source } : null
}
