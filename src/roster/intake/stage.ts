import { sql } from 'kysely'
import type { Context } from '#src/kernel/operation.ts'
import type { Values } from '../record.ts'
import { lookupsOf } from '../sealing/number.ts'
import { sealedValues } from './sealing.ts'
import type { StagedRow } from './staged.ts'

const chunk = 2_000

/** Puts the rows of a file aside; nothing of them is in the roster yet. */
export async function stageRows(
  { db, vault }: Context,
  batchId: number,
  rows: Iterable<StagedRow>,
): Promise<number> {
  await db.deleteFrom('importRow').where('batchId', '=', batchId).execute()
  let part: object[] = []
  let count = 0
  const flush = async () => {
    await sql`
      insert into import_row (batch_id, ordinal, sheet, row, values, ties, extras, has_error, birth_month, id_lookups)
      select ${batchId}, ordinal, sheet, row, values, ties, extras, has_error, birth_month,
        array(select decode(lookup, 'hex') from jsonb_array_elements_text(lookups) lookup)
      from jsonb_to_recordset(${JSON.stringify(part)}::jsonb) as staged (
        ordinal int, sheet text, row int, "values" jsonb, ties jsonb, extras jsonb, has_error boolean,
        birth_month text, lookups jsonb)`.execute(db)
    count += part.length
    part = []
  }
  for (const { hasError, ...row } of rows) {
    part.push({
      ...row,
      values: sealedValues(vault, batchId, row.ordinal, row.values),
      has_error: hasError,
      birth_month: birthMonth(row.values),
      lookups: lookupsOf(vault, row.values.idNumber).map((lookup) => lookup.toString('hex')),
    })
    if (part.length >= chunk) await flush()
  }
  if (part.length) await flush()
  return count
}

/** The month of birth as far as the file tells it: by the archive, else by the number. */
function birthMonth({ birthArchive, idNumber }: Values): string | null {
  if (birthArchive) return birthArchive.slice(0, 7)
  return idNumber ? `${idNumber.slice(6, 10)}-${idNumber.slice(10, 12)}` : null
}
