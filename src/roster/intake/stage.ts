import { sql } from 'kysely'
import type { Context } from '#src/kernel/operation.ts'
import type { StagedRow } from './staged.ts'

const chunk = 2_000

/** Puts the rows of a file aside; nothing of them is in the roster yet. */
export async function stageRows(
  { db }: Context,
  batchId: number,
  rows: Iterable<StagedRow>,
): Promise<number> {
  await db.deleteFrom('importRow').where('batchId', '=', batchId).execute()
  let part: StagedRow[] = []
  let count = 0
  const flush = async () => {
    await sql`
      insert into import_row (batch_id, ordinal, sheet, row, values, ties, extras, has_error)
      select ${batchId}, ordinal, sheet, row, values, ties, extras, has_error
      from jsonb_to_recordset(${JSON.stringify(part)}::jsonb) as staged (
        ordinal int, sheet text, row int, "values" jsonb, ties jsonb, extras jsonb, has_error boolean)`.execute(
      db,
    )
    count += part.length
    part = []
  }
  for (const { hasError, ...row } of rows) {
    part.push({ ...row, has_error: hasError } as unknown as StagedRow)
    if (part.length >= chunk) await flush()
  }
  if (part.length) await flush()
  return count
}
