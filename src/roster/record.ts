import type { Selectable } from 'kysely'
import type { DB } from '#src/kernel/tables.gen.ts'
import type { Vault } from '#src/kernel/vault.ts'
import { birthOfCitizenId } from './citizenId.ts'
import { fields, type FieldKey, type RetireeInput } from './fields.ts'
import { namePinyin } from './pinyin.ts'
import { revolutionaryPeriodOf } from './revolution.ts'
import { openedValues, sealedColumnsOf } from './sealing/columns.ts'
import { isSealedKey, type SealedKey } from './sealing/fields.ts'

export type Row = Selectable<DB['retiree']>
export type Values = RetireeInput

const plainKeys = fields.map(({ key }) => key).filter((key) => !isSealedKey(key))

/**
 * The fields of the master record out of a row of the table, the sensitive ones opened where asked for and
 * absent otherwise.
 */
export function valuesOf(
  row: Row,
  vault: Vault,
  wanted: (key: SealedKey) => boolean = () => true,
): Values {
  const record = row as unknown as Record<string, unknown>
  const plain = Object.fromEntries(plainKeys.map((key) => [key, record[key] ?? null]))
  return { ...plain, ...openedValues(vault, row, wanted) } as Values
}

const jsonKeys = new Set<string>(fields.filter(({ kind }) => kind === 'json').map(({ key }) => key))

/** The values as columns of the row: objects as JSON text, sensitive ones sealed. */
export function columnsOf(values: Values, vault: Vault, id: number): Record<string, unknown> {
  const plain = Object.entries(values)
    .filter(([key, value]) => value !== undefined && !isSealedKey(key))
    .map(([key, value]) => [key, jsonKeys.has(key) && value ? JSON.stringify(value) : value])
  return { ...Object.fromEntries(plain), ...sealedColumnsOf(vault, id, values) }
}

/** Columns that follow from the fields and are never typed in; none from a number that is not at hand. */
export function derivedColumns(values: Values) {
  const { fullName, idType, idNumber, revolutionJoin } = values
  const isCitizenId = (idType ?? 'citizenId') === 'citizenId'
  return {
    ...namePinyin(fullName ?? ''),
    ...(idNumber !== undefined && {
      birthId: (isCitizenId && idNumber && birthOfCitizenId(idNumber)) || null,
    }),
    revolutionaryPeriod: (revolutionJoin && revolutionaryPeriodOf(revolutionJoin)) || null,
  }
}

export interface Difference {
  readonly before: Record<string, unknown>
  readonly after: Record<string, unknown>
}

/** The fields in which `next` differs, with the old and the new value; none is undefined. */
export function differenceOf(current: Values, next: Values): Difference | undefined {
  const keys = (Object.keys(next) as FieldKey[]).filter(
    (key) => next[key] !== undefined && !same(current[key] ?? null, next[key] ?? null),
  )
  if (keys.length === 0) return undefined
  const pick = (values: Values) => Object.fromEntries(keys.map((key) => [key, values[key] ?? null]))
  return { before: pick(current), after: pick(next) }
}

function same(a: unknown, b: unknown): boolean {
  return a === b || JSON.stringify(sorted(a)) === JSON.stringify(sorted(b))
}

function sorted(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(sorted)
  if (value === null || typeof value !== 'object') return value
  return Object.fromEntries(
    Object.entries(value)
      .sort(([a], [b]) => (a < b ? -1 : 1))
      .map(([key, inner]) => [key, sorted(inner)]),
  )
}

/** The record as it stood at the end of a day: later changes taken back, the latest first. */
export function asOf(
  current: Values,
  changes: readonly { effectiveOn: string; before: unknown }[],
  day: string,
): Values {
  return changes
    .filter((change) => change.effectiveOn > day)
    .reduce<Values>((values, change) => ({ ...values, ...(change.before as Values) }), current)
}

/** The column of a property: `birthArchive` is `birth_archive`. */
export const snake = (key: string) => key.replace(/[A-Z]/g, (letter) => `_${letter.toLowerCase()}`)
