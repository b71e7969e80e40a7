import { sql } from 'kysely'
import pg from 'pg'
import { nobody, type Actor } from './access.ts'
import { ahead, type Database, type Tx } from './db.ts'
import { Refusal } from './refusal.ts'

/** The database role of requests: it owns nothing and sees only what `db/guard.sql` lets it. */
export const appRole = 'chongyang_app'

/**
 * Makes sure, before anything is served, that the login of requests may act as `appRole`.
 * @throws Refusal `guard.role`, saying what an administrator of the database has to do once.
 */
export async function requireAppRole(connectionString: string): Promise<void> {
  const client = new pg.Client({ connectionString, options: `-c role=${appRole}` })
  try {
    await client.connect()
  } catch (error) {
    throw refusalOfRole(error, client.user) ?? error
  } finally {
    await client.end()
  }
}

/** What a database says to a login that may neither make the role nor act as it. */
export function refusalOfRole(error: unknown, login = ''): Refusal | undefined {
  if ((error as { code?: string }).code !== '42501') return undefined
  const todo = `create role ${appRole} nologin noinherit; grant ${appRole} to "${login}";`
  const message = `数据库账号 ${login} 不能建立或使用角色 ${appRole}。请数据库管理员执行一次（角色已有时只需后一句）：${todo}`
  return new Refusal('unavailable', 'guard.role', message)
}

/** Everybody, as a scope: every reach holds the empty set. */
const everybody = '{}'

/**
 * One transaction in which the database itself knows who acts and where; it ends with the
 * transaction, so that a connection from the pool never remembers anybody. `within` narrows the
 * scope to one organisation below it; it can widen nothing.
 */
export async function asActor<T>(
  db: Database,
  actor: Actor,
  work: (tx: Tx) => Promise<T>,
  within?: number,
): Promise<T> {
  return db.connection().execute(async (connection) => {
    await sql`${ahead}${sql.raw(preambleFor(actor, within))}`.execute(connection)
    try {
      const result = await work(connection as Tx)
      const { rows } = await sql<{ command: string }>`commit`.execute(connection)
      if (rows[0]?.command === 'ROLLBACK') throw new Error('the transaction had failed before')
      return result
    } catch (error) {
      await sql`rollback`.execute(connection).catch(() => undefined)
      throw error
    }
  })
}

/** Only numbers and role names enter the text, so that one message begins it all. */
function preambleFor(actor: Actor, within?: number): string {
  const { scopeId, accountId, role } = actor
  const known = actor !== nobody
  const held = [
    ...(role === 'system' ? [] : [Number(scopeId)]),
    ...(within ? [Number(within)] : []),
  ]
  const scope = known ? `{${held.join()}}` : ''
  const account = accountId === null ? '' : String(Number(accountId))
  const settings = { scope, account, role: known ? role.replaceAll(/\W/g, '') : '' }
  const calls = Object.entries(settings).map(
    ([name, value]) => `set_config('app.${name}', '${value}', true)`,
  )
  return `begin; select ${calls.join(', ')}`
}

/**
 * Work of the platform itself inside somebody's transaction, such as deriving what everyone is
 * owed: the rows of others are seen until it is done. Never for what is answered to the caller.
 */
export async function unguarded<T>(db: Tx, work: () => Promise<T>): Promise<T> {
  const before = await sql<{ scope: string | null }>`
    select current_setting('app.scope', true) as scope`.execute(db)
  const enter = (scope: string) => sql`select set_config('app.scope', ${scope}, true)`.execute(db)
  await enter(everybody)
  const result = await work()
  await enter(before.rows[0]?.scope ?? '')
  return result
}
