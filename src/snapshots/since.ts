import { sql } from 'kysely'
import type { Context } from '#src/kernel/operation.ts'
import { whereStill } from '#src/roster/conditions.ts'
import type { Snapshot } from './reach.ts'
import { changesSince, type Change } from './snapshot.ts'

/** What became of a frozen list: how many of each change, and the first people of them. */
export interface Since {
  readonly counts: Readonly<Partial<Record<Change, number>>>
  readonly people: readonly { retireeId: number; fullName: string; change: Change }[]
}

const mostShown = 500

/** Compares a frozen list with its own conditions today, within the scope in which it was taken. */
export async function sinceThen(context: Context, snapshot: Snapshot): Promise<Since> {
  const { orgId, conditions, id } = snapshot
  const where = await whereStill(context, orgId, conditions.filters)
  const now = await sql<{ id: number }>`
    select id from retiree where ${where} order by name_pinyin, id
  `.execute(context.db)
  const frozen = await sql<{ id: number; leftReason: string | null }>`
    select r.id, r.left_reason from snapshot_row s join retiree r on r.id = s.retiree_id
    where s.snapshot_id = ${id} order by s.ordinal`.execute(context.db)
  const found = changesSince(
    frozen.rows.map((row) => row.id),
    new Set(now.rows.map((row) => row.id)),
    new Map(frozen.rows.map((row) => [row.id, row.leftReason])),
  )
  const counts: Partial<Record<Change, number>> = {}
  for (const { change } of found) counts[change] = (counts[change] ?? 0) + 1
  const shown = found.slice(0, mostShown)
  const names = await namesOf(
    context,
    shown.map(({ retireeId }) => retireeId),
  )
  const people = shown.map((one) => ({ ...one, fullName: names.get(one.retireeId) ?? '' }))
  return { counts, people }
}

async function namesOf({ db }: Context, ids: readonly number[]): Promise<Map<number, string>> {
  const rows = await db
    .selectFrom('retiree')
    .select(['id', 'fullName'])
    .where('id', 'in', [-1, ...ids])
    .execute()
  return new Map(rows.map((row) => [row.id, row.fullName]))
}
