import { sql } from 'kysely'
import type { Context } from '#src/kernel/operation.ts'
import { Refusal } from '#src/kernel/refusal.ts'
import type { ColumnKey } from '#src/roster/columns.ts'
import { whereOf } from '#src/roster/conditions.ts'
import { frozenRows, rowsSeen } from '#src/snapshots/freeze.ts'
import { requireSnapshot, rowsOf, type Snapshot } from '#src/snapshots/reach.ts'
import type { FrozenRow } from '#src/snapshots/snapshot.ts'
import { hoursToTake, weightOf, type Meant, type Weight } from './export.ts'

/** A list about to leave: which people, which cells, and what it says of itself. */
export interface Gathered {
  readonly title: string
  readonly note: string
  readonly columns: readonly ColumnKey[]
  readonly rows: readonly FrozenRow[]
  readonly snapshot: Snapshot | null
}

/** The list as it stands, or as it was frozen, within what the actor may see; numbers in full. */
export async function gather(context: Context, { source, columns }: Meant): Promise<Gathered> {
  if (source.from === 'snapshot') return gatherFrozen(context, source.id, columns)
  const { title, from: _, ...wanted } = source
  const rows = await frozenRows(context, columns, wanted)
  const note = `截至 ${context.today}，共 ${rows.length} 人`
  return { title, note, columns, rows, snapshot: null }
}

async function gatherFrozen(
  context: Context,
  id: number,
  columns: readonly ColumnKey[],
): Promise<Gathered> {
  const snapshot = await requireSnapshot(context, id)
  const places = columns.map((key) => snapshot.columns.indexOf(key))
  if (places.includes(-1))
    throw new Refusal('invalid', 'exports.noSuchColumn', '名单里没有这一列', 'columns')
  const all = await rowsOf(context, id)
  const seen = await rowsSeen(context, snapshot.columns, all, 'export')
  const rows = seen.map(({ retireeId, cells }) => ({
    retireeId,
    cells: places.map((at) => cells[at] ?? ''),
  }))
  return { title: snapshot.title, note: noteOf(snapshot), columns, rows, snapshot }
}

/** One line that says which frozen list a file holds. */
export function noteOf({ id, asOf, rowCount, hash }: Snapshot): string {
  return `名单第 ${id} 号，口径日 ${asOf}，共 ${rowCount} 人，摘要 ${hash.slice(0, 16)}`
}

/** Who is meant, without reading what is known of them. */
export async function peopleMeant(context: Context, source: Meant['source']): Promise<number[]> {
  if (source.from === 'snapshot') {
    await requireSnapshot(context, source.id)
    const rows = await context.db
      .selectFrom('snapshotRow')
      .select('retireeId')
      .where('snapshotId', '=', source.id)
      .execute()
    return rows.map(({ retireeId }) => retireeId)
  }
  const { rows } = await sql<{ id: number }>`
    select id from retiree where ${await whereOf(context, source.filters)}`.execute(context.db)
  return rows.map(({ id }) => id)
}

/** Whether these people may leave on the actor's own word, with what left that way within 24 hours. */
export async function weigh(
  context: Context,
  people: readonly number[],
  columns: readonly ColumnKey[],
  clean = false,
): Promise<Weight> {
  return weightOf(people, await takenLately(context), columns, clean)
}

/** Two requests of one account are weighed one after the other. */
export async function oneAtATime({ db, actor }: Context): Promise<void> {
  await sql`select pg_advisory_xact_lock(14, ${actor.accountId ?? 0})`.execute(db)
}

async function takenLately({ db, actor, now }: Context): Promise<number[]> {
  const since = new Date(now.getTime() - hoursToTake * 3_600_000)
  const rows = await db
    .selectFrom('exportPerson')
    .innerJoin('export', 'export.id', 'exportPerson.exportId')
    .select('exportPerson.retireeId')
    .distinct()
    .where('export.accountId', '=', actor.accountId)
    .where('export.approvalId', 'is', null)
    .where('export.requestedAt', '>', since)
    .execute()
  return rows.map(({ retireeId }) => retireeId)
}
