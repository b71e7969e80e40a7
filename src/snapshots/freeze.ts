import { sql } from 'kysely'
import type { Context } from '#src/kernel/operation.ts'
import { Refusal } from '#src/kernel/refusal.ts'
import { decide, tagsSeen, type Decision } from '#src/roster/access.ts'
import { columnOf, type ColumnKey } from '#src/roster/columns.ts'
import { isFieldKey, type FieldKey } from '#src/roster/fields.ts'
import { everyoneOf } from '#src/roster/page.ts'
import { lockedText } from '#src/roster/sealing/value.ts'
import { standingsOf } from '#src/roster/relations.ts'
import { tags } from '#src/roster/tag.ts'
import { seenInList } from '#src/roster/visibility.ts'
import { sealedCells } from './cells.ts'
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
  const people = await everyoneOf(context, wanted, mostRows + 1, columns.includes('idNumber'))
  if (people.length === 0)
    throw new Refusal('conflict', 'snapshots.empty', '这份名单没有人，请先调整条件')
  if (people.length > mostRows)
    throw new Refusal(
      'tooLarge',
      'snapshots.tooMany',
      `名单超过 ${mostRows.toLocaleString('zh-CN')} 人，请按单位或类别分开`,
    )
  const shown = columns.map(columnOf)
  return people.map((row) => ({
    retireeId: row.id,
    cells: shown.map((column) => column.show(row)),
  }))
}

/** Writes the rows of a frozen list; they are never changed again. */
export async function keepRows(
  { db, vault }: Context,
  id: number,
  columns: readonly ColumnKey[],
  rows: readonly FrozenRow[],
): Promise<void> {
  const sealed = rows.map(({ retireeId, cells }, index) => [
    retireeId,
    sealedCells(vault, `${id}.${index + 1}`, columns, cells),
  ])
  const listed = JSON.stringify(sealed)
  await sql`
    insert into snapshot_row (snapshot_id, ordinal, retiree_id, cells)
    select ${id}, ordinal, (entry->>0)::bigint, entry->1
    from jsonb_array_elements(${listed}::jsonb) with ordinality as given (entry, ordinal)`.execute(
    db,
  )
}

/**
 * Rows of a frozen list as this post may see them now: what the relation does not open is empty; on
 * the screen (`list`) numbers are shown in part, in files (`export`) in full.
 */
export async function rowsSeen<Row extends FrozenRow>(
  context: Context,
  columns: readonly ColumnKey[],
  rows: readonly Row[],
  action: 'list' | 'export',
): Promise<Row[]> {
  const people = await standingsOf(
    context,
    rows.map((row) => row.retireeId),
  )
  return rows.map((row) => {
    const { relations, isVip } = people.get(row.retireeId) ?? { relations: [], isVip: false }
    const decision = decide({ role: context.actor.role, relations, action, isVip })
    const cells = row.cells.map((cell, index) =>
      cell && cell !== lockedText ? cellSeen(columns[index] as ColumnKey, cell, decision) : cell,
    )
    return { ...row, cells }
  })
}

/** The fields behind columns that are no fields themselves. */
const behind: Partial<Record<ColumnKey, FieldKey>> = {
  age: 'birthArchive',
  birth: 'birthArchive',
  revolutionaryPeriod: 'revolutionJoin',
}

function cellSeen(column: ColumnKey, cell: string, decision: Decision): string {
  if (column === 'tags')
    return cell
      .split('、')
      .filter((title) => tagsSeen(decision).some((code) => tags[code] === title))
      .join('、')
  const field = isFieldKey(column) ? column : behind[column]
  const sight = field ? decision.sightOf(field) : 'open'
  if (sight === 'open') return cell
  if (sight === 'hidden') return ''
  return column === 'age' ? cell : String(seenInList(decision, field as FieldKey, cell) ?? '')
}
