import { visitReasons, visitWays, type VisitReason, type VisitWay } from '#src/visits/visit.ts'
import type { LedgerCursor, LedgerFilters } from '../ledger.ts'

/** The conditions as the address keeps them. */
export const ledgerDefaults = {
  from: '',
  to: '',
  reason: '',
  way: '',
  org: '',
  visitor: '',
  name: '',
  needs: false,
  gift: false,
  leaders: false,
  size: 50,
  at: 0,
  after: '',
  before: '',
}
export type LedgerQuery = typeof ledgerDefaults
export const ledgerCursor = ['after', 'before', 'at']

/** The conditions as the server takes them; what the address says wrongly counts as nothing. */
export function filtersOf(q: LedgerQuery): LedgerFilters {
  const day = (text: string) => (/^\d{4}-\d{2}-\d{2}$/.test(text) ? text : undefined)
  const [from, to] = [day(q.from), day(q.to)]
  return {
    ...(from && { from }),
    ...(to && (!from || from <= to) && { to }),
    ...(q.reason in visitReasons && { reason: q.reason as VisitReason }),
    ...(q.way in visitWays && { way: q.way as VisitWay }),
    ...(Number(q.org) > 0 && { orgId: Number(q.org) }),
    ...(q.visitor && { visitor: q.visitor }),
    ...(q.name && { name: q.name }),
    ...(q.needs && { withNeeds: true }),
    ...(q.gift && { withGift: true }),
    ...(q.leaders && { withLeaders: true }),
  }
}

export const cursorText = ([day, id]: LedgerCursor) => `${day}.${id}`

export function readCursor(text: string): LedgerCursor | undefined {
  const [, day, id] = /^(\d{4}-\d{2}-\d{2})\.(\d+)$/.exec(text) ?? []
  return day && id ? [day, Number(id)] : undefined
}
