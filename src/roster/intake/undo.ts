import { sql } from 'kysely'
import type { Context } from '#src/kernel/operation.ts'
import { columnsOf, derivedColumns, valuesOf, type Values } from '../record.ts'
import { openedDocument } from '../sealing/document.ts'
import { sourceOf } from './apply.ts'

/** A person whom a batch cannot be taken back for, and why. */
export interface UndoConflict {
  readonly retireeId: number
  readonly fullName: string
  readonly why: string
}

/** People touched by the batch who were changed, died, or were merged since it was committed. */
export async function conflictsOf({ db }: Context, batchId: number): Promise<UndoConflict[]> {
  const { rows } = await sql<UndoConflict>`
    with touched as (
      select coalesce(result_id, match_id) as id, decision, b.committed_at
      from import_row join import_batch b on b.id = batch_id
      where batch_id = ${batchId} and decision in ('create', 'update') and not has_error
    )
    select r.id as retiree_id, r.full_name,
      case
        when r.left_reason = 'deceased' then '导入后已登记去世'
        when r.left_reason is not null then '导入后已离册或合并'
        when exists (select from retiree_change c where c.retiree_id = r.id and c.id > coalesce((
          select max(id) from retiree_change m where m.retiree_id = r.id and m.batch_id = ${batchId}), 0)
          and c.at >= t.committed_at) then '导入后又修改过'
        when exists (select from tie where tie.retiree_id = r.id and tie.source is distinct from ${sourceOf(batchId)}
          and tie.id > (select coalesce(max(id), 0) from tie mine where mine.retiree_id = r.id and mine.source = ${sourceOf(batchId)})
          and t.decision = 'create') then '导入后调整过归属'
        when t.decision = 'create' and (
          exists (select from visit where visit.retiree_id = r.id)
          or exists (select from verification where verification.retiree_id = r.id)
          or exists (select from life_event where life_event.retiree_id = r.id)
          or exists (select from change_request where change_request.retiree_id = r.id)
          or exists (select from attachment where attachment.retiree_id = r.id)
        ) then '导入后已有走访、核实等记录'
      end as why
    from touched t join retiree r on r.id = t.id
    where r.left_reason is distinct from 'importUndone'`.execute(db)
  return rows.filter((row) => row.why !== null)
}

/** Takes a batch back for everyone not listed: new people leave the register, changes are reversed. */
export async function takeBack(
  context: Context,
  batchId: number,
  except: readonly number[],
): Promise<number[]> {
  const { db, today } = context
  const removed = await sql<{ id: number }>`
    update retiree set left_on = ${today}::date, left_reason = 'importUndone', version = version + 1
    from import_row where batch_id = ${batchId} and decision = 'create' and result_id = retiree.id
      and retiree.left_on is null and not retiree.id = any (${except}::bigint[])
    returning retiree.id`.execute(db)
  const restored = await restoreFields(context, batchId, except)
  const moved = await restoreTies(context, batchId, except)
  return [...new Set([...removed.rows.map((row) => row.id), ...restored, ...moved])]
}

async function restoreFields(
  { db, now, today, actor, vault }: Context,
  batchId: number,
  except: readonly number[],
): Promise<number[]> {
  const changes = await db
    .selectFrom('retireeChange')
    .innerJoin('retiree', 'retiree.id', 'retireeChange.retireeId')
    .selectAll('retiree')
    .select(['retireeChange.before as undoTo', 'retireeChange.after as undoFrom'])
    .where('retireeChange.batchId', '=', batchId)
    .where('retiree.leftOn', 'is', null)
    .$if(except.length > 0, (rest) => rest.where('retiree.id', 'not in', except as number[]))
    .execute()
  for (const { undoTo, undoFrom, ...row } of changes) {
    const place = { table: 'retiree_change', row: row.id }
    const before = openedDocument(vault, place, undoTo as Values) as Values
    const next = { ...valuesOf(row, vault), ...before }
    await db
      .updateTable('retiree')
      .set({
        ...columnsOf(before, vault, row.id),
        ...derivedColumns(next),
        version: row.version + 1,
      })
      .where('id', '=', row.id)
      .execute()
    await db
      .insertInto('retireeChange')
      .values({
        retireeId: row.id,
        at: now,
        effectiveOn: today,
        accountId: actor.accountId,
        operation: 'import.undo',
        before: JSON.stringify(undoFrom),
        after: JSON.stringify(undoTo),
      })
      .execute()
  }
  return changes.map((row) => row.id)
}

async function restoreTies(
  { db, today }: Context,
  batchId: number,
  except: readonly number[],
): Promise<number[]> {
  const source = sourceOf(batchId)
  const { rows } = await sql<{ retireeId: number }>`
    with ended as (
      update tie set valid_to = greatest(valid_from, ${today}::date)
      where source = ${source} and valid_to is null and not retiree_id = any (${except}::bigint[])
        and exists (select from import_row where batch_id = ${batchId} and decision = 'update' and match_id = retiree_id)
      returning retiree_id, kind, valid_from
    )
    select distinct retiree_id from ended`.execute(db)
  const ids = rows.map((row) => row.retireeId)
  if (ids.length === 0) return []
  await sql`
    insert into tie (retiree_id, kind, org_id, valid_from, recorded_on, source)
    select old.retiree_id, old.kind, old.org_id, ${today}::date, ${today}::date, '撤回导入'
    from tie mine join lateral (
      select * from tie old where old.retiree_id = mine.retiree_id and old.kind = mine.kind and old.id < mine.id
      order by old.id desc limit 1) old on true
    where mine.source = ${source} and mine.retiree_id = any (${ids}::bigint[])`.execute(db)
  await sql`select refresh_reach(${ids}::bigint[])`.execute(db)
  return ids
}
