import { sql } from 'kysely'
import type { Database } from '#src/kernel/db.ts'
import type { Vault } from '#src/kernel/vault.ts'
import { keyOf } from '#src/kernel/vault/envelope.ts'
import type { ImportReport } from '../import/report.ts'
import { sealedFile, sealedReport } from '../intake/sealing.ts'
import { sealedColumnsOf } from './columns.ts'
import { writeSealed } from './records.ts'
import { sweeps } from './sweeps.ts'
import { sweepTable } from './sweep.ts'
import { demandOpen } from './value.ts'

const mark = 'sealed'
const lot = 2_000

/**
 * Seals what a database from before sealing holds in clear, in lots and resumable, and rewrites the
 * tables so that nothing plain is left in their files. Done once; until then nothing is served.
 */
export async function sealPlain(db: Database, vault: Vault): Promise<void> {
  const done = db.selectFrom('setting').select('key').where('key', '=', mark)
  if (await done.executeTakeFirst()) return
  const { rows } = await sql<{ filled: boolean }>`
    select exists (select from retiree) or exists (select from import_batch) as filled`.execute(db)
  if (rows[0]?.filled) {
    demandOpen(vault)
    while ((await sealRecords(db, vault)) > 0);
    await sealDocuments(db, vault)
    await sealBatches(db, vault)
    for (const table of [
      'unsealed',
      'retiree',
      'import_batch',
      ...sweeps.map((sweep) => sweep.table),
    ])
      await sql`vacuum full ${sql.table(table)}`.execute(db)
  }
  await db
    .insertInto('setting')
    .values({ key: mark, value: 'true' })
    .onConflict((clash) => clash.doNothing())
    .execute()
}

async function sealRecords(db: Database, vault: Vault): Promise<number> {
  return db.transaction().execute(async (tx) => {
    const rows = await tx.selectFrom('unsealed').selectAll().orderBy('id').limit(lot).execute()
    if (rows.length === 0) return 0
    const sealed = rows.map(({ id, ...plain }) => ({ id, ...sealedColumnsOf(vault, id, plain) }))
    await writeSealed(tx, sealed)
    const ids = rows.map(({ id }) => id)
    await tx.deleteFrom('unsealed').where('id', 'in', ids).execute()
    return rows.length
  })
}

/** Frozen rows are never rewritten, but for this once: what was plain in them becomes sealed. */
async function sealDocuments(db: Database, vault: Vault): Promise<void> {
  const keeping = (verb: 'enable' | 'disable') =>
    sql`alter table snapshot_row ${sql.raw(verb)} trigger snapshot_row_keeps`.execute(db)
  await keeping('disable')
  try {
    for (const sweep of sweeps) await sweepTable(db, vault, sweep)
  } finally {
    await keeping('enable')
  }
}

async function sealBatches(db: Database, vault: Vault): Promise<void> {
  const batches = await db.selectFrom('importBatch').select('id').orderBy('id').execute()
  for (const { id } of batches) {
    const { file, report } = await db
      .selectFrom('importBatch')
      .select(['file', 'report'])
      .where('id', '=', id)
      .executeTakeFirstOrThrow()
    if (isSealedFile(vault, id, file)) continue
    const plain = report as unknown as ImportReport | null
    await db
      .updateTable('importBatch')
      .set({
        file: sealedFile(vault, id, file),
        report: plain && JSON.stringify(sealedReport(vault, id, plain)),
      })
      .where('id', '=', id)
      .execute()
  }
}

function isSealedFile(vault: Vault, id: number, file: Buffer): boolean {
  if (keyOf(file) === undefined) return false
  try {
    vault.unseal(file, `import_batch.file.${id}`)
    return true
  } catch {
    return false
  }
}
