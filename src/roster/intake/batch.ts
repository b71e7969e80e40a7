import { sql } from 'kysely'
import type { Database } from '#src/kernel/db.ts'
import type { Context } from '#src/kernel/operation.ts'
import { Refusal } from '#src/kernel/refusal.ts'
import { atOrBelow } from '#src/orgs/reach.ts'
import type { TieKind } from '#src/orgs/org.ts'
import { regionsBelow } from '../relations.ts'
import type { Batch } from './check.ts'
import type { StoredReport } from './sealing.ts'
import type { Diff, RowFilter, RowSuspect } from './staged.ts'

/** A row of a batch as the wizard shows it. */
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

/** How many rows of a batch will become what. */
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

/** The rows of each filter, as a condition on `import_row`. */
export const conditionOf = {
  all: sql<boolean>`true`,
  new: sql<boolean>`decision = 'create'`,
  changed: sql<boolean>`match_id is not null and diff <> '{}'`,
  same: sql<boolean>`match_id is not null and diff = '{}' and not has_error`,
  suspected: sql<boolean>`match_id is null and suspects <> '[]' and not has_error`,
  error: sql<boolean>`has_error`,
} as const satisfies Record<RowFilter, unknown>

/** Counts the rows of a batch by what will become of them. */
export async function countsOf({ db }: Context, id: number): Promise<BatchCounts> {
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

/**
 * The batches of the actor's own bureau: their rows hold what a bureau above it may not see, and
 * committing them writes into its register.
 */
export function reachableBatches({ db, actor }: Context) {
  const batches = db.selectFrom('importBatch').innerJoin('org', 'org.id', 'importBatch.orgId')
  return actor.role === 'system'
    ? batches
    : batches
        .where(atOrBelow(actor.scopeId))
        .where(sql<boolean>`not org.path && ${regionsBelow(sql`${actor.scopeId}::int`)}`)
}

export type StoredBatch = Batch & {
  readonly accountId: number | null
  readonly status: string
  readonly report: StoredReport | null
  readonly message: string | null
  readonly committedAt: Date | null
}

/** The batch; out of reach and nonexistent look the same. */
export async function requireBatch(context: Context, id: number): Promise<StoredBatch> {
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
  failed: '没有写入成功',
  committed: '已提交',
  undone: '已撤回',
  abandoned: '已放弃',
}

/** The batch for a change, refused as `import.wrongStatus` unless it stands where it must. */
export async function lockBatch(context: Context, id: number, allowed: readonly string[]) {
  await context.db.selectFrom('importBatch').select('id').where('id', '=', id).forUpdate().execute()
  const batch = await requireBatch(context, id)
  if (!allowed.includes(batch.status))
    throw new Refusal(
      'conflict',
      'import.wrongStatus',
      `这个批次${statusWords[batch.status]}，现在不能做这一步`,
    )
  if (batch.file.length === 0)
    throw new Refusal(
      'conflict',
      'import.expired',
      '这个批次已过保存期限，原文件和明细已删除，不能再办理',
    )
  return batch
}

/** Tells at once, beside the transaction, how far the work has come. */
export async function reportProgress(
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

/** Forgets how far earlier work came, so that the next begins at nothing. */
export async function forgetProgress({ db }: Context, batchId: number): Promise<void> {
  await db.deleteFrom('importProgress').where('batchId', '=', batchId).execute()
}
