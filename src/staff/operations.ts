import { sql } from 'kysely'
import * as z from 'zod'
import { roles, type Role } from '#src/kernel/access.ts'
import { command, query, type Context } from '#src/kernel/operation.ts'
import { Refusal } from '#src/kernel/refusal.ts'
import { atOrBelow, requireOrg } from '#src/orgs/reach.ts'
import { Invitation } from './account.ts'
import { factors } from './factor.operations.ts'
import { grants } from './grant.operations.ts'
import { leaving } from './leave.operations.ts'
import { passkeys } from './passkey.operations.ts'
import { proposeOrGive, staleBefore } from './proposals.ts'
import { requireStaff } from './reach.ts'
import { security } from './security.operations.ts'
import { session } from './session.operations.ts'
import { settingUp } from './setUp.operations.ts'
import { signingIn } from './signIn.operations.ts'
import { sweeping } from './sweep.operations.ts'
import { invite } from './tokens.ts'

export const staff = {
  ...signingIn,
  ...session,
  ...factors,
  ...passkeys,
  ...sweeping,
  ...settingUp,
  ...grants,
  ...leaving,
  ...security,

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
    secret: true,
    confirmed: true,
    input: Invitation,
    async run(context, { name, account, orgId, role, title }): Promise<{ token: string }> {
      await requireOrg(context, orgId)
      const created = await newAccount(context, name, account)
      await proposeOrGive(context, {
        accountId: created.id,
        orgId,
        role,
        title,
        validFrom: context.today,
      })
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
    secret: true,
    confirmed: true,
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

/** A new account; one that was never used and whose post was not approved may be opened again. */
async function newAccount({ db, now }: Context, name: string, account: string) {
  const created = await db
    .insertInto('account')
    .values({ name, account })
    .onConflict((clash) =>
      clash.column('account').doUpdateSet({ name }).where(sql<boolean>`
        account.password_hash is null and account.ended_on is null
        and not exists (select from post where post.account_id = account.id)
        and not exists (select from post_proposal p where p.account_id = account.id
          and p.decision is null and p.proposed_at >= ${staleBefore(now)})`),
    )
    .returning('id')
    .executeTakeFirst()
  if (created) return created
  throw new Refusal('conflict', 'staff.accountTaken', '这个账号已有人使用，请换一个', 'account')
}
