import { sql } from 'kysely'
import type { Tx } from '#src/kernel/db.ts'

const tables = {
  retiree: 'retiree',
  changeRequest: 'change_request',
  importBatch: 'import_batch',
  call: 'call',
  ticket: 'ticket',
  ticketStep: 'ticket_step',
  message: 'message',
  hardshipCase: 'hardship_case',
  hardshipStep: 'hardship_step',
  hardshipPlan: 'hardship_plan',
}

/** Takes the next number of a table: a value is sealed for its row, so the row must be known before it is written. */
export async function nextNumber(db: Tx, table: keyof typeof tables): Promise<number> {
  const { rows } = await sql<{ id: number }>`
    select nextval(pg_get_serial_sequence(${tables[table]}, 'id')) as id`.execute(db)
  return rows[0]?.id as number
}
