import { sql } from 'kysely'
import * as z from 'zod'
import { addDays } from '#src/kernel/day.ts'
import type { Role } from '#src/kernel/access.ts'
import { command, query, type Context } from '#src/kernel/operation.ts'
import { Refusal } from '#src/kernel/refusal.ts'
import { atOrBelow } from '#src/orgs/reach.ts'
import { postRule } from '#src/roster/access/post.ts'

/** How many people an account opened today, and how many it may. */
export interface Budget {
  readonly accountId: number
  readonly name: string
  readonly unit: string
  readonly seen: number
  readonly limit: number
}

export const budgets = {
  'transparency.budgets': query({
    title: '查看今日查看人数',
    permission: 'transparency.raise',
    input: z.strictObject({}),
    async run({ actor, db, today }): Promise<Budget[]> {
      const { rows } = await sql<{
        accountId: number
        name: string
        unit: string
        role: Role
        seen: number
        extra: number
      }>`
        select account.id as account_id, account.name, org.name as unit, post.role,
          (select count(*) from person_seen s where s.account_id = account.id and s.day = ${today})
            as seen,
          (select coalesce(sum(extra), 0)::int from budget_raise b
            where b.account_id = account.id and b.day = ${today}) as extra
        from post join account on account.id = post.account_id join org on org.id = post.org_id
        where ${atOrBelow(actor.scopeId)} and account.ended_on is null
          and post.valid_from <= ${today}::date
          and (post.valid_to is null or post.valid_to > ${today}::date)
        order by seen desc, account.name, post.id limit 500`.execute(db)
      return rows
        .map(({ role, extra, ...row }) => ({ ...row, limit: postRule(role).daily, extra }))
        .filter(({ limit }) => limit > 0)
        .map(({ extra, limit, ...row }) => ({ ...row, limit: limit + extra }))
    },
  }),

  'transparency.raise': command({
    title: '增加今日查看人数',
    permission: 'transparency.raise',
    input: z.strictObject({
      accountId: z.int('请选择工作人员'),
      extra: z.int('请填写人数').min(1, '至少 1 人').max(500, '一次最多 500 人'),
      reason: z
        .string('请填写理由')
        .trim()
        .min(4, '请写明理由，至少 4 个字')
        .max(200, '理由最多 200 个字'),
    }),
    async run(context, { accountId, extra, reason }): Promise<void> {
      const { actor, db, today, now } = context
      if (accountId === actor.accountId)
        throw new Refusal('conflict', 'transparency.ownBudget', '自己的人数须由其他领导增加')
      await requireBelow(context, accountId)
      await db
        .insertInto('budgetRaise')
        .values({
          accountId,
          day: today,
          extra,
          reason,
          raisedBy: actor.accountId as number,
          raisedAt: now,
        })
        .execute()
      const detail = { extra, reason }
      context.record({ name: 'budget.raised', subject: 'account', subjectId: accountId, detail })
    },
  }),
}

/** Days after which spent openings and counts are dropped; the trace keeps what was looked at. */
const keptDays = 7

export const upkeep = {
  'transparency.sweep': command({
    title: '清理过期的查看授权',
    permission: 'system.run',
    repeatable: true,
    daily: '03:40',
    input: z.strictObject({}),
    async run({ db, today, now, record }): Promise<void> {
      const weekAgo = new Date(now.getTime() - keptDays * 86_400_000)
      await db.deleteFrom('purposeGrant').where('until', '<', weekAgo).execute()
      await db.deleteFrom('personSeen').where('day', '<', addDays(today, -keptDays)).execute()
      record({ name: 'transparency.swept', subject: 'platform', subjectId: null })
    },
  }),
}

async function requireBelow({ actor, db, today }: Context, accountId: number): Promise<void> {
  const post = await db
    .selectFrom('post')
    .innerJoin('org', 'org.id', 'post.orgId')
    .select('post.id')
    .where('post.accountId', '=', accountId)
    .where(atOrBelow(actor.scopeId))
    .where((is) => is.or([is('validTo', 'is', null), is('validTo', '>', today)]))
    .executeTakeFirst()
  if (!post)
    throw new Refusal('missing', 'transparency.noSuchAccount', '没有这位工作人员', 'accountId')
}
