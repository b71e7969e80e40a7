import * as z from 'zod'
import { xlsxType } from '#src/documents/cell.ts'
import { askApproval } from '#src/approvals/request.ts'
import { command, download, query, type Context, type Download } from '#src/kernel/operation.ts'
import { Refusal } from '#src/kernel/refusal.ts'
import { giveNotice } from '#src/staff/notices.ts'
import { lockBatch, requireBatch } from './intake/batch.ts'
import { applyBatch, orElse, reopen } from './intake/commit.ts'
import { secondFor } from './intake/second.ts'
import { requireTakeable, submit, Submission } from './intake/submit.ts'
import { openedFile, openedReport } from './intake/sealing.ts'
import { conflictsOf, takeBack } from './intake/undo.ts'

const BatchId = z.strictObject({ id: z.coerce.number().int() })

/** What is done with a whole batch: taken, taken back, given back with its problems. */
export const batches = {
  'import.commit': command({
    title: '提交导入',
    permission: 'import.use',
    input: Submission,
    async run(context, submission): Promise<{ approvalId: number | null }> {
      const { id } = submission
      await lockBatch(context, id, ['checked'])
      const { toCreate, toUpdate } = await requireTakeable(context, submission)
      const second = await secondFor(context, toCreate + toUpdate)
      if (second.checkers.length > 0) return askForSecond(context, submission, toCreate, toUpdate)
      await submit(context, submission, second.needed ? { alone: true } : {})
      if (second.needed && context.actor.accountId !== null)
        await giveNotice(context, {
          kind: 'importedAlone',
          accountId: context.actor.accountId,
          detail: { batch: id, rows: toCreate + toUpdate },
        })
      return { approvalId: null }
    },
  }),

  'import.apply': command({
    title: '写入导入批次',
    permission: 'system.run',
    input: z.strictObject({ id: z.int(), accountId: z.int().nullable().default(null) }),
    async run(context, { id }): Promise<void> {
      const batch = await lockBatch(context, id, ['committing'])
      orElse(context, id, 'failed')
      try {
        await applyBatch(context, batch)
      } catch (error) {
        if (error instanceof Refusal) reopen(context, id, error.message)
        throw error
      }
    },
  }),

  'import.resume': command({
    title: '继续未完成的导入',
    permission: 'system.run',
    repeatable: true,
    input: z.strictObject({}),
    async run(context): Promise<void> {
      const cut = await context.db
        .selectFrom('importBatch')
        .select(['id', 'status'])
        .where('status', 'in', ['checking', 'committing'])
        .execute()
      for (const { id, status } of cut)
        context.enqueue(status === 'checking' ? 'import.check' : 'import.apply', { id })
      const detail = { batches: cut.length }
      context.record({ name: 'import.resumed', subject: 'platform', subjectId: null, detail })
    },
  }),

  'import.undo': command({
    title: '撤回导入批次',
    permission: 'import.use',
    input: z.strictObject({
      id: z.int(),
      /** Leaves those who cannot be taken back as they are, and takes back the rest. */
      leaveConflicts: z.boolean().default(false),
    }),
    async run(context, { id, leaveConflicts }) {
      await lockBatch(context, id, ['committed'])
      const conflicts = await conflictsOf(context, id)
      if (conflicts.length && !leaveConflicts)
        throw new Refusal(
          'conflict',
          'import.undoConflicts',
          `有 ${conflicts.length} 人导入后又有变动：${conflicts
            .slice(0, 10)
            .map(({ fullName, why }) => `${fullName}（${why}）`)
            .join('、')}。可选择保留他们、撤回其余`,
          conflicts.slice(0, 200).map(({ retireeId, fullName, why }) => ({
            field: String(retireeId),
            code: 'import.undoConflict',
            message: `${fullName}：${why}`,
          })),
        )
      const retireeIds = await takeBack(
        context,
        id,
        conflicts.map((conflict) => conflict.retireeId),
      )
      await context.db
        .updateTable('importBatch')
        .set({ status: 'undone', undoneAt: context.now })
        .where('id', '=', id)
        .execute()
      context.record({
        name: 'import.undone',
        subject: 'importBatch',
        subjectId: id,
        detail: { retireeIds, kept: conflicts.length },
      })
      return { takenBack: retireeIds.length, conflicts }
    },
  }),

  'import.conflicts': query({
    title: '查看撤回冲突',
    permission: 'import.use',
    input: BatchId,
    async run(context, { id }) {
      await requireBatch(context, id)
      return conflictsOf(context, id)
    },
  }),

  'import.template': download({
    title: '下载导入模板',
    permission: 'import.use',
    input: z.strictObject({ kind: z.enum(['roster', 'members']).default('roster') }),
    async run(_context, { kind }): Promise<Download> {
      const { writeTemplate } = await import('./import/template.ts')
      const { name, body } = await writeTemplate(kind)
      return { fileName: `${name}模板.xlsx`, contentType: xlsxType, body }
    },
  }),

  'import.errors': download({
    title: '下载带错误说明的原表',
    permission: 'import.use',
    input: BatchId,
    async run(context, { id }): Promise<Download> {
      const batch = await requireBatch(context, id)
      if (batch.accountId !== context.actor.accountId)
        throw new Refusal('forbidden', 'import.notYours', '原表只能由上传的人下载')
      if (!batch.report) throw new Refusal('conflict', 'import.notChecked', '文件还没有检查完')
      const { annotateFile } = await import('./import/annotate.ts')
      const report = openedReport(context.vault, id, batch.report)
      return annotateFile(openedFile(context, batch), batch.fileName, report)
    },
  }),
}

function askForSecond(
  context: Context,
  submission: Submission,
  toCreate: number,
  toUpdate: number,
): Promise<{ approvalId: number }> {
  return askApproval(context, {
    kind: 'import',
    subject: 'importBatch',
    subjectId: submission.id,
    summary: `批次 ${submission.id}：新增 ${toCreate} 人，更新 ${toUpdate} 人`,
    payload: submission,
  })
}
