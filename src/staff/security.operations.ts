import * as z from 'zod'
import { command, query } from '#src/kernel/operation.ts'
import { Refusal } from '#src/kernel/refusal.ts'
import { endSessions } from './entry.ts'
import { giveNotice, noticeKinds, type NoticeKind } from './notices.ts'
import { passwordProfiles, type PasswordProfile } from './passwordProfile.ts'
import { profileInForce, setProfile } from './passwords.ts'
import { requireStaff } from './reach.ts'

/** What the security administrator sees and settles. */
export const security = {
  'security.notices': query({
    title: '查看安全事项',
    permission: 'security.read',
    input: z.strictObject({}),
    async run({ db }): Promise<SecurityNotice[]> {
      const rows = await db
        .selectFrom('securityNotice')
        .leftJoin('account', 'account.id', 'securityNotice.accountId')
        .leftJoin('account as settler', 'settler.id', 'securityNotice.settledBy')
        .select(['securityNotice.id', 'securityNotice.at', 'securityNotice.kind', 'detail'])
        .select(['account.id as accountId', 'account.account', 'account.name'])
        .select(['settledAt', 'settledNote', 'settler.name as settledBy'])
        .orderBy((is) => is('settledAt', 'is not', null))
        .orderBy('securityNotice.id', 'desc')
        .limit(200)
        .execute()
      return rows.map((row) => ({
        ...row,
        ...(noticeKinds[row.kind as NoticeKind] ?? { title: row.kind, advice: '' }),
        at: row.at.toISOString(),
        settledAt: row.settledAt?.toISOString() ?? null,
      }))
    },
  }),

  'security.settle': command({
    title: '办结安全事项',
    permission: 'security.manage',
    input: z.strictObject({
      noticeId: z.int('请选择事项'),
      note: z.string('请写明怎样处理的').trim().min(2, '请写明怎样处理的').max(500, '内容太长'),
    }),
    async run(context, { noticeId, note }): Promise<void> {
      const settled = await context.db
        .updateTable('securityNotice')
        .set({ settledAt: context.now, settledBy: context.actor.accountId, settledNote: note })
        .where('id', '=', noticeId)
        .where('settledAt', 'is', null)
        .returning('id')
        .executeTakeFirst()
      if (!settled)
        throw new Refusal('conflict', 'security.alreadySettled', '这一项已经办结，请刷新页面')
      context.record({ name: 'security.settled', subject: 'notice', subjectId: noticeId })
    },
  }),

  'security.passwordProfile': query({
    title: '查看密码要求',
    permission: 'security.read',
    input: z.strictObject({}),
    async run(context): Promise<{ profile: PasswordProfile }> {
      return { profile: await profileInForce(context) }
    },
  }),

  'security.setPasswordProfile': command({
    title: '设置密码要求',
    permission: 'security.manage',
    confirmed: true,
    input: z.strictObject({
      profile: z.enum(
        Object.keys(passwordProfiles) as [PasswordProfile, ...PasswordProfile[]],
        '请选择密码要求',
      ),
    }),
    async run(context, { profile }): Promise<void> {
      const before = await profileInForce(context)
      if (before === profile)
        throw new Refusal('conflict', 'security.sameProfile', '现在就是这项要求', 'profile')
      await setProfile(context, profile)
      const detail = { before, profile }
      context.record({ name: 'password.profileSet', subject: 'platform', subjectId: null, detail })
    },
  }),

  'security.resetFactor': command({
    title: '解除动态口令',
    permission: 'security.manage',
    confirmed: true,
    input: z.strictObject({
      accountId: z.int('请选择人员'),
      reason: z.string('请写明原因').trim().min(2, '请写明原因').max(200, '原因太长'),
    }),
    async run(context, { accountId, reason }): Promise<void> {
      const { db, actor, now } = context
      if (accountId === actor.accountId)
        throw new Refusal(
          'conflict',
          'security.ownFactor',
          '不能解除自己的动态口令，换手机请到「账号与安全」重新绑定',
        )
      await requireStaff(context, accountId)
      await db.deleteFrom('secondFactor').where('accountId', '=', accountId).execute()
      await db.deleteFrom('passkey').where('accountId', '=', accountId).execute()
      await db.deleteFrom('recoveryCode').where('accountId', '=', accountId).execute()
      await db
        .updateTable('account')
        .set({ devicesSince: now })
        .where('id', '=', accountId)
        .execute()
      await endSessions(context, accountId)
      await giveNotice(context, {
        kind: 'factorReset',
        accountId,
        detail: { by: actor.accountId, reason },
      })
      context.record({
        name: 'factor.reset',
        subject: 'account',
        subjectId: accountId,
        detail: { reason },
      })
    },
  }),
}

export interface SecurityNotice {
  readonly id: number
  readonly at: string
  readonly kind: string
  readonly title: string
  readonly advice: string
  readonly detail: unknown
  readonly accountId: number | null
  readonly account: string | null
  readonly name: string | null
  readonly settledAt: string | null
  readonly settledBy: string | null
  readonly settledNote: string | null
}
