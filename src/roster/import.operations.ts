import { sql } from 'kysely'
import * as z from 'zod'
import {
  command,
  download,
  query,
  upload,
  type Context,
  type Download,
} from '#src/kernel/operation.ts'
import { Refusal } from '#src/kernel/refusal.ts'
import type { Database } from '#src/kernel/db.ts'
import { atOrBelow, requireOrg } from '#src/orgs/reach.ts'
import { kindsOfTie, tieKinds, type OrgKind, type TieKind } from '#src/orgs/org.ts'
import { checkBatch, type Batch } from './intake/check.ts'
import { createPeople, updatePeople } from './intake/apply.ts'
import { compareRows } from './intake/match.ts'
import { createPlaces, loadPlaces, unknownPlaces } from './intake/places.ts'
import {
  choiceKey,
  rowFilters,
  type Diff,
  type OrgChoices,
  type RowFilter,
  type RowSuspect,
} from './intake/staged.ts'
import { conflictsOf, takeBack } from './intake/undo.ts'
import type { ImportReport } from './import/report.ts'
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
      const { id } = await context.db
        .insertInto('importBatch')
        .values({
          orgId: await homeOf(context),
          accountId: context.actor.accountId,
          fileName,
          kind: kind ?? null,
          file: Buffer.from(file),
          status: 'checking',
        })
        .returning('id')
        .executeTakeFirstOrThrow()
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
      const { status, message, report } = await attempt(context, batch)
      await context.db
        .updateTable('importBatch')
        .set({
          status,
          message,
          report: report ? JSON.stringify(report) : null,
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
      const { file: _file, choices, report, ...batch } = await requireBatch(context, id)
      const progress = await context.db
        .selectFrom('importProgress')
        .select(['phase', 'done', 'total'])
        .where('batchId', '=', id)
        .executeTakeFirst()
      const places = await loadPlaces(context, batch.orgId, choices)
      return {
        ...batch,
        choices,
        report: report ? { ...report, issues: report.issues.slice(0, 5_000) } : null,
        progress: progress ?? null,
        counts: await countsOf(context, id),
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
    async run(context, { id, filter, after, limit }): Promise<ImportRowView[]> {
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
      return rows as unknown as ImportRowView[]
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

  'import.commit': command({
    title: '提交导入',
    permission: 'import.use',
    input: z.strictObject({
      id: z.int(),
      /** Takes the rows without problems and leaves the rest; otherwise any problem refuses all. */
      acceptClean: z.boolean().default(false),
    }),
    async run(context, { id, acceptClean }): Promise<void> {
      const batch = await lockBatch(context, id, ['checked'])
      const counts = await countsOf(context, id)
      if (!acceptClean && (counts.error > 0 || counts.undecided > 0))
        throw new Refusal(
          'conflict',
          'import.undecided',
          `还有 ${counts.error} 行有错、${counts.undecided} 行疑似重复没有认定，不能整批提交`,
        )
      if (counts.toCreate + counts.toUpdate === 0)
        throw new Refusal('conflict', 'import.nothing', '没有可以导入的行')
      await context.db
        .updateTable('importBatch')
        .set({ status: 'committing', message: null })
        .where('id', '=', id)
        .execute()
      await rememberMapping(context, batch)
      context.enqueue('import.apply', { id, accountId: context.actor.accountId })
      const detail = { acceptClean }
      context.record({ name: 'import.submitted', subject: 'importBatch', subjectId: id, detail })
    },
  }),

  'import.apply': command({
    title: '写入导入批次',
    permission: 'system.run',
    input: z.strictObject({ id: z.int(), accountId: z.int().nullable().default(null) }),
    async run(context, { id }): Promise<void> {
      const batch = await lockBatch(context, id, ['committing'])
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

  'import.errors': download({
    title: '下载带错误说明的原表',
    permission: 'import.use',
    input: BatchId,
    async run(context, { id }): Promise<Download> {
      const batch = await requireBatch(context, id)
      if (!batch.report) throw new Refusal('conflict', 'import.notChecked', '文件还没有检查完')
      const { annotateFile } = await import('./import/annotate.ts')
      return annotateFile(batch.file, batch.fileName, batch.report)
    },
  }),
}

export interface ImportRowView {
  readonly ordinal: number
  readonly sheet: string
  readonly row: number
  readonly values: Readonly<Record<string, unknown>>
  readonly ties: Readonly<Partial<Record<TieKind, string>>>
  readonly hasError: boolean
  readonly matchId: number | null
  readonly suspects: readonly RowSuspect[]
  readonly diff: Diff
  readonly decision: 'create' | 'update' | 'skip' | null
  readonly accepted: readonly string[] | null
  readonly resultId: number | null
}

export interface BatchCounts {
  readonly rows: number
  readonly toCreate: number
  readonly toUpdate: number
  readonly changed: number
  readonly same: number
  readonly suspected: number
  readonly undecided: number
  readonly error: number
}

const conditionOf = {
  all: sql<boolean>`true`,
  new: sql<boolean>`decision = 'create'`,
  changed: sql<boolean>`match_id is not null and diff <> '{}'`,
  same: sql<boolean>`match_id is not null and diff = '{}' and not has_error`,
  suspected: sql<boolean>`match_id is null and suspects <> '[]' and not has_error`,
  error: sql<boolean>`has_error`,
} as const satisfies Record<RowFilter, unknown>

async function countsOf({ db }: Context, id: number): Promise<BatchCounts> {
  const { rows } = await sql<BatchCounts>`
    select count(*) as rows, count(*) filter (where decision = 'create') as to_create,
      count(*) filter (where decision = 'update') as to_update,
      count(*) filter (where ${conditionOf.changed}) as changed,
      count(*) filter (where ${conditionOf.same}) as same,
      count(*) filter (where ${conditionOf.suspected}) as suspected,
      count(*) filter (where decision is null and not has_error) as undecided,
      count(*) filter (where has_error) as error
    from import_row where batch_id = ${id}`.execute(db)
  return rows[0] as BatchCounts
}

function reachableBatches({ db, actor }: Context) {
  const batches = db.selectFrom('importBatch').innerJoin('org', 'org.id', 'importBatch.orgId')
  return actor.role === 'system' ? batches : batches.where(atOrBelow(actor.scopeId))
}

type StoredBatch = Batch & {
  readonly status: string
  readonly report: ImportReport | null
  readonly message: string | null
  readonly committedAt: Date | null
}

async function requireBatch(context: Context, id: number): Promise<StoredBatch> {
  const batch = await reachableBatches(context)
    .selectAll('importBatch')
    .where('importBatch.id', '=', id)
    .executeTakeFirst()
  if (!batch) throw new Refusal('missing', 'import.noSuchBatch', '没有这个导入批次')
  return batch as unknown as StoredBatch
}

const statusWords: Readonly<Record<string, string>> = {
  checking: '正在检查',
  checked: '已检查、等待提交',
  unreadable: '读不出来',
  committing: '正在写入',
  committed: '已提交',
  undone: '已撤回',
}

async function lockBatch(context: Context, id: number, allowed: readonly string[]) {
  await context.db.selectFrom('importBatch').select('id').where('id', '=', id).forUpdate().execute()
  const batch = await requireBatch(context, id)
  if (!allowed.includes(batch.status))
    throw new Refusal(
      'conflict',
      'import.wrongStatus',
      `这个批次${statusWords[batch.status]}，现在不能做这一步`,
    )
  return batch
}

/** Writes the batch: organisations first, then new people, then changes. */
async function applyBatch(context: Context, batch: StoredBatch): Promise<void> {
  const { id } = batch
  const places = await loadPlaces(context, batch.orgId, batch.choices)
  const unknown = await unknownPlaces(context, id, places)
  await createPlaces(context, batch.orgId, unknown, batch.choices)
  const known = await loadPlaces(context, batch.orgId, batch.choices)
  const { total } = await context.db
    .selectFrom('importRow')
    .select((is) => is.fn.countAll<number>().as('total'))
    .where('batchId', '=', id)
    .executeTakeFirstOrThrow()
  const progress = (done: number) => reportProgress(context, id, '写入信息库', done, total)
  const created = await createPeople(context, id, batch.orgId, known, progress)
  const updated = await updatePeople(context, id, known)
  await rememberNames(context, batch.choices)
  await traceEach(context, id, [...created, ...updated])
  await context.db
    .updateTable('importBatch')
    .set({ status: 'committed', committedAt: context.now })
    .where('id', '=', id)
    .execute()
  context.record({
    name: 'import.committed',
    subject: 'importBatch',
    subjectId: id,
    detail: {
      created: created.length,
      updated: updated.length,
      retireeIds: [...created, ...updated],
    },
  })
}

/** A batch that could not be written waits again for the office, with the reason. */
function reopen(context: Context, id: number, message: string): void {
  context.evenIfRefused(async (db) => {
    await db
      .updateTable('importBatch')
      .set({ status: 'checked', message })
      .where('id', '=', id)
      .where('status', '=', 'committing')
      .execute()
  })
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

async function reportProgress(
  context: Context,
  batchId: number,
  phase: string,
  done: number,
  total: number | null = null,
): Promise<void> {
  const row = { batchId, phase, done, total }
  await context.aside((db: Database) =>
    db
      .insertInto('importProgress')
      .values(row)
      .onConflict((clash) => clash.column('batchId').doUpdateSet(row))
      .execute(),
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

async function rememberMapping({ db }: Context, batch: StoredBatch): Promise<void> {
  if (!batch.mapping) return
  const mapping = JSON.stringify(
    Object.fromEntries(Object.entries(batch.mapping).filter(([key]) => !key.includes('!'))),
  )
  await db
    .insertInto('importMapping')
    .values({ orgId: batch.orgId, signature: 'titles', mapping })
    .onConflict((clash) =>
      clash.columns(['orgId', 'signature']).doUpdateSet({
        mapping: sql`import_mapping.mapping || ${mapping}::jsonb`,
      }),
    )
    .execute()
}

/** A name matched once is known the next time. */
async function rememberNames({ db }: Context, choices: OrgChoices): Promise<void> {
  const rows = Object.entries(choices).flatMap(([key, choice]) =>
    typeof choice === 'number' ? [{ orgId: choice, name: key.slice(key.indexOf(':') + 1) }] : [],
  )
  if (rows.length === 0) return
  await db
    .insertInto('orgAlias')
    .values(rows)
    .onConflict((clash) => clash.doNothing())
    .execute()
}

async function traceEach({ db, actor }: Context, batchId: number, ids: readonly number[]) {
  await sql`
    insert into trace (account_id, post_id, org_id, operation, outcome, name, subject, subject_id, detail)
    select b.account_id, ${actor.postId}::int, b.org_id, 'import.commit', 'done', 'retiree.imported', 'retiree', touched.id,
      jsonb_build_object('batchId', b.id)
    from import_batch b, unnest(${ids}::bigint[]) as touched (id) where b.id = ${batchId}`.execute(
    db,
  )
}
