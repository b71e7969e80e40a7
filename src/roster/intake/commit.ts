import { sql } from 'kysely'
import type { Context } from '#src/kernel/operation.ts'
import { createPeople } from './apply.ts'
import { reportProgress, type StoredBatch } from './batch.ts'
import { updatePeople } from './update.ts'
import { createPlaces, loadPlaces, unknownPlaces } from './places.ts'
import type { OrgChoices } from './staged.ts'

/** Writes the batch: organisations first, then new people, then changes. */
export async function applyBatch(context: Context, batch: StoredBatch): Promise<void> {
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
export function reopen(context: Context, id: number, message: string): void {
  context.evenIfRefused(async (db) => {
    await db
      .updateTable('importBatch')
      .set({ status: 'checked', message })
      .where('id', '=', id)
      .where('status', 'in', ['committing', 'failed'])
      .execute()
  })
}

const broken = {
  failed:
    '写入时系统出错，一个人也没有写入。请重新写入；仍不行就放弃这一批，并把上传时间告诉管理员',
  unreadable: '检查这个文件时系统出错，请重新上传；仍不行请把上传时间告诉管理员',
} as const

/** Should the work break off for a fault of ours, the batch says so instead of waiting for ever. */
export function orElse(context: Context, id: number, status: keyof typeof broken): void {
  context.evenIfRefused(async (db) => {
    await db
      .updateTable('importBatch')
      .set({ status, message: broken[status] })
      .where('id', '=', id)
      .where('status', 'in', ['checking', 'committing'])
      .execute()
  })
}

/** Columns that were matched by title are known the next time. */
export async function rememberMapping({ db }: Context, batch: StoredBatch): Promise<void> {
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
