import type { Context } from '#src/kernel/operation.ts'

interface Change {
  readonly retireeId: number
  readonly subject: 'stay' | 'event' | 'ward' | 'round' | 'assessment'
  readonly subjectId: number
  readonly what: 'amended' | 'discharged' | 'ended' | 'withdrawn'
  readonly why?: string | null | undefined
  readonly before?: object
  readonly after?: object
}

/** Sealed texts: that they changed is told, what they say is not. */
const sealed = new Set(['diagnosis', 'note'])

/**
 * Keeps what was changed, by whom and why, and records the event, so that the duties follow. What
 * did not change and what is sealed stays out of it.
 */
export async function noteChange(context: Context, change: Change): Promise<void> {
  const { before = {}, after = {}, why = null, ...about } = change
  const keys = Object.keys(after).filter((key) => valueOf(before, key) !== valueOf(after, key))
  const picked = (values: object) =>
    Object.fromEntries(
      keys.map((key) => [key, sealed.has(key) ? '（密）' : (valueOf(values, key) ?? null)]),
    )
  await context.db
    .insertInto('careChange')
    .values({
      ...about,
      why,
      before: JSON.stringify(picked(before)),
      after: JSON.stringify(picked(after)),
      accountId: context.actor.accountId,
      at: context.now,
    })
    .execute()
  const { retireeId, subject, subjectId, what } = change
  context.record({
    name: `${subject}.${what}`,
    subject: 'retiree',
    subjectId: retireeId,
    detail: { [`${subject}Id`]: subjectId, ...(keys.length > 0 && { fields: keys }) },
  })
}

function valueOf(values: object, key: string): unknown {
  return (values as Record<string, unknown>)[key]
}
