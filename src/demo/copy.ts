import { Readable } from 'node:stream'
import { pipeline } from 'node:stream/promises'
import type { PoolClient } from 'pg'
import { from } from 'pg-copy-streams'
import type { Vault } from '#src/kernel/vault.ts'
import type { Values } from '#src/roster/record.ts'
import { sealedColumnsOf } from '#src/roster/sealing/columns.ts'
import { sealedKeys } from '#src/roster/sealing/fields.ts'

type Cell = string | number | boolean | null | readonly string[] | Buffer
export type Row = Readonly<Record<string, Cell>>

/** Sends rows into a table by COPY; the keys of the first row, in camel case, name the columns. */
export async function copyRows(
  client: PoolClient,
  table: string,
  rows: readonly Row[],
): Promise<void> {
  const [first] = rows
  if (first) await copyLines(client, table, Object.keys(first), linesOf(rows, Object.keys(first)))
}

/** Sends ready lines of COPY text (see `lineOf`) into the named columns of a table. */
export async function copyLines(
  client: PoolClient,
  table: string,
  columns: readonly string[],
  lines: Iterable<string> | AsyncIterable<string>,
): Promise<void> {
  const into = client.query(from(`copy ${table} (${columns.map(snakeCase).join(', ')}) from stdin`))
  await pipeline(Readable.from(lines, { objectMode: true }), into)
}

function* linesOf(rows: readonly Row[], keys: readonly string[]): Generator<string> {
  let chunk = ''
  for (const row of rows) {
    chunk += lineOf(keys.map((key) => row[key] ?? null))
    if (chunk.length < 65_536) continue
    yield chunk
    chunk = ''
  }
  yield chunk
}

/** The sensitive fields of one row as columns, for COPY. */
export function sealedCells(vault: Vault, id: number, facts: Values): Row {
  const none = Object.fromEntries(sealedKeys.map((key) => [key, null]))
  return sealedColumnsOf(vault, id, { ...none, ...facts }) as Row
}

/** One row of COPY's text format. */
export function lineOf(cells: readonly Cell[]): string {
  return `${cells.map(textOf).join('\t')}\n`
}

function textOf(cell: Cell): string {
  if (cell === null) return '\\N'
  if (Buffer.isBuffer(cell)) return `\\\\x${cell.toString('hex')}`
  if (typeof cell === 'object') return `{${cell.join(',')}}`
  return typeof cell === 'string' ? cell.replace(/[\\\t\n\r]/g, escaped) : String(cell)
}

const escapes: Readonly<Record<string, string>> = {
  '\\': '\\\\',
  '\t': '\\t',
  '\n': '\\n',
  '\r': '\\r',
}

function escaped(character: string): string {
  return escapes[character] ?? character
}

/** The column that a camel-cased key names. */
export function snakeCase(key: string): string {
  return key.replace(/[A-Z]/g, (letter) => `_${letter.toLowerCase()}`)
}
