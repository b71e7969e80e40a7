import type { Vault } from '#src/kernel/vault.ts'
import type { TieKind } from '#src/orgs/org.ts'
import { fields, type FieldKey } from '../fields.ts'
import { derivedColumns, snake, type Values } from '../record.ts'
import { sealedColumnsOf } from '../sealing/columns.ts'
import { isSealedKey, sealedColumns } from '../sealing/fields.ts'

/** Where the record keeps the current organisation of each tie. */
export const columnOfTie: Readonly<Record<TieKind, string>> = {
  formerUnit: 'former_unit_id',
  payingUnit: 'paying_unit_id',
  managingUnit: 'managing_unit_id',
  community: 'community_id',
  branch: 'branch_id',
}

const columnKeyOf = (key: FieldKey) => (isSealedKey(key) ? sealedColumns[key] : key)
export const fieldColumns = [
  ...fields.map(({ key }) => snake(columnKeyOf(key))),
  'id_lookup',
  'id_tail',
]
export const derived = ['name_pinyin', 'name_initials', 'birth_id', 'revolutionary_period']

/** Columns of a new record; what a file leaves out gets the value that a blank form would have. */
export function columnsOfNew(values: Values, vault: Vault, id: number): Record<string, unknown> {
  const blank = {
    gender: '0',
    idType: 'citizenId',
    retirementCategory: 'tuixiu',
    countsInStatistics: true,
  }
  const given = Object.fromEntries(Object.entries(values).filter(([, value]) => value !== null))
  return jsonColumns({ ...blank, ...given, ...derivedColumns(values) }, vault, id)
}

/** Fields and derived values as the columns of a row in JSON: sensitive ones sealed, bytes in hexadecimal. */
export function jsonColumns(
  values: Record<string, unknown>,
  vault: Vault,
  id: number,
): Record<string, unknown> {
  const plain = Object.entries(values).filter(([key]) => !isSealedKey(key))
  const sealed = Object.entries(sealedColumnsOf(vault, id, values as Values))
  const bytes = (value: unknown) => (Buffer.isBuffer(value) ? `\\x${value.toString('hex')}` : value)
  return Object.fromEntries([...plain, ...sealed].map(([key, value]) => [snake(key), bytes(value)]))
}
