import type { Database } from '#src/kernel/db.ts'
import { setUpKey } from '#src/staff/operations.ts'
import { digestOf, newToken } from '#src/staff/tokens.ts'

/** A one-time link for the first account while there is none; each start makes a new one. */
export async function setUpLink(db: Database, address: string): Promise<string | undefined> {
  const someone = await db.selectFrom('account').select('id').limit(1).executeTakeFirst()
  if (someone) return undefined
  const token = newToken()
  const value = JSON.stringify(digestOf(token).toString('hex'))
  await db
    .insertInto('setting')
    .values({ key: setUpKey, value })
    .onConflict((clash) => clash.column('key').doUpdateSet({ value }))
    .execute()
  return `${address}/setup?token=${token}`
}
