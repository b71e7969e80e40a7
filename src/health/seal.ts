import { sql } from 'kysely'
import type { Context } from '#src/kernel/operation.ts'
import { openedText, sealedText } from '#src/kernel/vault/text.ts'

/** Where the slice keeps sealed texts: a column of a table, by the number of its row. */
const columns = {
  hospital_stay: 'diagnosis',
  care_event: 'note',
  doctor_round: 'note',
  check_up_person: 'summary',
} as const
type Table = keyof typeof columns

/** The next number of a table, since a text is sealed for its row. */
export async function nextId({ db }: Context, table: Table): Promise<number> {
  const { rows } = await sql<{ id: number }>`
    select nextval(pg_get_serial_sequence(${table}, 'id')) as id`.execute(db)
  return Number(rows[0]?.id)
}

/** A text for its row, as jsonb; null where nothing was written. */
export function sealed(
  { vault }: Context,
  table: Table,
  id: number | string,
  text: string | null | undefined,
): string | null {
  return text ? JSON.stringify(sealedText(vault, `${table}.${columns[table]}.${id}`, text)) : null
}

/** The text of a row; null where there is none, or the master key is missing. */
export function opened(
  { vault }: Context,
  table: Table,
  id: number | string,
  token: unknown,
): string | null {
  return openedText(vault, `${table}.${columns[table]}.${id}`, token)
}
