import { fieldOf, fields, type FieldKey, type RetireeInput } from '#src/roster/fields.ts'
import type { Field } from '#src/roster/fields/field.ts'

type Given = Readonly<Record<string, unknown>>

/** Stored values as a form shows them: nothing is empty text, 不详 or no rows. */
export function formValues(values: Given, keys: readonly FieldKey[] = allKeys): Given {
  return Object.fromEntries(
    fields
      .filter(({ key }) => keys.includes(key))
      .map((field) => [field.key, shown(field, values[field.key])]),
  )
}

const allKeys = fields.map(({ key }) => key)
const noBirthday = { calendar: '', month: null, day: null, leap: false }

function shown({ key, kind, whenBlank }: Field, value: unknown): unknown {
  if (key === 'birthCelebrated') return value ?? noBirthday
  if (kind === 'json') return ((value ?? []) as Given[]).map(blankedRow)
  if (kind === 'bool') return value ?? whenBlank ?? null
  if (kind === 'money') return value ?? null
  if (kind === 'int') return value ?? null
  return value ?? ''
}

function blankedRow(row: Given): Given {
  return Object.fromEntries(Object.entries(row).map(([key, value]) => [key, value ?? '']))
}

/** What a form holds, without rows left empty and without a birthday of no calendar. */
export function tidied(form: unknown): unknown {
  if (typeof form !== 'object' || form === null) return form
  const entries = Object.entries(form).map(([key, value]) => [key, tidiedValue(key, value)])
  return Object.fromEntries(entries)
}

function tidiedValue(key: string, value: unknown): unknown {
  if (Array.isArray(value)) return value.filter((row: Given) => Object.values(row).some(Boolean))
  if (key !== 'birthCelebrated' || !value) return value
  return (value as Given)['calendar'] ? value : null
}

/** Of these fields, those in which `next` differs from `current`; what is emptied becomes null. */
export function changesOf(
  current: RetireeInput,
  next: RetireeInput,
  keys: readonly FieldKey[] = allKeys,
): RetireeInput {
  const changed = keys.filter(
    (key) => answer(current[key] ?? blankOf(key)) !== answer(next[key] ?? blankOf(key)),
  )
  return Object.fromEntries(changed.map((key) => [key, next[key] ?? null])) as RetireeInput
}

/** What an emptied field holds. */
function blankOf(key: FieldKey): string | boolean | undefined {
  return fieldOf(key).whenBlank
}

/** A no is another answer than none. */
function answer(value: unknown): string {
  return value === false ? 'no' : text(value)
}

/** Equal for equal content: no order of keys; inside a row nothing and false are alike, too. */
function text(value: unknown): string {
  if (value === undefined || value === null || value === false) return ''
  if (Array.isArray(value)) return value.map(text).join('\n')
  if (typeof value !== 'object') return JSON.stringify(value)
  return Object.entries(value)
    .filter(([, inner]) => text(inner) !== '')
    .map(([key, inner]) => `${key}=${text(inner)}`)
    .sort()
    .join('\t')
}
