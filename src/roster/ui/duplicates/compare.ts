import { fields, showValue, type FieldKey, type RetireeInput } from '#src/roster/fields.ts'

export interface Difference {
  readonly key: FieldKey
  readonly title: string
  readonly kept: string
  readonly dropped: string
}

/** Fields in which both records say something, and not the same. */
export function contradictions(keep: RetireeInput, drop: RetireeInput): readonly Difference[] {
  return compared(keep, drop).filter(({ kept, dropped }) => kept && dropped && kept !== dropped)
}

/** Fields that only the record to be dropped has: they are taken over by themselves. */
export function additions(keep: RetireeInput, drop: RetireeInput): readonly Difference[] {
  return compared(keep, drop).filter(({ kept, dropped }) => !kept && dropped)
}

function compared(keep: RetireeInput, drop: RetireeInput): readonly Difference[] {
  return fields.map(({ key, title }) => ({
    key,
    title,
    kept: showValue(key, keep[key]),
    dropped: showValue(key, drop[key]),
  }))
}
