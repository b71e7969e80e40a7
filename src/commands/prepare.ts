import { makeParts } from '#src/audit/parts.ts'
import { writeRefresh } from '#src/duties/few.ts'
import type { Database } from '#src/kernel/db.ts'
import { forgetOldChanges } from '#src/roster/headcount.ts'

/**
 * What a database needs before its first request: the ledger's function, a part of the trace for
 * each coming month, and no more notes of changes than kept counts need.
 */
export async function prepare(db: Database): Promise<void> {
  await writeRefresh(db)
  await makeParts(db)
  await forgetOldChanges(db)
}
