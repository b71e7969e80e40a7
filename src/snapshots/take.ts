import type { Context } from '#src/kernel/operation.ts'
import type { ColumnKey } from '#src/roster/columns.ts'
import { rowsToDigest } from './cells.ts'
import { digestOf } from './digest.ts'
import { keepRows } from './freeze.ts'
import type { Wanted } from './reach.ts'
import type { FrozenRow } from './snapshot.ts'

export interface ToKeep {
  readonly kind: 'roster' | 'festival' | 'relief'
  readonly title: string
  /** The day whose state the list shows, not later than today. */
  readonly asOf: string
  readonly wanted: Wanted
  readonly columns: readonly ColumnKey[]
  readonly rows: readonly FrozenRow[]
}

/** Writes a list down for good, with its digest, in the scope of the actor; answers with its number. */
export async function keepList(context: Context, list: ToKeep): Promise<number> {
  const { kind, title, asOf, wanted, columns, rows } = list
  const digested = rowsToDigest(context.vault, columns, rows)
  const { id } = await context.db
    .insertInto('snapshot')
    .values({
      orgId: context.actor.scopeId,
      kind,
      title,
      asOf,
      conditions: JSON.stringify(wanted),
      columns: JSON.stringify(columns),
      rowCount: rows.length,
      hash: digestOf(title, asOf, columns, digested),
      accountId: context.actor.accountId,
      takenAt: context.now,
    })
    .returning('id')
    .executeTakeFirstOrThrow()
  await keepRows(context, id, columns, rows)
  const detail = { title, count: rows.length }
  context.record({ name: 'snapshot.frozen', subject: 'snapshot', subjectId: id, detail })
  return id
}
