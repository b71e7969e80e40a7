import { roles } from '#src/kernel/access.ts'
import type { Clock } from '#src/kernel/execute.ts'
import type { Database } from '#src/kernel/db.ts'
import { appointmentLinks, makeLink, setUpKey } from '#src/staff/setUpLinks.ts'

/**
 * What is still to be done before work can begin, a line each: the first set-up while there is no account,
 * afterwards a link for each of the three offices that nobody has been named to. Each start makes new ones.
 */
export async function setUpLines(db: Database, clock: Clock, address: string): Promise<string[]> {
  const someone = await db.selectFrom('account').select('id').limit(1).executeTakeFirst()
  if (!someone) {
    const token = await makeLink(db, setUpKey)
    return [`首次使用，请在浏览器打开：${address}/setup?token=${token}`]
  }
  const links = await appointmentLinks({ db, today: clock.today() })
  const lines = links.map(
    ({ office, token }) =>
      `${roles[office].title}尚未指定，请本人打开就任：${address}/appoint?token=${token}`,
  )
  return lines.length ? ['三员尚未配齐，配齐前请不要正式使用。', ...lines] : []
}
