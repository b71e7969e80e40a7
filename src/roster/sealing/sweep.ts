import { sql, type RawBuilder } from 'kysely'
import type { Database, Tx } from '#src/kernel/db.ts'
import type { Vault } from '#src/kernel/vault.ts'
import { isSealedKey, type SealedKey } from './fields.ts'
import { envelopeOf, openValue, sealValue, tokenOf, type Place } from './value.ts'

type Fields = Readonly<Record<string, unknown>>
type Row = Fields & { readonly [column: string]: unknown }

/** A table whose documents hold sealed values, and how to seal those of one row anew. */
export interface Sweep {
  readonly table: string
  /** The primary key, with the types of its columns. */
  readonly key: Readonly<Record<string, string>>
  readonly columns: readonly string[]
  /** More of the row that sealing needs to know, as SQL. */
  readonly beside?: RawBuilder<unknown>
  /** The documents of a row under the key in use. */
  reseal(vault: Vault, row: Row): Fields
}

/** Rows sealed anew at a time, each lot in a transaction of its own. */
export const lot = 1_000

/**
 * Seals anew every value of a table that is plain or lies under an older key. Rows that somebody else is
 * changing are passed over, so that nobody ever waits for this. Answers how many rows were changed.
 */
export async function sweepTable(db: Database, vault: Vault, sweep: Sweep): Promise<number> {
  let changed = 0
  for (let after: readonly unknown[] | undefined; ;) {
    const done = await db.transaction().execute((tx) => sweepLot(tx, vault, sweep, after))
    changed += done.changed
    if (!done.last) return changed
    after = done.last
  }
}

async function sweepLot(
  tx: Tx,
  vault: Vault,
  sweep: Sweep,
  after: readonly unknown[] | undefined,
): Promise<{ changed: number; last: readonly unknown[] | undefined }> {
  const db = tx.withoutPlugins()
  const keys = Object.keys(sweep.key)
  const keyList = sql.join(keys.map((key) => sql.ref(key)))
  const columns = sql.join(sweep.columns.map((column) => sql.ref(column)))
  const beyond = after
    ? sql`(${keyList}) > (${sql.join(after.map((value) => sql`${value}`))})`
    : sql`true`
  const { rows } = await sql<Row>`
    select ${keyList}, ${columns} ${sweep.beside ? sql`, ${sweep.beside}` : sql``}
    from ${sql.table(sweep.table)} where ${beyond} and ${mayHold(sweep)}
    order by ${keyList} limit ${lot} for no key update skip locked`.execute(db)
  const last = rows.at(-1)
  const fresh = rows.flatMap((row) => {
    const next = sweep.reseal(vault, row)
    const same = sweep.columns.every((column) => next[column] === row[column])
    return same ? [] : [{ ...pick(row, keys), ...next }]
  })
  if (fresh.length > 0) await write(db, sweep, fresh)
  return { changed: fresh.length, last: last && keys.map((key) => last[key]) }
}

async function write(db: Tx, sweep: Sweep, fresh: readonly Fields[]): Promise<void> {
  const { table, key, columns } = sweep
  const types = [...Object.entries(key), ...columns.map((column) => [column, 'jsonb'] as const)]
  const given = sql.join(types.map(([name, type]) => sql`${sql.ref(name)} ${sql.raw(type)}`))
  const set = sql.join(columns.map((name) => sql`${sql.ref(name)} = given.${sql.ref(name)}`))
  const match = sql.join(
    Object.keys(key).map((name) => sql`held.${sql.ref(name)} = given.${sql.ref(name)}`),
    sql` and `,
  )
  await sql`
    update ${sql.table(table)} held set ${set}
    from jsonb_to_recordset(${JSON.stringify(fresh)}::jsonb) as given (${given}) where ${match}`.execute(
    db,
  )
}

/** Only rows that name a sensitive field, or hold a token, are read at all. */
function mayHold({ columns }: Sweep): RawBuilder<boolean> {
  const each = columns.map((column) => sql`${sql.ref(column)}::text ~ ${holding}`)
  return sql`(${sql.join(each, sql` or `)})`
}

const holding =
  '"~[0-9]+[.]|"(idNumber|chronicDiseases|allergies|pensionBaseFen|monthlyPensionFen|duesBaseFen)"|[0-9]{17}[0-9X]'

/** How many rows hold a value under another key than this one. */
export async function staleRows(
  db: Database,
  { table, columns }: Sweep,
  current: number,
): Promise<number> {
  const older = `"~(?!${current}[.])[0-9]+[.]`
  const each = columns.map((column) => sql`${sql.ref(column)}::text ~ ${older}`)
  const { rows } = await sql<{ count: number }>`
    select count(*) as count from ${sql.table(table)} where ${sql.join(each, sql` or `)}`.execute(
    db,
  )
  return rows[0]?.count ?? 0
}

function pick(row: Row, keys: readonly string[]): Fields {
  return Object.fromEntries(keys.map((key) => [key, row[key]]))
}

/** The sensitive values of a document under the key in use; the same document where nothing was to do. */
export function resealed(vault: Vault, place: Place, document: unknown): unknown {
  const fields = document as Fields
  const next = Object.entries(fields).map(
    ([key, value]) =>
      [key, isSealedKey(key) ? freshValue(vault, place, key, value) : value] as const,
  )
  return next.every(([key, value]) => value === fields[key]) ? document : Object.fromEntries(next)
}

/** A token of the key in use for what is plain, or lies under an older key; lists each. */
export function freshValue(vault: Vault, place: Place, key: SealedKey, value: unknown): unknown {
  if (value === null || value === undefined) return value
  if (Array.isArray(value)) {
    const next = value.map((each) => freshValue(vault, place, key, each))
    return next.every((each, index) => each === value[index]) ? value : next
  }
  const sealed = envelopeOf(value)
  if (sealed && isCurrent(vault, value as string)) return value
  const plain = sealed ? openValue(vault, place, key, sealed) : value
  return tokenOf(sealValue(vault, place, key, plain))
}

/** Whether a token lies under the key in use. */
export function isCurrent(vault: Vault, token: string): boolean {
  return token.startsWith(`~${vault.current('fields')}.`)
}
