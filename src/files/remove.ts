import type { Context } from '#src/kernel/operation.ts'
import { Refusal } from '#src/kernel/refusal.ts'
import { refuseUnlessKeeper } from '#src/roster/permitted.ts'
import { noSuchFile, requireFile } from './keep.ts'

/** Erases the bytes and keeps the note of what there was, who removed it and why. */
export async function removeFile(context: Context, id: number, reason: string): Promise<void> {
  const { actor, db, now } = context
  const file = await requireFile(context, id)
  await refuseUnlessKeeper(context, file.retireeId, 'B')
  if (file.removedAt) throw new Refusal('conflict', 'files.removed', '这个附件已经删除')
  const removed = await db
    .updateTable('attachment')
    .set({
      sealed: null,
      small: null,
      removedAt: now,
      removedBy: actor.accountId,
      removedWhy: reason,
    })
    .where('id', '=', id)
    .where('removedAt', 'is', null)
    .returning('id')
    .executeTakeFirst()
  if (!removed) throw noSuchFile()
  context.record({
    name: 'file.removed',
    subject: 'retiree',
    subjectId: file.retireeId,
    detail: { fileId: id, kind: file.kind, reason },
  })
}
