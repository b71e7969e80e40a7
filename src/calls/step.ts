import type { Context } from '#src/kernel/operation.ts'
import { sql } from 'kysely'
import { sealedFor } from './sealed.ts'
import type { StepKind } from './stepKinds.ts'

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
