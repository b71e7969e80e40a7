import { sql } from 'kysely'
import type { Database, Tx } from '#src/kernel/db.ts'
import { Refusal } from '#src/kernel/refusal.ts'
import type { Vault } from '#src/kernel/vault.ts'
import { keyOf } from '#src/kernel/vault/envelope.ts'
import { snake, type Row } from '../record.ts'
import { openedValues, sealedColumnsOf, type SealedColumns } from './columns.ts'
import { sealedColumns, sealedKeys, type SealedColumn } from './fields.ts'
import { numberColumns } from './number.ts'
import { lot } from './sweep.ts'

type Sealed = Pick<Row, 'id' | SealedColumn | 'idLookup' | 'idTail'>

const names = ['idLookup', 'idTail', ...sealedKeys.map((key) => sealedColumns[key])] as const

/** Seals anew the records of which a value lies under an older key, as `sweepTable` does. */
export async function sweepRecords(db: Database, vault: Vault): Promise<number> {
  let changed = 0
  for (let after = 0; ;) {
    const done = await db.transaction().execute((tx) => sweepLot(tx, vault, after))
    changed += done.changed
    if (!done.last) return changed
    after = done.last
  }
}

async function sweepLot(tx: Tx, vault: Vault, after: number) {
  const rows = await sealedRows(tx, after).forNoKeyUpdate().skipLocked().execute()
  const fresh = rows.flatMap((row) => {
    const next = resealed(vault, row)
    return next ? [{ id: row.id, ...next }] : []
  })
  if (fresh.length > 0) await writeSealed(tx, fresh)
  return { changed: fresh.length, last: rows.at(-1)?.id }
}

/** How many records hold a value or a digest under an older key. */
export async function staleRecords(db: Database, vault: Vault): Promise<number> {
  let stale = 0
  for (let after = 0; ;) {
    const rows = await sealedRows(db, after).execute()
    stale += rows.filter((row) => !isFresh(vault, row)).length
    const last = rows.at(-1)
    if (!last) return stale
    after = last.id
  }
}

function sealedRows(db: Database | Tx, after: number) {
  return db
    .selectFrom('retiree')
    .select(['id', ...names])
    .where('id', '>', after)
    .where((is) => is.or(sealedKeys.map((key) => is(sealedColumns[key], 'is not', null))))
    .orderBy('id')
    .limit(lot)
}

/** The columns that must change; none where all lie under the keys in use. */
function resealed(vault: Vault, row: Sealed): SealedColumns | undefined {
  if (isFresh(vault, row)) return undefined
  return sealedColumnsOf(
    vault,
    row.id,
    openedValues(vault, row as Row, () => true),
  )
}

function isFresh(vault: Vault, row: Sealed): boolean {
  const current = vault.current('fields')
  const sealed = sealedKeys.map((key) => row[sealedColumns[key]])
  if (sealed.some((value) => value && keyOf(value) !== current)) return false
  if (!row.idNumberSealed) return true
  const { idNumber = null } = openedValues(vault, row as Row, (key) => key === 'idNumber')
  const { idLookup } = numberColumns(vault, idNumber)
  return idLookup !== null && row.idLookup?.equals(idLookup) === true
}

/** Writes sealed columns of many records at once. */
export async function writeSealed(
  tx: Tx,
  rows: readonly ({ readonly id: number } & SealedColumns)[],
): Promise<void> {
  const set = sql.join(
    names.map((name) => sql`${sql.ref(snake(name))} = given.${sql.ref(snake(name))}`),
  )
  const lists = names.map((name) => {
    const values = rows.map((row) => row[name] ?? null)
    return name === 'idTail' ? sql`${values}::smallint[]` : sql`${values}::bytea[]`
  })
  await sql`
    update retiree set ${set}
    from unnest(${rows.map(({ id }) => id)}::bigint[], ${sql.join(lists)})
      as given (id, ${sql.join(names.map((name) => sql.ref(snake(name))))})
    where retiree.id = given.id`
    .execute(tx)
    .catch(refuseSameNumber)
}

/** Possible only where two processes registered one number in the seconds before both knew the new key. */
function refuseSameNumber(error: unknown): never {
  if ((error as { code?: string }).code !== '23505') throw error
  const message = '更换密钥时有两条档案登记了同一证件号码，请先合并重复档案，再执行一次'
  throw new Refusal('conflict', 'keys.sameNumber', message)
}
