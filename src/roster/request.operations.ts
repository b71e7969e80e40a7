import * as z from 'zod'
import { command, query, type Context } from '#src/kernel/operation.ts'
import { Refusal } from '#src/kernel/refusal.ts'
import { decide } from './access.ts'
import type { Relation } from './access/relation.ts'
import { RetireeShape, type FieldKey } from './fields.ts'
import { refuseUnwritable } from './permitted.ts'
import { reachableRetirees, requireLiving } from './reach.ts'
import { differenceOf, valuesOf, type Row, type Values } from './record.ts'
import { leavePageLook } from './seeking.ts'
import { relationsOf, relationsTo } from './relations.ts'
import { requestChannels, requestStates, type Channel, type RequestState } from './request.ts'
import { sealedDocument } from './sealing/document.ts'
import { isSealedKey } from './sealing/fields.ts'
import { nextNumber } from './sealing/nextNumber.ts'
import { proposalFor } from './sealing/reading.ts'
import { demandOpen } from './sealing/value.ts'
import { proposedSeen } from './view.ts'
import { writeChanges } from './writing.ts'

const Reason = z.string('请填写说明').trim().min(2, '请填写说明').max(200, '说明最多 200 个字')

export const requests = {
  'roster.requestChange': command({
    title: '提出更正申请',
    permission: 'roster.request',
    input: z.strictObject({
      id: z.int(),
      proposed: RetireeShape,
      reason: Reason,
      channel: z.enum(Object.keys(requestChannels) as Channel[], '请选择提出方式'),
      requestedBy: z
        .string('请填写提出人')
        .trim()
        .min(2, '请填写提出人')
        .max(60, '提出人最多 60 个字'),
    }),
    async run(context, { id, proposed, ...rest }): Promise<{ requestId: number }> {
      const row = await requireLiving(context, id)
      const { vault } = context
      const relations = await relationsTo(context, id)
      refuseUnwritable(context, relations, Object.keys(proposed), 'proposed', 'propose')
      if (Object.keys(proposed).some(isSealedKey)) demandOpen(vault)
      const wished = wishedFor(context, row, relations, proposed)
      if (Object.keys(wished).length === 0)
        throw new Refusal(
          'invalid',
          'roster.nothingProposed',
          '内容与现有档案相同，没有要更正的',
          'proposed',
        )
      const requestId = await nextNumber(context.db, 'changeRequest')
      const place = { table: 'change_request', row: requestId }
      await context.db
        .insertInto('changeRequest')
        .values({
          id: requestId,
          retireeId: id,
          proposed: JSON.stringify(sealedDocument(vault, place, wished)),
          accountId: context.actor.accountId,
          ...rest,
        })
        .execute()
      const detail = { requestId, fields: Object.keys(wished) }
      context.record({ name: 'change.requested', subject: 'retiree', subjectId: id, detail })
      return { requestId }
    },
  }),

  'roster.requests': query({
    title: '查看更正申请',
    permission: 'roster.read',
    input: z.strictObject({
      status: z.enum(Object.keys(requestStates) as RequestState[]).default('pending'),
      limit: z.int().min(1).max(200).default(100),
    }),
    async run(context, { status, limit }) {
      const rows = await reachableRetirees(context)
        .innerJoin('changeRequest', 'changeRequest.retireeId', 'retiree.id')
        .select(['changeRequest.id', 'retiree.id as retireeId', 'retiree.fullName', 'proposed'])
        .select(['retiree.isVip', relationsOf(context).as('relations')])
        .select([
          'reason',
          'channel',
          'requestedBy',
          'requestedAt',
          'status',
          'decision',
          'decidedAt',
        ])
        .where('status', '=', status)
        .orderBy('requestedAt')
        .limit(limit)
        .execute()
      const { role } = context.actor
      leavePageLook(context, [...new Set(rows.map((row) => row.retireeId))], ['S2'])
      return rows.map(({ relations, isVip, proposed, ...row }) => {
        const decision = decide({ role, relations, action: 'detail', isVip })
        const wished = proposalFor(context, row.id, proposed)
        return { ...row, proposed: proposedSeen(wished, decision) }
      })
    },
  }),

  'roster.decideChange': command({
    title: '核实更正申请',
    permission: 'roster.decide',
    input: z.strictObject({
      requestId: z.int(),
      accept: z.boolean('请选择是否采纳'),
      decision: Reason,
    }),
    async run(context, { requestId, accept, decision }): Promise<void> {
      const request = await requirePending(context, requestId)
      if (request.accountId !== null && request.accountId === context.actor.accountId)
        throw new Refusal('conflict', 'roster.ownRequest', '自己提出的申请须由他人核实')
      const row = await requireLiving(context, request.retireeId)
      const relations = await relationsTo(context, row.id)
      refuseUnwritable(context, relations, Object.keys(request.proposed as object), 'proposed')
      if (accept && Object.keys(request.proposed as object).some(isSealedKey))
        demandOpen(context.vault)
      const wished = proposalFor(context, requestId, request.proposed)
      const changed = accept
        ? await writeChanges(context, row, RetireeShape.parse(wished) as Values)
        : []
      await context.db
        .updateTable('changeRequest')
        .set({
          status: accept ? 'accepted' : 'rejected',
          decidedBy: context.actor.accountId,
          decidedAt: context.now,
          decision,
        })
        .where('id', '=', requestId)
        .execute()
      context.record({
        name: accept ? 'change.accepted' : 'change.rejected',
        subject: 'retiree',
        subjectId: request.retireeId,
        detail: { requestId, fields: changed },
      })
    },
  }),
}

/**
 * What would change, and of fields that the asker sees in part or not at all everything: to leave out
 * what is so already would tell it.
 */
function wishedFor(
  { actor, vault }: Context,
  row: Row,
  relations: readonly Relation[],
  proposed: Values,
): Values {
  const decision = decide({ role: actor.role, relations, action: 'detail', isVip: row.isVip })
  const closed = Object.entries(proposed).filter(
    ([key, value]) => value !== undefined && decision.sightOf(key as FieldKey) !== 'open',
  )
  return { ...differenceOf(valuesOf(row, vault), proposed)?.after, ...Object.fromEntries(closed) }
}

async function requirePending(context: Context, requestId: number) {
  const request = await reachableRetirees(context)
    .innerJoin('changeRequest', 'changeRequest.retireeId', 'retiree.id')
    .select(['changeRequest.id', 'changeRequest.retireeId', 'proposed', 'status'])
    .select('changeRequest.accountId')
    .where('changeRequest.id', '=', requestId)
    .forUpdate('changeRequest')
    .executeTakeFirst()
  if (!request) throw new Refusal('missing', 'roster.noSuchRequest', '没有这条申请')
  if (request.status !== 'pending')
    throw new Refusal('conflict', 'roster.alreadyDecided', '这条申请已经处理过了')
  return request
}
