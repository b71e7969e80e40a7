import * as z from 'zod'
import { askApproval } from '#src/approvals/request.ts'
import { inWorkdays } from '#src/kernel/deadline.ts'
import { command, download, query, type Context, type Download } from '#src/kernel/operation.ts'
import { Refusal } from '#src/kernel/refusal.ts'
import { sensitiveGroups } from '#src/roster/purpose.ts'
import { openPerson } from '#src/roster/opening.ts'
import { refuseUnlessKeeper } from '#src/roster/permitted.ts'
import { requireRetiree } from '#src/roster/reach.ts'
import {
  AskCopy,
  copyAskers,
  copyWays,
  copyWithin,
  TakeCopy,
  type CopyAsker,
  type CopyWay,
} from './copy.ts'
import { packCopy } from './pack.ts'

export interface CopyLine {
  readonly id: number
  readonly askedBy: CopyAsker
  readonly how: CopyWay
  readonly askedOn: string
  readonly dueOn: string
  readonly by: string
  readonly mine: boolean
  readonly approvedAt: Date | null
  readonly takenAt: Date | null
}

export const rights = {
  'rights.copies': query({
    title: '查看信息副本的申请',
    permission: 'roster.read',
    input: z.strictObject({ id: z.int() }),
    async run(context, { id }): Promise<CopyLine[]> {
      await requireRetiree(context, id)
      const rows = await context.db
        .selectFrom('personCopy')
        .innerJoin('account', 'account.id', 'personCopy.accountId')
        .select(['personCopy.id', 'askedBy', 'how', 'askedOn', 'dueOn', 'account.name as by'])
        .select(['accountId', 'approvedAt', 'takenAt'])
        .where('retireeId', '=', id)
        .orderBy('personCopy.id', 'desc')
        .execute()
      return rows.map(({ accountId, ...row }) => ({
        ...row,
        mine: accountId === context.actor.accountId,
      })) as CopyLine[]
    },
  }),

  'rights.askCopy': command({
    title: '登记本人申请信息副本',
    permission: 'roster.write',
    input: AskCopy,
    async run(context, { id, ...asked }): Promise<{ approvalId: number; dueOn: string }> {
      const { db, actor, now, today } = context
      await requireRetiree(context, id)
      await refuseUnlessKeeper(context, id, 'B')
      if (asked.askedOn > today)
        throw new Refusal('invalid', 'rights.askedAhead', '申请日期不能晚于今天', 'askedOn')
      const dueOn = inWorkdays(asked.askedOn, copyWithin)
      const { id: copyId } = await db
        .insertInto('personCopy')
        .values({
          retireeId: id,
          ...asked,
          dueOn,
          recordedAt: now,
          accountId: actor.accountId as number,
          postId: actor.postId as number,
        })
        .returning('id')
        .executeTakeFirstOrThrow()
      context.record({
        name: 'copy.asked',
        subject: 'retiree',
        subjectId: id,
        detail: { copyId, dueOn },
      })
      const asking = await askApproval(context, {
        kind: 'personCopy',
        subject: 'personCopy',
        subjectId: copyId,
        summary: `${copyAskers[asked.askedBy]}${copyWays[asked.how]}申请的信息副本`,
        payload: { copyId },
      })
      return { ...asking, dueOn }
    },
  }),

  'rights.takeCopy': download({
    title: '取信息副本',
    permission: 'roster.write',
    confirmed: true,
    input: TakeCopy,
    run: (context, { copyId, password }): Promise<Download> => takeCopy(context, copyId, password),
  }),
}

/** A request for a copy, locked, of somebody within reach. */
export async function requireCopy(context: Context, copyId: number) {
  const copy = await context.db
    .selectFrom('personCopy')
    .selectAll()
    .where('id', '=', copyId)
    .forUpdate()
    .executeTakeFirst()
  if (!copy) throw new Refusal('missing', 'rights.noSuchCopy', '没有这次申请')
  await requireRetiree(context, copy.retireeId)
  return copy
}

/** Made at the moment it is taken, once, by who asked; all that it holds is left as a look. */
async function takeCopy(context: Context, copyId: number, password: string): Promise<Download> {
  const copy = await requireCopy(context, copyId)
  if (copy.accountId !== context.actor.accountId)
    throw new Refusal('forbidden', 'rights.notYours', '由登记申请的人取')
  if (!copy.approvedAt) throw new Refusal('conflict', 'rights.notApproved', '还没有通过复核')
  if (copy.takenAt)
    throw new Refusal('conflict', 'rights.taken', '已经取过一次；需要再取的请重新登记申请')
  const { row } = await openPerson(context, copy.retireeId)
  const file = await packCopy(context, row, password)
  await context.db
    .updateTable('personCopy')
    .set({ takenAt: context.now })
    .where('id', '=', copyId)
    .execute()
  context.looked(row.id, ['S1', 'S2', 'S3', ...Object.keys(sensitiveGroups)], 'rights')
  return file
}
