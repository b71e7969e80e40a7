import { sql } from 'kysely'
import type { Context } from '#src/kernel/operation.ts'
import { Refusal } from '#src/kernel/refusal.ts'
import { maskCitizenId } from '#src/roster/citizenId.ts'
import { columnOf, type ColumnKey } from '#src/roster/columns.ts'
import { everyoneOf } from '#src/roster/page.ts'
import { maskPhone } from '#src/roster/phone.ts'
import type { Wanted } from './reach.ts'
import type { FrozenRow } from './snapshot.ts'

const mostRows = 100_000

/**
 * The list as it stands, with numbers in full. Refused as `snapshots.empty` without anyone and as
 * `snapshots.tooMany` beyond 100,000 people, so that no list is cut short unnoticed.
 */
export async function frozenRows(
  context: Context,
  columns: readonly ColumnKey[],
  wanted: Wanted,
): Promise<FrozenRow[]> {
  const people = await everyoneOf(context, wanted, mostRows + 1)
  if (people.length === 0)
    throw new Refusal('conflict', 'snapshots.empty', '这份名单没有人，请先调整条件')
  if (people.length > mostRows)
    throw new Refusal(
      'tooLarge',
      'snapshots.tooMany',
      `名单超过 ${mostRows.toLocaleString('zh-CN')} 人，请按单位或类别分开`,
    )
  const shown = columns.map(columnOf)
  return people.map(({ full, ...row }) => ({
    retireeId: row.id,
    cells: shown.map((column) => column.show({ ...row, ...full })),
  }))
}

/** Writes the rows of a frozen list; they are never changed again. */
export async function keepRows(
  { db }: Context,
  id: number,
  rows: readonly FrozenRow[],
): Promise<void> {
  const listed = JSON.stringify(rows.map(({ retireeId, cells }) => [retireeId, cells]))
  await sql`
    insert into snapshot_row (snapshot_id, ordinal, retiree_id, cells)
    select ${id}, ordinal, (entry->>0)::bigint, entry->1
    from jsonb_array_elements(${listed}::jsonb) with ordinality as given (entry, ordinal)`.execute(
    db,
  )
}

const masks: Partial<Record<ColumnKey, (text: string) => string>> = {
  idNumber: maskCitizenId,
  mobile: maskPhone,
}

/** A row as the screen shows it: numbers masked; only files hold them in full. */
export function maskedRow<Row extends FrozenRow>(columns: readonly ColumnKey[], row: Row): Row {
  const cells = row.cells.map((cell, index) => {
    const mask = masks[columns[index] as ColumnKey]
    return mask && cell ? mask(cell) : cell
  })
  return { ...row, cells }
}
