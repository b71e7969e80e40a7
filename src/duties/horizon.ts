import type { Tx } from '#src/kernel/db.ts'

/** The setting that holds the last opening day derived. */
export const horizonKey = 'duties.derivedUntil'

/** The last opening day for which the ledger holds duties; undefined before the first derivation. */
export async function keptHorizon(db: Tx): Promise<string | undefined> {
  const kept = await db
    .selectFrom('setting')
    .select('value')
    .where('key', '=', horizonKey)
    .executeTakeFirst()
  return kept?.value as string | undefined
}

/** Notes the day up to which the ledger has been derived. */
export async function keepHorizon(db: Tx, horizon: string): Promise<void> {
  const value = JSON.stringify(horizon)
  await db
    .insertInto('setting')
    .values({ key: horizonKey, value })
    .onConflict((clash) => clash.column('key').doUpdateSet({ value }))
    .execute()
}
