import * as z from 'zod'
import { command } from '#src/kernel/operation.ts'
import { forgetProgress, lockBatch } from './intake/batch.ts'

const BatchId = z.strictObject({ id: z.int() })

/** What an office may do with a batch whose writing failed. */
export const failures = {
  'import.retry': command({
    title: '重新写入导入批次',
    permission: 'import.use',
    input: BatchId,
    async run(context, { id }): Promise<void> {
      await lockBatch(context, id, ['failed'])
      await context.db
        .updateTable('importBatch')
        .set({ status: 'committing', message: null })
        .where('id', '=', id)
        .execute()
      await forgetProgress(context, id)
      context.enqueue('import.apply', { id })
      context.record({ name: 'import.submitted', subject: 'importBatch', subjectId: id })
    },
  }),

  'import.abandon': command({
    title: '放弃导入批次',
    permission: 'import.use',
    input: BatchId,
    async run(context, { id }): Promise<void> {
      await lockBatch(context, id, ['checked', 'unreadable', 'failed'])
      await context.db.deleteFrom('importRow').where('batchId', '=', id).execute()
      await context.db
        .updateTable('importBatch')
        .set({ status: 'abandoned', message: null, report: null, file: Buffer.alloc(0) })
        .where('id', '=', id)
        .execute()
      context.record({ name: 'import.abandoned', subject: 'importBatch', subjectId: id })
    },
  }),
}
