import type { Vault } from '#src/kernel/vault.ts'
import type { Row, Values } from '../record.ts'
import { sealedColumns, sealedKeys, type SealedColumn, type SealedKey } from './fields.ts'
import { numberColumns, type NumberColumns } from './number.ts'
import { openValue, sealValue } from './value.ts'

export type SealedColumns = Partial<Record<SealedColumn, Buffer | null> & NumberColumns>

/** The columns of `retiree` for the sensitive fields among these values; absent fields have none. */
export function sealedColumnsOf(vault: Vault, id: number, values: Values): SealedColumns {
  const place = { table: 'retiree', row: id }
  const given = sealedKeys.filter((key) => values[key] !== undefined)
  const sealed = given.map((key) => {
    const value = values[key] ?? null
    return [
      sealedColumns[key],
      value === null ? null : sealValue(vault, place, key, value),
    ] as const
  })
  return {
    ...(Object.fromEntries(sealed) as SealedColumns),
    ...(values.idNumber !== undefined && numberColumns(vault, values.idNumber)),
  }
}

/**
 * The sensitive fields of a row, opened where asked for. Without the master key a value that is there but
 * cannot be read is absent, and only an empty one is null.
 */
export function openedValues(
  vault: Vault,
  row: Pick<Row, 'id' | SealedColumn>,
  wanted: (key: SealedKey) => boolean,
): Partial<Values> {
  const place = { table: 'retiree', row: row.id }
  const found: Partial<Record<SealedKey, string | number | null>> = {}
  for (const key of sealedKeys) {
    const sealed = row[sealedColumns[key]]
    if (sealed === null) found[key] = null
    else if (wanted(key) && vault.open) found[key] = openValue(vault, place, key, sealed)
  }
  return found as Partial<Values>
}

/** The number of a row, where it has one. */
export function numberOf(
  vault: Vault,
  { id, idNumberSealed: sealed }: Pick<Row, 'id' | 'idNumberSealed'>,
): string | null {
  const place = { table: 'retiree', row: id }
  return sealed && String(openValue(vault, place, 'idNumber', sealed))
}
