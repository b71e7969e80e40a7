import { sql } from 'kysely'
import type { Context } from '#src/kernel/operation.ts'
import { Refusal } from '#src/kernel/refusal.ts'
import { atOrBelow } from '#src/orgs/reach.ts'
import type { ColumnKey } from '#src/roster/columns.ts'
import type { Filters, Sort } from '#src/roster/list.ts'
import { regionsBelow } from '#src/roster/relations.ts'
import { soughtBySql } from '#src/roster/seeking.ts'
import { openedCells } from './cells.ts'
import type { FrozenRow } from './snapshot.ts'

/** What a list was asked for: people and order. */
export interface Wanted {
  readonly filters: Filters
  readonly sort: Sort
  readonly descending: boolean
}

/**
 * The frozen lists of the actor's scope and of scopes below it: who sees a list could see its people. One that
 * was asked for by health or the like tells that of everyone in it, which a bureau above may not know.
 */
export function reachableSnapshots({ db, actor }: Context) {
  return db
    .selectFrom('snapshot')
    .innerJoin('org', 'org.id', 'snapshot.orgId')
    .leftJoin('account', 'account.id', 'snapshot.accountId')
    .where(atOrBelow(actor.scopeId))
    .where(
      sql<boolean>`not (${soughtBySql(sql`snapshot.conditions -> 'filters'`)}
        and org.path && ${regionsBelow(sql`${actor.scopeId}::int`)})`,
    )
}

/** The frozen list; out of reach and nonexistent look the same. */
export async function requireSnapshot(context: Context, id: number) {
  const found = await reachableSnapshots(context)
    .selectAll('snapshot')
    .select(['account.name as by', 'org.name as orgName'])
    .where('snapshot.id', '=', id)
    .executeTakeFirst()
  if (!found) throw new Refusal('missing', 'snapshots.noSuchSnapshot', '没有这份名单')
  const { columns, conditions, ...snapshot } = found
  return {
    ...snapshot,
    columns: columns as ColumnKey[],
    conditions: conditions as unknown as Wanted,
  }
}
export type Snapshot = Awaited<ReturnType<typeof requireSnapshot>>

/** The rows of a frozen list in order, all or one page of them. */
export async function rowsOf(
  { db, vault }: Context,
  id: number,
  page?: { from: number; limit: number },
) {
  const all = db
    .selectFrom('snapshotRow')
    .innerJoin('snapshot', 'snapshot.id', 'snapshotId')
    .select(['ordinal', 'retireeId', 'cells', 'columns'])
    .where('snapshotId', '=', id)
    .orderBy('ordinal')
  const rows = await (page ? all.where('ordinal', '>', page.from).limit(page.limit) : all).execute()
  return rows.map(({ columns, cells, ...row }): FrozenRow & { ordinal: number } => ({
    ...row,
    cells: openedCells(vault, `${id}.${row.ordinal}`, columns as ColumnKey[], cells as string[]),
  }))
}
