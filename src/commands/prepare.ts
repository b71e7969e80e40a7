import { makeParts } from '#src/audit/parts.ts'
import { writeRefresh } from '#src/duties/few.ts'
import type { Database } from '#src/kernel/db.ts'

/** What a database needs before its first request: the ledger's function, and a part of the trace for each coming month. */
export async function prepare(db: Database): Promise<void> {
  await writeRefresh(db)
  await makeParts(db)
}
