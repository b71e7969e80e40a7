import type { Context } from '#src/kernel/operation.ts'
import { sql } from 'kysely'
import { sealedFor } from './sealed.ts'

export const stepKinds = {
  received: '收到呼叫',
  escalated: '无人接听，已通知',
  acknowledged: '接听',
  joined: '协助',
  dispatched: '派人前往',
  called120: '已打 120',
  calledFamily: '已通知家属',
  arrived: '到场',
  matched: '对上本人',
  mistaken: '本人说按错了',
  noted: '说明',
  closed: '结束',
} as const
export type StepKind = keyof typeof stepKinds

export interface NewStep {
  readonly kind: StepKind
  readonly note?: string | undefined
}

/** Adds to what happened with a call, and records it. */
export async function addStep(
  context: Context,
  callId: number,
  { kind, note }: NewStep,
): Promise<void> {
  const { db, now, actor } = context
  const { rows } = await sql<{ id: number }>`
    select nextval(pg_get_serial_sequence('call_step', 'id')) as id`.execute(db)
  const id = Number(rows[0]?.id)
  await db
    .insertInto('callStep')
    .values({
      id,
      callId,
      kind,
      at: now,
      accountId: actor.accountId,
      note: note ? sealedFor(context, 'call_step.note', id, note) : null,
    })
    .execute()
  context.record({ name: `call.${kind}`, subject: 'call', subjectId: callId })
}
