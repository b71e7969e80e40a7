import type { Timing } from '#src/duties/duty.ts'
import type { DutyRow } from '#src/duties/list.ts'
import { useCall } from '#src/web/useCall.ts'

export const timingWords: Readonly<Record<Timing, string>> = {
  today: '今天到期',
  thisWeek: '本周到期',
  overdue: '逾期',
  upcoming: '以后到期',
}

/** How many rows of each the first page shows. */
const limits: Readonly<Record<Timing, number>> = {
  today: 20,
  thisWeek: 20,
  overdue: 8,
  upcoming: 6,
}

interface Group {
  readonly timing: Timing
  readonly total: number | undefined
}

export interface DueRows {
  readonly rows: readonly DutyRow[]
  readonly groups: readonly Group[]
  /** How many are not shown. */
  readonly more: number
  readonly loading: boolean
  readonly error: unknown
  readonly retry: () => void
}

/** The nearest duties of each timing, of everyone in reach or of one organisation. */
export function useDue(owner: string): DueRows {
  const lists = {
    today: useTiming('today', owner),
    thisWeek: useTiming('thisWeek', owner),
    overdue: useTiming('overdue', owner),
    upcoming: useTiming('upcoming', owner),
  }
  const all = Object.values(lists)
  const rows = all.flatMap(({ data }) => data?.rows ?? [])
  const total = all.reduce((sum, { data }) => sum + (data?.total ?? 0), 0)
  return {
    rows,
    groups: Object.entries(lists).map(([timing, { data }]) => ({
      timing: timing as Timing,
      total: data?.total,
    })),
    more: total - rows.length,
    loading: all.some(({ isPending }) => isPending),
    error: all.find(({ error, data }) => error && !data)?.error ?? undefined,
    retry: () => all.forEach(({ refetch }) => void refetch()),
  }
}

function useTiming(timing: Timing, owner: string) {
  const filters = { timing, ...(owner && { ownerId: Number(owner) }) }
  return useCall('duties.list', { filters, limit: limits[timing] }, { keep: true })
}
