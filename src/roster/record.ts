import type { Selectable } from 'kysely'
import type { DB } from '#src/kernel/tables.gen.ts'
import { birthOfCitizenId } from './citizenId.ts'
import { fields, type FieldKey, type RetireeInput } from './fields.ts'
import { namePinyin } from './pinyin.ts'
import { revolutionaryPeriodOf } from './revolution.ts'

export type Row = Selectable<DB['retiree']>
export type Values = RetireeInput

/** The fields of the master record out of a row of the table. */
export function valuesOf(row: Row): Values {
  const record = row as unknown as Record<string, unknown>
  return Object.fromEntries(fields.map(({ key }) => [key, record[key] ?? null])) as Values
}

const jsonKeys = new Set<string>(fields.filter(({ kind }) => kind === 'json').map(({ key }) => key))

/** The values as columns: objects as JSON text. */
export function columnsOf(values: Values): Record<string, unknown> {
  return Object.fromEntries(
    Object.entries(values)
      .filter(([, value]) => value !== undefined)
      .map(([key, value]) => [key, jsonKeys.has(key) && value ? JSON.stringify(value) : value]),
  )
}

/** Columns that follow from the fields and are never typed in. */
export function derivedColumns(values: Values) {
  const { fullName, idType, idNumber, revolutionJoin } = values
  const isCitizenId = (idType ?? 'citizenId') === 'citizenId'
  return {
    ...namePinyin(fullName ?? ''),
    birthId: (isCitizenId && idNumber && birthOfCitizenId(idNumber)) || null,
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
