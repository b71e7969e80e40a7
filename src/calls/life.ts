import type { CallLife, CallState, Closing } from './call.ts'

export const lifeColumns = [
  'state',
  'isDrill',
  'presses',
  'receivedAt',
  'lastPressAt',
  'shownAt',
  'acknowledgedAt',
  'acknowledgedBy',
  'dispatchedAt',
  'arrivedAt',
  'closedAt',
  'closedBy',
  'closing',
  'escalateAt',
] as const

type LifeRow = Omit<CallLife, 'state' | 'closing'> & {
  readonly state: string
  readonly closing: string | null
}

/** The life of a call out of its row. */
export function lifeOf(row: LifeRow): CallLife {
  const entries = lifeColumns.map((column) => [column, row[column]])
  const life = Object.fromEntries(entries) as Omit<CallLife, 'state' | 'closing'>
  return { ...life, state: row.state as CallState, closing: row.closing as Closing | null }
}
