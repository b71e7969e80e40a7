import { sql } from 'kysely'
import * as z from 'zod'
import { command, query, upload, type Context } from '#src/kernel/operation.ts'
import { Refusal } from '#src/kernel/refusal.ts'
import { requireOrg } from '#src/orgs/reach.ts'
import { kindsOfTie, tieKinds, type OrgKind, type TieKind } from '#src/orgs/org.ts'
import {
  conditionOf,
  countsOf,
  forgetProgress,
  lockBatch,
  reachableBatches,
  reportProgress,
  requireBatch,
  type ImportRowView,
  type StoredBatch,
} from './intake/batch.ts'
import { checkBatch } from './intake/check.ts'
import { orElse } from './intake/commit.ts'
import { compareRows } from './intake/match.ts'
import { loadPlaces, unknownPlaces } from './intake/places.ts'
import { secondTold } from './intake/second.ts'
import { openedReport, openedRow, sealedFile, sealedReport } from './intake/sealing.ts'
import {
  choiceKey,
  rowFilters,
  type OrgChoices,
  type RowFilter,
  type RowSuspect,
} from './intake/staged.ts'
import { noteLooks, shownRows, type ShownRow } from './intake/shownRow.ts'
import { nextNumber } from './sealing/nextNumber.ts'
import { homeOf } from './writing.ts'

const BatchId = z.strictObject({ id: z.coerce.number().int() })
const Kind = z.enum(['roster', 'members'])

export const imports = {
  'import.upload': upload({
    title: '上传花名册',
    permission: 'import.use',
    input: z.strictObject({
      fileName: z.string('请选择文件').min(1, '请选择文件').max(200, '文件名太长'),
      /** Recognised from the columns when absent. */
      kind: Kind.optional(),
    }),
    async run(context, { fileName, kind }, file): Promise<{ id: number }> {
      if (!file?.length)
        throw new Refusal('invalid', 'import.empty', '文件是空的，请重新选择', 'file')
      const id = await nextNumber(context.db, 'importBatch')
      await context.db
        .insertInto('importBatch')
        .values({
          id,
          orgId: await homeOf(context),
          accountId: context.actor.accountId,
          fileName,
          kind: kind ?? null,
          file: sealedFile(context.vault, id, file),
          status: 'checking',
        })
        .execute()
      context.enqueue('import.check', { id })
      const detail = { fileName, kind }
      context.record({ name: 'import.uploaded', subject: 'importBatch', subjectId: id, detail })
      return { id }
    },
  }),

  'import.check': command({
    title: '检查花名册',
    permission: 'system.run',
    input: BatchId,
    async run(context, { id }): Promise<void> {
      const batch = await lockBatch(context, id, ['checking'])
      orElse(context, id, 'unreadable')
      const { status, message, report } = await attempt(context, batch)
      await context.db
        .updateTable('importBatch')
        .set({
          status,
          message,
          report: report ? JSON.stringify(sealedReport(context.vault, id, report)) : null,
          ...(report ? { kind: report.kind } : {}),
        })
        .where('id', '=', id)
        .execute()
      const detail = { rows: report?.rows ?? 0, clean: report?.clean ?? 0 }
      context.record({ name: 'import.checked', subject: 'importBatch', subjectId: id, detail })
    },
  }),

  'import.list': query({
    title: '查看导入批次',
    permission: 'import.use',
    input: z.strictObject({}),
    run: (context) =>
      reachableBatches(context)
        .leftJoin('account', 'account.id', 'importBatch.accountId')
        .select([
          'importBatch.id',
          'importBatch.fileName',
          'importBatch.kind',
          'importBatch.status',
        ])
        .select(['importBatch.createdAt'])
        .select(['committedAt', 'undoneAt', 'account.name as by', 'message'])
        .select(sql<number | null>`(report->>'rows')::int`.as('rows'))
        .orderBy('importBatch.id', 'desc')
        .limit(100)
        .execute(),
  }),

  'import.get': query({
    title: '查看导入批次详情',
    permission: 'import.use',
    input: BatchId,
    async run(context, { id }) {
      const { file: _file, choices, report: stored, ...batch } = await requireBatch(context, id)
      const report = stored && openedReport(context.vault, id, stored)
      const progress = await context.db
        .selectFrom('importProgress')
        .select(['phase', 'done', 'total'])
        .where('batchId', '=', id)
        .executeTakeFirst()
      const places = await loadPlaces(context, batch.orgId, choices)
      const counts = await countsOf(context, id)
      return {
        ...batch,
        mine: batch.accountId === context.actor.accountId,
        choices,
        report: report ? { ...report, issues: report.issues.slice(0, 5_000) } : null,
        progress: progress ?? null,
        counts,
        second: batch.status === 'checked' ? await secondTold(context, id, counts) : null,
        unknown: batch.status === 'checked' ? await unknownPlaces(context, id, places) : [],
      }
    },
  }),

  'import.rows': query({
    title: '查看导入的行',
    permission: 'import.use',
    input: z.strictObject({
      id: z.int(),
      filter: z.enum(Object.keys(rowFilters) as RowFilter[]).default('all'),
      after: z.int().min(0).default(0),
      limit: z.int().min(1).max(200).default(50),
    }),
    async run(context, { id, filter, after, limit }): Promise<ShownRow[]> {
      await requireBatch(context, id)
      const rows = await context.db
        .selectFrom('importRow')
        .select(['ordinal', 'sheet', 'row', 'values', 'ties', 'hasError', 'matchId', 'suspects'])
        .select(['diff', 'decision', 'accepted', 'resultId'])
        .where('batchId', '=', id)
        .where(conditionOf[filter])
        .where('ordinal', '>', after)
        .orderBy('ordinal')
        .limit(limit)
        .execute()
      const found = rows.map((row) =>
        openedRow(context.vault, id, row),
      ) as unknown as ImportRowView[]
      noteLooks(context, found)
      return shownRows(context, found)
    },
  }),

  'import.map': command({
    title: '对应列',
    permission: 'import.use',
    input: z.strictObject({
      id: z.int(),
      /** `sheet!column` or title → field key, or null for a column to leave out. */
      mapping: z.record(z.string().max(120), z.string().max(60).nullable()),
    }),
    async run(context, { id, mapping }): Promise<void> {
      const batch = await lockBatch(context, id, ['checked', 'unreadable'])
      await context.db
        .updateTable('importBatch')
        .set({ mapping: JSON.stringify({ ...batch.mapping, ...mapping }), status: 'checking' })
        .where('id', '=', id)
        .execute()
      await forgetProgress(context, id)
      context.enqueue('import.check', { id })
      context.record({ name: 'import.mapped', subject: 'importBatch', subjectId: id })
    },
  }),

  'import.decide': command({
    title: '认定疑似重复',
    permission: 'import.use',
    input: z.strictObject({
      id: z.int(),
      ordinals: z.array(z.int()).min(1, '请选择行').max(5_000, '一次最多 5000 行'),
      decision: z.enum(['create', 'update', 'skip'], '请选择处理方式'),
      /** The recorded person whom the row updates. */
      matchId: z.int().optional(),
      /** Fields to take over; all when absent. */
      accepted: z.array(z.string().max(60)).max(120).optional(),
    }),
    async run(context, { id, ordinals, decision, matchId, accepted }): Promise<void> {
      await lockBatch(context, id, ['checked'])
      if (matchId !== undefined) await refuseForeignMatch(context, id, ordinals, matchId)
      if (decision === 'create') await refuseSecondNumber(context, id, ordinals)
      const changed = await context.db
        .updateTable('importRow')
        .set({
          decision,
          ...(accepted ? { accepted: JSON.stringify(accepted) } : {}),
          ...(decision === 'create' ? { matchId: null, diff: '{}' } : {}),
          ...(matchId !== undefined ? { matchId, diff: '{}' } : {}),
        })
        .where('batchId', '=', id)
        .where('ordinal', 'in', ordinals)
        .where('hasError', '=', false)
        .returning(['ordinal', 'matchId'])
        .execute()
      if (decision === 'update' && changed.some((row) => row.matchId === null))
        throw new Refusal('invalid', 'import.noMatch', '请选择要更新的老同志', 'matchId')
      if (matchId !== undefined) await compareRows(context, id, false)
      const detail = { decision, rows: changed.length }
      context.record({ name: 'import.decided', subject: 'importBatch', subjectId: id, detail })
    },
  }),

  'import.matchOrg': command({
    title: '对应机构名称',
    permission: 'import.use',
    input: z.strictObject({
      id: z.int(),
      kind: z.enum(Object.keys(tieKinds) as TieKind[]),
      name: z.string().min(1).max(120),
      choice: z.union([z.int(), z.literal('create'), z.literal('leave')]),
    }),
    async run(context, { id, kind, name, choice }): Promise<void> {
      const batch = await lockBatch(context, id, ['checked'])
      if (typeof choice === 'number') {
        const org = await requireOrg(context, choice)
        if (!kindsOfTie[kind].includes(org.kind as OrgKind))
          throw new Refusal(
            'invalid',
            'roster.wrongTie',
            `请选择能作为${tieKinds[kind]}的机构`,
            'choice',
          )
      }
      const choices: OrgChoices = { ...batch.choices, [choiceKey(kind, name)]: choice }
      await context.db
        .updateTable('importBatch')
        .set({ choices: JSON.stringify(choices) })
        .where('id', '=', id)
        .execute()
      const detail = { kind, name, choice }
      context.record({ name: 'import.orgMatched', subject: 'importBatch', subjectId: id, detail })
    },
  }),
}

async function attempt(context: Context, batch: StoredBatch) {
  try {
    const report = await checkBatch(context, batch, (phase, done, total) =>
      reportProgress(context, batch.id, phase, done, total),
    )
    return { status: 'checked', message: null, report }
  } catch (error) {
    if (!(error instanceof Refusal)) throw error
    return { status: 'unreadable', message: error.message, report: null }
  }
}

/** Two people cannot share an identity number: such a row updates the other record or is left out. */
async function refuseSecondNumber({ db }: Context, id: number, ordinals: readonly number[]) {
  const rows = await db
    .selectFrom('importRow')
    .select(['row', 'suspects'])
    .where('batchId', '=', id)
    .where('ordinal', 'in', ordinals as number[])
    .execute()
  const shared = rows.find(({ suspects }) =>
    (suspects as unknown as RowSuspect[]).some(({ signals }) => signals.includes('sameNumber')),
  )
  if (shared)
    throw new Refusal(
      'conflict',
      'import.sameNumber',
      `第 ${shared.row} 行的身份证号已登记在别人名下，不能新建；请核对号码，或选择更新、跳过`,
      'decision',
    )
}

async function refuseForeignMatch(
  { db }: Context,
  id: number,
  ordinals: readonly number[],
  matchId: number,
): Promise<void> {
  const rows = await db
    .selectFrom('importRow')
    .select('suspects')
    .where('batchId', '=', id)
    .where('ordinal', 'in', ordinals as number[])
    .execute()
  const named = rows.map(({ suspects }) =>
    (suspects as unknown as RowSuspect[]).find((suspect) => suspect.id === matchId),
  )
  if (named.includes(undefined))
    throw new Refusal('invalid', 'import.notASuspect', '只能对应到列出的疑似人员', 'matchId')
  if (named.some((suspect) => suspect?.leftReason))
    throw new Refusal(
      'conflict',
      'import.suspectLeft',
      '这位老同志已去世或离册，不能更新；确是同一人请选择跳过',
      'matchId',
    )
}
