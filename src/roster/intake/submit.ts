import * as z from 'zod'
import type { Context } from '#src/kernel/operation.ts'
import { Refusal } from '#src/kernel/refusal.ts'
import { countsOf, forgetProgress, lockBatch, type BatchCounts } from './batch.ts'
import { rememberMapping } from './commit.ts'

export const Submission = z.strictObject({
  id: z.int(),
  /** Takes the rows without problems and leaves the rest; otherwise any problem refuses all. */
  acceptClean: z.boolean().default(false),
})
export type Submission = z.output<typeof Submission>

/** Refuses a batch that cannot be taken as it stands; answers what it would bring. */
export async function requireTakeable(
  context: Context,
  { id, acceptClean }: Submission,
): Promise<BatchCounts> {
  const counts = await countsOf(context, id)
  if (!acceptClean && (counts.error > 0 || counts.undecided > 0))
    throw new Refusal(
      'conflict',
      'import.undecided',
      `还有 ${counts.error} 行有错、${counts.undecided} 行疑似重复没有认定，不能整批提交`,
    )
  if (counts.toCreate + counts.toUpdate === 0)
    throw new Refusal('conflict', 'import.nothing', '没有可以导入的行')
  return counts
}

/** Hands a checked batch to the queue, which writes it. */
export async function submit(
  context: Context,
  submission: Submission,
  detail: Readonly<Record<string, unknown>> = {},
): Promise<void> {
  const { id, acceptClean } = submission
  const batch = await lockBatch(context, id, ['checked'])
  await requireTakeable(context, submission)
  await context.db
    .updateTable('importBatch')
    .set({ status: 'committing', message: null })
    .where('id', '=', id)
    .execute()
  await forgetProgress(context, id)
  await rememberMapping(context, batch)
  context.enqueue('import.apply', { id, accountId: context.actor.accountId })
  const told = { acceptClean, ...detail }
  context.record({ name: 'import.submitted', subject: 'importBatch', subjectId: id, detail: told })
}
