import { sql } from 'kysely'
import * as z from 'zod'
import { command, type Context } from '#src/kernel/operation.ts'
import { Refusal } from '#src/kernel/refusal.ts'
import { endSessions } from './entry.ts'
import { demandAnother, inForce, postsOf } from './posts.ts'
import { requireStaff } from './reach.ts'

const accountId = z.int('请选择人员')

/** Ending a post, an account, or somebody's whole work here with a hand-over. */
export const leaving = {
  'staff.end': command({
    title: '停用账号',
    permission: 'staff.manage',
    confirmed: true,
    input: z.strictObject({ accountId }),
    async run(context, { accountId }): Promise<void> {
      await requireAnother(context, accountId)
      await endWork(context, accountId, null)
      context.record({ name: 'staff.ended', subject: 'account', subjectId: accountId })
    },
  }),

  'staff.endPost': command({
    title: '免去岗位',
    permission: 'staff.manage',
    confirmed: true,
    input: z.strictObject({ postId: z.int('请选择岗位') }),
    async run(context, { postId }): Promise<void> {
      const { db, today } = context
      const post = await db
        .selectFrom('post')
        .select(['id', 'accountId', 'role'])
        .where('id', '=', postId)
        .where(inForce(today))
        .executeTakeFirst()
      if (!post) throw new Refusal('missing', 'staff.noSuchPost', '没有这个在任的岗位，请刷新页面')
      await requireStaff(context, post.accountId)
      await demandAnother(context, post)
      await db.updateTable('post').set({ validTo: today }).where('id', '=', postId).execute()
      await db.deleteFrom('session').where('postId', '=', postId).execute()
      context.record({
        name: 'post.ended',
        subject: 'account',
        subjectId: post.accountId,
        detail: { postId, role: post.role },
      })
    },
  }),

  'staff.leave': command({
    title: '办理离岗交接',
    permission: 'staff.manage',
    confirmed: true,
    input: z.strictObject({
      accountId,
      successorAccountId: z.int('请选择接手人').nullish(),
      reason: z.string('请写明离岗原因').trim().min(2, '请写明离岗原因').max(200, '原因太长'),
    }),
    async run(context, { accountId, successorAccountId, reason }): Promise<HandOver> {
      await requireAnother(context, accountId)
      const successorId = successorAccountId ?? null
      if (successorId !== null) await requireSuccessor(context, accountId, successorId)
      const open = await openWork(context, accountId)
      if (open.batches.length && successorId === null)
        throw new Refusal(
          'conflict',
          'staff.successorNeeded',
          `还有 ${open.batches.length} 批导入没有办完，请选择接手人`,
          'successorAccountId',
        )
      if (open.batches.length)
        await context.db
          .updateTable('importBatch')
          .set({ accountId: successorId })
          .where('id', 'in', open.batches)
          .execute()
      const groups = await groupsOf(context, accountId)
      const postIds = await endWork(context, accountId, successorId)
      const handed = {
        posts: postIds.length,
        batches: open.batches.length,
        requests: open.requests,
        groups,
      }
      context.record({
        name: 'staff.left',
        subject: 'account',
        subjectId: accountId,
        detail: { reason, successorId, postIds, batchIds: open.batches, requests: open.requests },
      })
      return handed
    },
  }),
}

/**
 * What passed on: posts ended, batches of the import now the successor's, requests still to be
 * decided, and the contact groups whose places the successor takes, or which lack one now.
 */
export interface HandOver {
  readonly posts: number
  readonly batches: number
  readonly requests: number
  readonly groups: readonly string[]
}

async function requireAnother(context: Context, accountId: number): Promise<void> {
  if (accountId === context.actor.accountId)
    throw new Refusal('conflict', 'staff.notOneself', '不能停用自己的账号')
  await requireStaff(context, accountId)
  const posts = await postsOf(context, accountId)
  for (const post of posts) await demandAnother(context, post)
}

async function requireSuccessor(context: Context, accountId: number, successorId: number) {
  const say = (message: string) =>
    new Refusal('invalid', 'staff.noSuccessor', message, 'successorAccountId')
  if (successorId === accountId) throw say('接手人不能是离岗的本人')
  await requireStaff(context, successorId)
  const holder = await context.db
    .selectFrom('account')
    .select('endedOn')
    .where('id', '=', successorId)
    .executeTakeFirst()
  if (!holder || holder.endedOn || !(await postsOf(context, successorId)).length)
    throw say('接手人没有在任的岗位，请另选一位')
}

/** What waits in this person's name. Duties belong to organisations and stay where they are. */
async function openWork({ db }: Context, accountId: number) {
  const batches = await db
    .selectFrom('importBatch')
    .select('id')
    .where('accountId', '=', accountId)
    .where('status', 'in', ['checking', 'checked', 'committing'])
    .execute()
  const { count } = await db
    .selectFrom('changeRequest')
    .select((is) => is.fn.countAll<number>().as('count'))
    .where('accountId', '=', accountId)
    .where('status', '=', 'pending')
    .executeTakeFirstOrThrow()
  return { batches: batches.map(({ id }) => id), requests: count }
}

/** The contact groups that somebody is in; the places are handed over as `staff.left` is heard. */
async function groupsOf({ db }: Context, accountId: number): Promise<string[]> {
  const rows = await db
    .selectFrom('contactGroupMember as m')
    .innerJoin('contactGroup as g', 'g.id', 'm.groupId')
    .select('g.name')
    .where('m.staffId', '=', accountId)
    .where('m.validTo', 'is', null)
    .orderBy('g.id')
    .execute()
  return rows.map(({ name }) => name)
}

/** Ends account, posts, proposals, links and sessions at once; answers the posts that ended. */
async function endWork(context: Context, accountId: number, successorId: number | null) {
  const { today, now, db } = context
  await db
    .updateTable('account')
    .set({ endedOn: today })
    .where('id', '=', accountId)
    .where('endedOn', 'is', null)
    .execute()
  const ended = await db
    .updateTable('post')
    .set({ validTo: sql`greatest(valid_from, ${today}::date)`, successorId })
    .where('accountId', '=', accountId)
    .where((is) => is.or([is('validTo', 'is', null), is('validTo', '>', today)]))
    .returning('id')
    .execute()
  await db
    .updateTable('postProposal')
    .set({ decision: 'withdrawn', decidedAt: now, reason: '账号停用' })
    .where('accountId', '=', accountId)
    .where('decision', 'is', null)
    .execute()
  await db.deleteFrom('invitation').where('accountId', '=', accountId).execute()
  await endSessions(context, accountId)
  return ended.map(({ id }) => id)
}
