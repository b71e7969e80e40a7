import { offices, type Office } from '#src/kernel/access.ts'
import type { Database } from '#src/kernel/db.ts'
import type { Context } from '#src/kernel/operation.ts'
import { Refusal } from '#src/kernel/refusal.ts'
import { inForce } from './posts.ts'
import { digestOf, newToken } from './tokens.ts'

/** Where the digest of the one-time secret printed at the first start is kept. */
export const setUpKey = 'setUpToken'

/** A new one-time link secret under a key; the one before it is void. */
export async function makeLink(db: Database, key: string): Promise<string> {
  const token = newToken()
  const value = JSON.stringify(digestOf(token).toString('hex'))
  await db
    .insertInto('setting')
    .values({ key, value })
    .onConflict((clash) => clash.column('key').doUpdateSet({ value }))
    .execute()
  return token
}

/** Uses up a link; answers whether it was good, or refuses with the sentence. */
export async function spendLink(
  { db }: Context,
  key: string,
  token: string,
  sentence?: string,
): Promise<boolean> {
  const spent = await db
    .deleteFrom('setting')
    .where('key', '=', key)
    .where('value', '=', JSON.stringify(digestOf(token).toString('hex')))
    .returning('key')
    .executeTakeFirst()
  if (!spent && sentence) throw new Refusal('invalid', 'setup.wrongToken', sentence, 'token')
  return spent !== undefined
}

/** A link for each of the three offices to which nobody has been named, by which its holder opens an account. */
export async function appointmentLinks({
  db,
  today,
}: Pick<Context, 'today'> & { db: Database }): Promise<{ office: Office; token: string }[]> {
  const held = await db
    .selectFrom('post')
    .innerJoin('account', 'account.id', 'post.accountId')
    .select('post.role')
    .where('account.endedOn', 'is', null)
    .where(inForce(today))
    .execute()
  const links: { office: Office; token: string }[] = []
  for (const office of offices)
    if (!held.some(({ role }) => role === office))
      links.push({ office, token: await makeLink(db, `${setUpKey}.${office}`) })
  return links
}
