import { sql } from 'kysely'
import type { Context } from '#src/kernel/operation.ts'
import { Refusal } from '#src/kernel/refusal.ts'
import { expiryOf } from './approval.ts'

export interface Asked {
  readonly kind: string
  readonly subject: string
  readonly subjectId: number
  /** One line for the checker's list, without anything sensitive. */
  readonly summary: string
  readonly payload: Readonly<Record<string, unknown>>
}

/** Asks for a second pair of eyes. Refused where the same is already waiting, and to the platform itself. */
export async function askApproval(context: Context, asked: Asked): Promise<{ approvalId: number }> {
  const { actor, db, now } = context
  if (actor.accountId === null || actor.postId === null)
    throw new Refusal('forbidden', 'approvals.noMaker', '须复核的事项要由工作人员本人提交')
  await writeLapsed(context)
  const made = await db
    .insertInto('approval')
    .values({
      ...asked,
      payload: JSON.stringify(asked.payload),
      orgId: actor.scopeId,
      makerAccountId: actor.accountId,
      makerPostId: actor.postId,
      requestedAt: now,
      expiresAt: expiryOf(now),
    })
    .onConflict((clash) =>
      clash.columns(['kind', 'subject', 'subjectId']).where('decision', 'is', null).doNothing(),
    )
    .returning('id')
    .executeTakeFirst()
  if (!made)
    throw new Refusal('conflict', 'approvals.waiting', '同一事项已提交复核，请等待复核结果')
  const { kind, subject, subjectId } = asked
  const detail = { approvalId: made.id, kind }
  context.record({ name: 'approval.asked', subject, subjectId, detail })
  return { approvalId: made.id }
}

/** Writes down which requests have lapsed. */
export async function writeLapsed({ db, now }: Context): Promise<number> {
  const { numUpdatedRows } = await db
    .updateTable('approval')
    .set({ decision: 'expired', decidedAt: now })
    .where('decision', 'is', null)
    .where('expiresAt', '<=', now)
    .executeTakeFirst()
  return Number(numUpdatedRows)
}

/**
 * Tries an act and takes it back, so that what would be refused later is refused to the one who asks.
 * Nothing is written, recorded or queued.
 */
export async function rehearse(
  context: Context,
  act: (silent: Context) => Promise<unknown>,
): Promise<void> {
  const nothing = () => undefined
  await sql`savepoint rehearsal`.execute(context.db)
  try {
    await act({ ...context, record: nothing, looked: nothing, enqueue: nothing })
  } finally {
    await sql`rollback to savepoint rehearsal`.execute(context.db)
  }
}
