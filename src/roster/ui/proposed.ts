import { fieldOf, isFieldKey, showValue, type FieldKey } from '#src/roster/fields.ts'

/** The fields that a request wants changed. */
export function proposedKeys(proposed: unknown): FieldKey[] {
  return Object.keys((proposed ?? {}) as object).filter(isFieldKey)
}

/** 手机改为 139…, a line for each. */
export function proposedLines(proposed: unknown): string[] {
  return proposedKeys(proposed).map((key) => {
    const value = showValue(key, (proposed as Record<string, unknown>)[key])
    return `${fieldOf(key).title}${value ? `改为 ${value}` : '清空'}`
  })
}
