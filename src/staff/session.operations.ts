import * as z from 'zod'
import { roles, type Role } from '#src/kernel/access.ts'
import type { Database } from '#src/kernel/db.ts'
import { command, query, type Context } from '#src/kernel/operation.ts'
import { demand, Refusal } from '#src/kernel/refusal.ts'
import {
  AcceptInvitation,
  guessingWindowMs,
  refusalOfGuessing,
  SignIn,
  wrongSignIn,
} from './account.ts'
import { hashPassword, passwordMatches, refusalOfPassword } from './password.ts'
import { digestOf, openSession } from './tokens.ts'

export const session = {
  'session.signIn': command({
    title: '登录',
    permission: 'public',
    repeatable: true,
    input: SignIn,
    async run(context, { account, password }): Promise<{ token: string }> {
      demand(refusalOfGuessing(await failuresOf(context, account)))
      const holder = await context.db
        .selectFrom('account')
        .select(['id', 'passwordHash'])
        .where('account', '=', account)
        .where('endedOn', 'is', null)
        .executeTakeFirst()
      context.evenIfRefused((db) => noteFailure(db, context, account))
      const matches = await passwordMatches(password, holder?.passwordHash ?? null)
      if (!holder || !matches) throw wrongSignIn()
      return signIn(context, holder.id)
    },
  }),

  'session.signOut': command({
    title: '退出登录',
    permission: 'session.use',
    repeatable: true,
    input: z.strictObject({}),
    async run(context): Promise<void> {
      const { accountId, postId } = context.actor
      await context.db
        .deleteFrom('session')
        .where('accountId', '=', accountId)
        .where('postId', '=', postId)
        .execute()
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
        .set({ postId })
        .where('accountId', '=', accountId)
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
    permission: 'session.use',
    input: z.strictObject({
      current: z.string('请填写现在的密码').min(1, '请填写现在的密码').max(256),
      password: z.string('请填写新密码').min(1, '请填写新密码').max(256),
    }),
    async run(context, { current, password }): Promise<void> {
      const holder = await context.db
        .selectFrom('account')
        .select(['id', 'account', 'passwordHash'])
        .where('id', '=', context.actor.accountId)
        .executeTakeFirstOrThrow()
      if (!(await passwordMatches(current, holder.passwordHash)))
        throw new Refusal('invalid', 'session.wrongCurrent', '现在的密码不对', 'current')
      demand(refusalOfPassword(password, holder.account))
      await setPassword(context, holder.id, password)
      context.record({ name: 'password.changed', subject: 'account', subjectId: holder.id })
    },
  }),

  'session.sweep': command({
    title: '清理过期会话',
    permission: 'system.run',
    repeatable: true,
    daily: '03:20',
    input: z.strictObject({}),
    async run({ db, now, record }): Promise<void> {
      const weekAgo = new Date(now.getTime() - 7 * 86_400_000)
      await db.deleteFrom('session').where('expiresAt', '<', now).execute()
      await db.deleteFrom('signInFailure').where('at', '<', weekAgo).execute()
      await db.deleteFrom('idempotency').where('at', '<', weekAgo).execute()
      record({ name: 'session.swept', subject: 'platform', subjectId: null })
    },
  }),

  'session.acceptInvitation': command({
    title: '接受开户邀请',
    permission: 'public',
    input: AcceptInvitation,
    async run(context, { token, password }): Promise<{ token: string }> {
      const invited = await context.db
        .updateTable('invitation')
        .from('account')
        .set({ usedAt: context.now })
        .whereRef('account.id', '=', 'invitation.accountId')
        .where('tokenHash', '=', digestOf(token))
        .where('usedAt', 'is', null)
        .where('account.endedOn', 'is', null)
        .where('expiresAt', '>', context.now)
        .returning(['account.id', 'account.account'])
        .executeTakeFirst()
      if (!invited)
        throw new Refusal(
          'invalid',
          'session.invitationSpent',
          '这个链接已经用过或已过期，请向管理员要一个新链接',
          'token',
        )
      demand(refusalOfPassword(password, invited.account))
      await setPassword(context, invited.id, password)
      return signIn(context, invited.id)
    },
  }),
}

export interface Post {
  readonly id: number
  readonly title: string
  readonly role: Role
  readonly roleTitle: string
  readonly orgId: number
  readonly orgName: string
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
}

/** Sets a password and ends every session that was opened with the old one. */
export async function setPassword(context: Context, accountId: number, password: string) {
  const passwordHash = await hashPassword(password)
  await context.db
    .updateTable('account')
    .set({ passwordHash })
    .where('id', '=', accountId)
    .execute()
  await context.db.deleteFrom('session').where('accountId', '=', accountId).execute()
}

/** Opens a session on the first post held today. */
export async function signIn(context: Context, accountId: number): Promise<{ token: string }> {
  const [post] = await postsOf(context, accountId)
  if (!post) throw new Refusal('forbidden', 'session.noPost', '您目前没有在任的岗位，请联系管理员')
  const holder = { accountId, postId: post.id }
  const token = await openSession(context.db, context.now, holder, context.source)
  context.record({ name: 'session.opened', subject: 'account', subjectId: accountId })
  return { token }
}

async function postsOf({ db, today }: Context, accountId: number): Promise<Post[]> {
  const rows = await db
    .selectFrom('post')
    .innerJoin('org', 'org.id', 'post.orgId')
    .select(['post.id', 'post.title', 'post.role', 'post.orgId', 'org.name as orgName'])
    .where('accountId', '=', accountId)
    .where('validFrom', '<=', today)
    .where((is) => is.or([is('validTo', 'is', null), is('validTo', '>=', today)]))
    .orderBy('post.id')
    .execute()
  return rows.map((row) => {
    const role = row.role as Role
    return { ...row, role, roleTitle: roles[role].title }
  })
}

async function noteFailure(db: Database, { source, now }: Context, account: string) {
  await db.insertInto('signInFailure').values({ account, source, at: now }).execute()
}

async function failuresOf(context: Context, account: string) {
  const since = new Date(context.now.getTime() - guessingWindowMs)
  const rows = await context.db
    .selectFrom('signInFailure')
    .select('source')
    .where('account', '=', account)
    .where('at', '>', since)
    .execute()
  const fromHere = rows.filter((row) => row.source === context.source).length
  return { fromHere, inAll: rows.length }
}
