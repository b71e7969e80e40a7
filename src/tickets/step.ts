import type { CaseStep } from '#src/cases/case.ts'
import type { Context } from '#src/kernel/operation.ts'
import { sealedText } from '#src/kernel/vault/text.ts'
import { nextNumber } from '#src/roster/sealing/nextNumber.ts'
import type { AnswerWay } from './ticket.ts'

/** One step of a matter as it is kept. */
export interface NewStep {
  readonly kind: CaseStep
  /** The day on which it happened, when not today. */
  readonly on?: string
  readonly toOrgId?: number
  readonly toAccountId?: number | null
  readonly dueOn?: string
  readonly way?: AnswerWay
  readonly rating?: number | null
  /** Kept sealed. */
  readonly note?: string | null
}

/** Writes one step into the course, which only grows. */
export async function addStep(context: Context, ticketId: number, step: NewStep): Promise<number> {
  const { db, vault, actor, today, now } = context
  const { on = today, note, ...rest } = step
  const id = await nextNumber(db, 'ticketStep')
  await db
    .insertInto('ticketStep')
    .values({
      ...rest,
      id,
      ticketId,
      happenedOn: on,
      note: note ? JSON.stringify(sealedText(vault, `ticket_step.note.${id}`, note)) : null,
      orgId: actor.role === 'system' ? null : actor.orgId,
      accountId: actor.accountId,
      at: now,
    })
    .execute()
  return id
}
