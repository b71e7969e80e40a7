import { sealedText } from '#src/kernel/vault/text.ts'
import type { Context } from '#src/kernel/operation.ts'
import { nextNumber } from '#src/roster/sealing/nextNumber.ts'
import type { StepKind } from './course.ts'

interface NewStep {
  readonly kind: StepKind
  readonly onDay?: string
  readonly amountFen?: number | null
  readonly untilOn?: string | null
  readonly note?: string | null | undefined
}

/** Writes one more step of a case; its words are sealed, the trace holds its kind alone. */
export async function addStep(
  context: Context,
  { id, retireeId }: { readonly id: number; readonly retireeId: number },
  { kind, onDay, note, amountFen = null, untilOn = null }: NewStep,
): Promise<void> {
  const { db, vault, actor, today, now } = context
  const stepId = await nextNumber(db, 'hardshipStep')
  await db
    .insertInto('hardshipStep')
    .values({
      id: stepId,
      caseId: id,
      kind,
      onDay: onDay ?? today,
      amountFen,
      untilOn,
      note: note ? JSON.stringify(sealedText(vault, `hardship_step.note.${stepId}`, note)) : null,
      accountId: actor.accountId,
      orgId: actor.orgId,
      at: now,
    })
    .execute()
  context.record({
    name: `hardship.${kind}`,
    subject: 'retiree',
    subjectId: retireeId,
    detail: { caseId: id },
  })
}
