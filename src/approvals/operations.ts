import { createHash } from 'node:crypto'
import * as z from 'zod'
import { command, query, type Context } from '#src/kernel/operation.ts'
import { demand, Refusal } from '#src/kernel/refusal.ts'
import { Decide, refusalToDecide, refusalToUse, refusalToWithdraw, type Brief } from './approval.ts'
import { checkersOf } from './checkers.ts'
import {
  kindOf,
  lockRequest,
  makerOf,
  mayCheck,
  requestsInScope,
  requireRequest,
  type Request,
} from './find.ts'
import { askedBy, itemOf, toCheck, type ApprovalItem } from './item.ts'
import type { ApprovalKind, ApprovalKinds } from './kind.ts'
import { writeLapsed } from './request.ts'

/** The operations of checking, over the kinds of acts that need it. */
export function approvalsOver(kinds: ApprovalKinds) {
  return {
    'approvals.list': query({
      title: '查看待复核和已提交的事项',
      permission: 'approvals.use',
      input: z.strictObject({}),
      async run(context) {
        return { toCheck: await toCheck(context, kinds), asked: await askedBy(context, kinds) }
      },
    }),

    'approvals.history': query({
      title: '查看复核记录',
      permission: 'approvals.check',
      input: z.strictObject({}),
      async run(context): Promise<ApprovalItem[]> {
        const rows = await requestsInScope(context)
          .where((is) =>
            is.or([is('decision', 'is not', null), is('approval.expiresAt', '<=', context.now)]),
          )
          .orderBy('approval.id', 'desc')
          .limit(200)
          .execute()
        return rows.map((row) => itemOf(row, kinds, context.now))
      },
    }),

    'approvals.get': query({
      title: '查看复核事项',
      permission: 'approvals.use',
      input: z.strictObject({ id: z.int('请选择事项') }),
      async run(context, { id }) {
        const request = await requireRequest(context, id)
        const kind = kindOf(kinds, request)
        const item = itemOf(request, kinds, context.now)
        const checks = await mayCheck(context, request, kind)
        if (!checks && request.makerAccountId !== context.actor.accountId)
          throw new Refusal('missing', 'approvals.noSuchRequest', '没有这个事项')
        const checkers = await checkersOf(context, request, kind.checkerPermission)
        const brief = item.state === 'open' ? await briefOf(context, request, kind) : undefined
        return {
          ...item,
          mayDecide: checks && item.state === 'open',
          whoCould: checkers.map(({ name, org, post }) => `${name}（${org} ${post}）`),
          brief,
          seen: brief && digestOf(brief),
        }
      },
    }),

    'approvals.decide': command({
      title: '复核',
      permission: 'approvals.use',
      confirmed: true,
      input: Decide,
      async run(context, { id, approve, reason, seen }): Promise<void> {
        const request = await lockRequest(context, id)
        const kind = kindOf(kinds, request)
        demand(refusalToDecide(request, context.actor.accountId, context.now))
        if (!(await mayCheck(context, request, kind)))
          throw new Refusal('forbidden', 'approvals.notYours', '这个事项由其他人复核')
        if (approve) await refuseChanged(context, request, kind, seen)
        await decide(context, request, approve ? 'approved' : 'declined', reason)
        if (approve) await carryOut(context, request, kind)
      },
    }),

    'approvals.withdraw': command({
      title: '撤回提交复核的事项',
      permission: 'approvals.use',
      repeatable: true,
      input: z.strictObject({ id: z.int('请选择事项') }),
      async run(context, { id }): Promise<void> {
        const request = await lockRequest(context, id)
        demand(refusalToWithdraw(request, context.actor.accountId, context.now))
        await decide(context, request, 'withdrawn')
      },
    }),

    'approvals.sweep': command({
      title: '清理逾期的复核事项',
      permission: 'system.run',
      repeatable: true,
      daily: '03:40',
      input: z.strictObject({}),
      async run(context): Promise<{ lapsed: number }> {
        const lapsed = await writeLapsed(context)
        const detail = { lapsed }
        context.record({ name: 'approval.swept', subject: 'platform', subjectId: null, detail })
        return { lapsed }
      },
    }),
  }
}

function briefOf(context: Context, request: Request, kind: ApprovalKind): Promise<Brief> {
  return kind.describe(context, kind.payload.parse(request.payload))
}

function digestOf(brief: Brief): string {
  return createHash('sm3').update(JSON.stringify(brief)).digest('hex')
}

async function refuseChanged(
  context: Context,
  request: Request,
  kind: ApprovalKind,
  seen: string | undefined,
) {
  if (digestOf(await briefOf(context, request, kind)) === seen) return
  throw new Refusal(
    'conflict',
    'approvals.changedMeanwhile',
    '核对期间内容有变化，请重新打开核对后再定',
  )
}

async function decide(
  context: Context,
  { id, kind, makerAccountId }: Request,
  decision: 'approved' | 'declined' | 'withdrawn',
  reason?: string,
): Promise<void> {
  await context.db
    .updateTable('approval')
    .set({ decision, reason: reason ?? null })
    .set({ decidedBy: context.actor.accountId, decidedAt: context.now })
    .where('id', '=', id)
    .execute()
  const detail = { kind, makerAccountId }
  context.record({ name: `approval.${decision}`, subject: 'approval', subjectId: id, detail })
}

/** Does what was asked, as the maker, with the approval named in all that it leaves behind. */
async function carryOut(context: Context, request: Request, kind: ApprovalKind): Promise<void> {
  demand(refusalToUse({ ...request, decision: 'approved' }))
  const actor = await makerOf(context, request, kind)
  const detail = { approvalId: request.id, makerAccountId: request.makerAccountId }
  const record: Context['record'] = (event) =>
    context.record({ ...event, detail: { ...event.detail, ...detail } })
  const { db, now } = context
  await db.updateTable('approval').set({ usedAt: now }).where('id', '=', request.id).execute()
  await kind.carryOut({ ...context, actor, record }, kind.payload.parse(request.payload))
}
