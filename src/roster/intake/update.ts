import { sql } from 'kysely'
import type { Context } from '#src/kernel/operation.ts'
import { Refusal } from '#src/kernel/refusal.ts'
import type { TieKind } from '#src/orgs/org.ts'
import { derivedColumns, type Values } from '../record.ts'
import { numberOf } from '../sealing/columns.ts'
import { sealedDocument } from '../sealing/document.ts'
import { addExtras, chunk, openTies, sourceOf } from './apply.ts'
import { columnOfTie, derived, fieldColumns, jsonColumns } from './columns.ts'
import type { Places } from './places.ts'
import { openedDiff } from './sealing.ts'
import type { Diff, Extras } from './staged.ts'

interface ToUpdate {
  readonly ordinal: number
  readonly matchId: number
  readonly diff: Diff
  readonly accepted: readonly string[] | null
  readonly extras: Extras
}

/** Applies the accepted differences to recorded people; returns the ids of those changed. */
export async function updatePeople(
  context: Context,
  batchId: number,
  places: Places,
): Promise<number[]> {
  const ids: number[] = []
  for (let after = 0; ;) {
    const rows = await toUpdate(context, batchId, after)
    if (rows.length === 0) return ids
    after = rows.at(-1)?.ordinal ?? after
    await lockCurrent(context, rows)
    await updateFields(context, batchId, rows)
    await updateTies(context, batchId, rows, places)
    await addExtras(
      context,
      rows,
      rows.map((row) => row.matchId),
    )
    ids.push(...rows.map((row) => row.matchId))
  }
}

async function toUpdate(
  { db, vault }: Context,
  batchId: number,
  after: number,
): Promise<ToUpdate[]> {
  const rows = await db
    .selectFrom('importRow')
    .select(['ordinal', 'matchId', 'diff', 'accepted', 'extras'])
    .where('batchId', '=', batchId)
    .where('decision', '=', 'update')
    .where('hasError', '=', false)
    .where('matchId', 'is not', null)
    .where('ordinal', '>', after)
    .orderBy('ordinal')
    .limit(chunk)
    .execute()
  return rows.map((row) => ({
    ...row,
    diff: openedDiff(vault, batchId, row.ordinal, row.diff),
  })) as unknown as ToUpdate[]
}

/** Someone may have changed or buried a person since the file was checked: then it is checked again. */
async function lockCurrent({ db }: Context, rows: readonly ToUpdate[]): Promise<void> {
  const living = await db
    .selectFrom('retiree')
    .select('id')
    .where(
      'id',
      'in',
      rows.map((row) => row.matchId),
    )
    .where('leftOn', 'is', null)
    .forUpdate()
    .execute()
  const found = new Set(living.map((row) => row.id))
  const lost = rows.find((row) => !found.has(row.matchId))
  if (lost)
    throw new Refusal(
      'conflict',
      'import.personLeft',
      `第 ${lost.ordinal} 条对应的老同志已离册，请重新核对`,
    )
}

function takenOf(
  { diff, accepted }: ToUpdate,
  ties: boolean,
): [string, readonly [unknown, unknown]][] {
  return Object.entries(diff).filter(
    ([key]) => key in columnOfTie === ties && (accepted === null || accepted.includes(key)),
  )
}

async function updateFields(
  { db, now, today, actor, vault }: Context,
  batchId: number,
  rows: readonly ToUpdate[],
): Promise<void> {
  const changed = rows
    .map((row) => ({ row, taken: takenOf(row, false) }))
    .filter(({ taken }) => taken.length > 0)
  if (changed.length === 0) return
  const current = await db
    .selectFrom('retiree')
    .select(['id', 'fullName', 'idType', 'idNumberSealed', 'revolutionJoin'])
    .where(
      'id',
      'in',
      changed.map(({ row }) => row.matchId),
    )
    .execute()
  const known = new Map(current.map((row) => [row.id, row]))
  const updates = changed.map(({ row, taken }) => {
    const next = Object.fromEntries(taken.map(([key, [, value]]) => [key, value]))
    const { idNumberSealed, ...held } = known.get(row.matchId) as (typeof current)[number]
    const idNumber = numberOf(vault, { id: row.matchId, idNumberSealed })
    const merged = { ...held, idNumber, ...next } as Values
    return {
      id: row.matchId,
      after: jsonColumns({ ...next, ...derivedColumns(merged) }, vault, row.matchId),
    }
  })
  const assign = sql.join(
    [...fieldColumns, ...derived].map(
      (column) => sql`${sql.ref(column)} = next.${sql.ref(column)}`,
    ),
  )
  await sql`
    update retiree set ${assign}, version = retiree.version + 1
    from (
      select (jsonb_populate_record(r, given.after)).*
      from jsonb_to_recordset(${JSON.stringify(updates)}::jsonb) as given (id bigint, after jsonb)
      join retiree r on r.id = given.id
    ) next where retiree.id = next.id`.execute(db)
  const history = changed.map(({ row, taken }) => {
    const place = { table: 'retiree_change', row: row.matchId }
    const kept = (entries: [string, unknown][]) =>
      sealedDocument(vault, place, Object.fromEntries(entries))
    return {
      retiree_id: row.matchId,
      before: kept(taken.map(([key, [before]]) => [key, before])),
      after: kept(taken.map(([key, [, after]]) => [key, after])),
    }
  })
  await sql`
    insert into retiree_change (retiree_id, at, effective_on, account_id, operation, batch_id, before, after)
    select retiree_id, ${now}, ${today}::date, ${actor.accountId}::int, 'import.commit', ${batchId}::bigint, before, after
    from jsonb_to_recordset(${JSON.stringify(history)}::jsonb) as given (retiree_id bigint, before jsonb, after jsonb)`.execute(
    db,
  )
}

async function updateTies(
  context: Context,
  batchId: number,
  rows: readonly ToUpdate[],
  places: Places,
): Promise<void> {
  const { db, today } = context
  const moved = rows.flatMap((row) =>
    takenOf(row, true).flatMap(([kind, [, name]]) => {
      const place = places.find(kind as TieKind, String(name))
      return place ? [{ retiree_id: row.matchId, kind, org_id: place.id }] : []
    }),
  )
  if (moved.length === 0) return
  const given = sql`jsonb_to_recordset(${JSON.stringify(moved)}::jsonb) as given (retiree_id bigint, kind text, org_id int)`
  await sql`
    update tie set valid_to = greatest(valid_from, ${today}::date) from ${given}
    where tie.retiree_id = given.retiree_id and tie.kind = given.kind and tie.valid_to is null`.execute(
    db,
  )
  await openTies(context, moved, sourceOf(batchId))
  const ids = [...new Set(moved.map((row) => row.retiree_id))]
  await sql`select refresh_reach(${ids}::bigint[])`.execute(db)
}
