import { CamelCasePlugin, Kysely, PostgresDialect, sql, type Transaction } from 'kysely'
import type { Socket } from 'node:net'
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

/** Of requests: no statement works longer than this, and nobody waits longer for its answer. */
const longestStatementMs = 15_000
const longestSilenceMs = 18_000
const longestConnectingMs = 10_000
const limits = `-c statement_timeout=${longestStatementMs} -c idle_in_transaction_session_timeout=180s`

/** A pool of connections; with a role they act as that role and give up what takes too long. */
export function openPool(connectionString: string, max = 12, role?: string): pg.Pool {
  const pool = new pg.Pool({
    connectionString,
    max,
    types: wireTypes,
    connectionTimeoutMillis: longestConnectingMs,
    ...(role && {
      options: `-c role=${role} ${limits}`,
      query_timeout: longestSilenceMs,
      pipeline: true,
    }),
    Client: SwiftClient,
  })
  pool.on('error', () => undefined)
  // A connection lost while somebody holds it says so to its query; here it must only not be fatal.
  pool.on('connect', (client) => client.on('error', () => undefined))
  return pool
}

const keptMark = '/* kept */'

/**
 * Begins a statement whose plan each connection keeps. For short ones that are asked all the time,
 * where planning costs more than the work; their text must not depend on the input.
 */
export const kept = sql.raw(keptMark)

const names = new Map<string, string>()

function nameOf(text: string): string {
  const known = names.get(text)
  if (known) return known
  const name = `kept_${names.size}`
  names.set(text, name)
  return name
}

const aheadMark = '/* ahead */'

/**
 * Begins a statement of which nothing is awaited: it travels in one packet with the next one of its
 * connection, which then fails as it failed, the error marked `ahead`.
 */
export const ahead = sql.raw(aheadMark)

type Answer = Promise<pg.QueryResult>
const nothing = { command: '', rowCount: 0, rows: [] }

/**
 * Keeps the plans of marked statements and sends marked ones ahead. Lets go of a line on which no
 * answer came, for the next to use it would wait for the same; and of one whose kept plans a change
 * of schema has made useless.
 */
class SwiftClient extends pg.Client {
  #ahead: Answer | undefined

  override query(...words: unknown[]): never {
    const [first, ...rest] = words
    if (typeof first !== 'string') return this.#answerTo(words) as never
    const goesAhead = first.startsWith(aheadMark)
    const text = goesAhead ? first.slice(aheadMark.length) : first
    const given = text.startsWith(keptMark)
      ? [{ name: nameOf(text), text, values: rest.shift() }, ...rest]
      : [text, ...rest]
    return (goesAhead ? this.#sendAhead(given) : this.#answerTo(given)) as never
  }

  async #sendAhead(given: unknown[]): Promise<typeof nothing> {
    const { stream } = this.#line
    stream.cork()
    process.nextTick(() => stream.uncork())
    const before = this.#ahead
    const answer = this.#send(given).catch((error: Error) => {
      throw Object.assign(error, { ahead: true })
    })
    this.#ahead = before ? both(before, answer) : answer
    this.#ahead.catch(() => undefined)
    return nothing
  }

  #answerTo(given: unknown[]): unknown {
    const before = this.#ahead
    this.#ahead = undefined
    const answer = this.#send(given)
    return before && answer instanceof Promise ? both(before, answer) : answer
  }

  #send(given: unknown[]): Answer {
    const answer: unknown = (super.query as (...words: unknown[]) => unknown).apply(this, given)
    if (answer instanceof Promise) answer.catch((error: Error) => this.#giveUp(error))
    return answer as Answer
  }

  #giveUp({ message }: Error): void {
    if (/^Query read timeout|^cached plan must not change/.test(message))
      this.#line.stream.destroy()
  }

  get #line(): { stream: Socket } {
    return (this as unknown as { connection: { stream: Socket } }).connection
  }
}

/** The answer to the later one, or the error of the earlier. */
async function both(earlier: Answer, later: Answer): Answer {
  later.catch(() => undefined)
  await earlier
  return later
}

/** A database on a pool; destroying it ends the pool. */
export function openDatabase(pool: pg.Pool): Database {
  return new Kysely<DB>({
    dialect: new PostgresDialect({ pool }),
    plugins: [new CamelCasePlugin({ maintainNestedObjectKeys: true })],
  })
}
