import * as z from 'zod'
import { roles, type Role } from '#src/kernel/access.ts'
import { command, query, type Context } from '#src/kernel/operation.ts'
import { demand, Refusal } from '#src/kernel/refusal.ts'
import { atOrBelow, requireOrg } from '#src/orgs/reach.ts'
import { Invitation, SetUp } from './account.ts'
import { refusalOfPassword } from './password.ts'
import { session, setPassword, signIn } from './session.operations.ts'
import { digestOf, invite } from './tokens.ts'

export const staff = {
  ...session,

  'staff.list': query({
    title: '查看工作人员',
    permission: 'staff.read',
    input: z.strictObject({}),
    async run(context): Promise<StaffMember[]> {
      const rows = await context.db
        .selectFrom('post')
        .innerJoin('account', 'account.id', 'post.accountId')
        .innerJoin('org', 'org.id', 'post.orgId')
        .select(['post.id as postId', 'account.id as accountId', 'account.account'])
        .select(['account.name', 'account.endedOn', 'post.role', 'post.title', 'post.validFrom'])
        .select(['post.validTo', 'org.id as orgId', 'org.name as orgName'])
        .select((is) => is('account.passwordHash', 'is', null).as('invited'))
        .where(atOrBelow(context.actor.scopeId))
        .orderBy('account.name')
        .orderBy('post.id')
        .limit(1000)
        .execute()
      return rows.map((row) => ({
        ...row,
        invited: Boolean(row.invited),
        roleTitle: roles[row.role as Role].title,
      }))
    },
  }),

  'staff.invite': command({
    title: '开设账号',
    permission: 'staff.manage',
    input: Invitation,
    async run(context, { name, account, orgId, role, title }): Promise<{ token: string }> {
      await requireOrg(context, orgId)
      const created = await context.db
        .insertInto('account')
        .values({ name, account })
        .onConflict((clash) => clash.column('account').doNothing())
        .returning('id')
        .executeTakeFirst()
      if (!created)
        throw new Refusal(
          'conflict',
          'staff.accountTaken',
          '这个账号已有人使用，请换一个',
          'account',
        )
      const post = { accountId: created.id, orgId, role, title, validFrom: context.today }
      await context.db.insertInto('post').values(post).execute()
      context.record({
        name: 'staff.invited',
        subject: 'account',
        subjectId: created.id,
        detail: { orgId, role, title },
      })
      return { token: await invite(context.db, context.now, created.id) }
    },
  }),

  'staff.renewLink': command({
    title: '重发一次性链接',
    permission: 'staff.manage',
    input: z.strictObject({ accountId: z.int('请选择人员') }),
    async run(context, { accountId }): Promise<{ token: string }> {
      await requireStaff(context, accountId)
      const { endedOn } = await context.db
        .selectFrom('account')
        .select('endedOn')
        .where('id', '=', accountId)
        .executeTakeFirstOrThrow()
      if (endedOn)
        throw new Refusal('conflict', 'staff.alreadyEnded', '这个账号已停用，不能再发链接')
      await context.db
        .deleteFrom('invitation')
        .where('accountId', '=', accountId)
        .where('usedAt', 'is', null)
        .execute()
      context.record({ name: 'staff.linkRenewed', subject: 'account', subjectId: accountId })
      return { token: await invite(context.db, context.now, accountId) }
    },
  }),

  'staff.end': command({
    title: '停用账号',
    permission: 'staff.manage',
    input: z.strictObject({ accountId: z.int('请选择人员') }),
    async run(context, { accountId }): Promise<void> {
      if (accountId === context.actor.accountId)
        throw new Refusal('conflict', 'staff.notOneself', '不能停用自己的账号')
      await requireStaff(context, accountId)
      const { today, db } = context
      await db
        .updateTable('account')
        .set({ endedOn: today })
        .where('id', '=', accountId)
        .where('endedOn', 'is', null)
        .execute()
      await db
        .updateTable('post')
        .set({ validTo: today })
        .where('accountId', '=', accountId)
        .where('validTo', 'is', null)
        .execute()
      await db.deleteFrom('session').where('accountId', '=', accountId).execute()
      context.record({ name: 'staff.ended', subject: 'account', subjectId: accountId })
    },
  }),

  'setup.prepare': command({
    title: '建立地区和老干部局',
    permission: 'system.run',
    repeatable: true,
    input: z.strictObject({}),
    async run(context): Promise<{ orgId: number }> {
      const names = { regionName: '本地区', regionCode: '000000', bureauName: '老干部局' }
      const made = await context.db
        .selectFrom('org')
        .select('id')
        .where('kind', '=', 'bureau')
        .orderBy('id')
        .limit(1)
        .executeTakeFirst()
      const orgId = made?.id ?? (await foundBureau(context, names))
      context.record({ name: 'platform.prepared', subject: 'org', subjectId: orgId })
      return { orgId }
    },
  }),

  'setup.begin': command({
    title: '首次设置',
    permission: 'public',
    input: SetUp,
    async run(context, input): Promise<{ token: string }> {
      await spendSetUpToken(context, input.token)
      demand(refusalOfPassword(input.password, input.account))
      const orgId = await foundBureau(context, input)
      const { id: accountId } = await context.db
        .insertInto('account')
        .values({ name: input.name, account: input.account })
        .returning('id')
        .executeTakeFirstOrThrow()
      for (const [role, title] of [
        ['bureauClerk', '信息库管理员'],
        ['systemAdmin', '系统管理员'],
      ] as const)
        await context.db
          .insertInto('post')
          .values({ accountId, orgId, role, title, validFrom: context.today })
          .execute()
      await setPassword(context, accountId, input.password)
      context.record({ name: 'platform.setUp', subject: 'org', subjectId: orgId })
      return signIn(context, accountId)
    },
  }),
}

export interface StaffMember {
  readonly accountId: number
  readonly account: string
  readonly name: string
  readonly endedOn: string | null
  readonly invited: boolean
  readonly postId: number
  readonly role: string
  readonly roleTitle: string
  readonly title: string
  readonly orgId: number
  readonly orgName: string
  readonly validFrom: string
  readonly validTo: string | null
}

/** The region and its bureau; where the command line has made them already, they get their names. */
async function foundBureau(context: Context, names: Names): Promise<number> {
  const { regionName, regionCode, bureauName } = names
  const made = await context.db
    .selectFrom('org')
    .select(['id', 'parentId'])
    .where('kind', '=', 'bureau')
    .orderBy('id')
    .limit(1)
    .executeTakeFirst()
  if (made) {
    const rename = (id: number | null, values: { name: string; regionCode?: string }) =>
      context.db.updateTable('org').set(values).where('id', '=', id).execute()
    await rename(made.parentId, { name: regionName, regionCode })
    await rename(made.id, { name: bureauName })
    return made.id
  }
  const region = { kind: 'region', name: regionName, regionCode, parentId: null }
  const parentId = await newOrg(context, region)
  return newOrg(context, { kind: 'bureau', name: bureauName, parentId, regionCode: null })
}

interface Names {
  readonly regionName: string
  readonly regionCode: string
  readonly bureauName: string
}

async function newOrg(
  context: Context,
  values: { kind: string; name: string; parentId: number | null; regionCode: string | null },
): Promise<number> {
  const { id } = await context.db
    .insertInto('org')
    .values(values)
    .returning('id')
    .executeTakeFirstOrThrow()
  const created = { orgId: id, kind: 'created', happenedOn: context.today }
  await context.db.insertInto('orgEvent').values(created).execute()
  return id
}

async function requireStaff({ db, actor }: Context, accountId: number): Promise<void> {
  const hit = await db
    .selectFrom('post')
    .innerJoin('org', 'org.id', 'post.orgId')
    .select('post.id')
    .where('post.accountId', '=', accountId)
    .where(atOrBelow(actor.scopeId))
    .executeTakeFirst()
  if (!hit) throw new Refusal('missing', 'staff.noSuchPerson', '没有这位工作人员')
}

/** The one-time secret printed at the first start; only its digest is kept. */
export const setUpKey = 'setUpToken'

async function spendSetUpToken({ db }: Context, token: string): Promise<void> {
  const spent = await db
    .deleteFrom('setting')
    .where('key', '=', setUpKey)
    .where('value', '=', JSON.stringify(digestOf(token).toString('hex')))
    .returning('key')
    .executeTakeFirst()
  const message = '设置链接不对或已用过，请使用启动时显示的链接'
  if (!spent) throw new Refusal('invalid', 'setup.wrongToken', message, 'token')
}
