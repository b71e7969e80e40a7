import { CamelCasePlugin, Kysely, PostgresDialect, type Transaction } from 'kysely'
import pg from 'pg'
import type { DB } from './tables.gen.ts'

export type Database = Kysely<DB>
export type Tx = Transaction<DB>

const asText = (text: string) => text
const asNumber = (text: string) => Number(text)
const parsers = new Map<number, (text: string) => unknown>([
  [pg.types.builtins.DATE, asText],
  [pg.types.builtins.INT8, asNumber],
])

/** Dates stay text; bigint becomes a number (ids and 分 stay far below 2^53). */
export const wireTypes = {
  getTypeParser: ((oid: number, format?: 'text' | 'binary') =>
    parsers.get(oid) ?? pg.types.getTypeParser(oid, format)) as typeof pg.types.getTypeParser,
}

const limits = '-c statement_timeout=60s -c idle_in_transaction_session_timeout=180s'

/** A pool of connections; with a role they act as that role and give up what takes too long. */
export function openPool(connectionString: string, max = 12, role?: string): pg.Pool {
  const options = role && `-c role=${role} ${limits}`
  const pool = new pg.Pool({ connectionString, max, types: wireTypes, ...(options && { options }) })
  pool.on('error', () => undefined)
  // A connection that is lost while somebody holds it says so to its query; here it must only not be fatal.
  pool.on('connect', (client) => client.on('error', () => undefined))
  return pool
}

/** A database on a pool; destroying it ends the pool. */
export function openDatabase(pool: pg.Pool): Database {
  return new Kysely<DB>({
    dialect: new PostgresDialect({ pool }),
    plugins: [new CamelCasePlugin({ maintainNestedObjectKeys: true })],
  })
}
