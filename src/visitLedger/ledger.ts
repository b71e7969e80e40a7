import * as z from 'zod'
import { addYears } from '#src/kernel/day.ts'
import type { TicketCategory } from '#src/tickets/ticket.ts'
import type { GiftKind } from '#src/visits/found.ts'
import { visitReasons, visitWays, type VisitReason, type VisitWay } from '#src/visits/visit.ts'

const day = (title: string) => z.iso.date(`请填写${title}，例如 2026-11-21`)
const keysOf = <T extends object>(labels: T) => Object.keys(labels) as (keyof T & string)[]

/** The conditions of 走访台账; none is everything within reach. */
export const LedgerFilters = z
  .strictObject({
    from: day('开始日期').optional(),
    to: day('截止日期').optional(),
    reason: z.enum(keysOf(visitReasons), '没有这种事由').optional(),
    way: z.enum(keysOf(visitWays), '没有这种方式').optional(),
    /** Recorded by this organisation or one below it. */
    orgId: z.int('请选择登记单位').optional(),
    /** Part of the visitors' or the leaders' names. */
    visitor: z.string().trim().max(40, '走访人最多 40 个字').optional(),
    /** Part of the person's name, its pinyin or initials. */
    name: z.string().trim().max(40, '姓名最多 40 个字').optional(),
    withNeeds: z.boolean().optional(),
    withGift: z.boolean().optional(),
    withLeaders: z.boolean().optional(),
  })
  .refine(({ from, to }) => !from || !to || from <= to, {
    path: ['to'],
    message: '截止日期不能早于开始日期',
  })
export type LedgerFilters = z.output<typeof LedgerFilters>

/** The day and number of the row at the edge of a page. */
const Cursor = z.tuple([z.iso.date(), z.int()])
export type LedgerCursor = z.output<typeof Cursor>

export const ListLedger = z.strictObject({
  filters: LedgerFilters.prefault({}),
  after: Cursor.optional(),
  before: Cursor.optional(),
  limit: z.int().min(1, '每页至少 1 行').max(200, '每页最多 200 行').default(50),
})

export interface LedgerRow {
  readonly id: number
  readonly retireeId: number
  readonly fullName: string
  readonly visitedOn: string
  readonly reasons: readonly VisitReason[]
  readonly way: VisitWay
  readonly visitors: string
  readonly leaders: string | null
  readonly nextContactOn: string | null
  readonly org: string | null
  readonly recordedBy: string | null
  /** Absent where only the notes of one's own organisation are seen. */
  readonly gift: LedgerGift | null
  readonly needs: readonly TicketCategory[]
}

export interface LedgerGift {
  readonly kind: GiftKind
  readonly what: string | null
  readonly amountFen: number | null
  readonly receiptNo: string | null
  readonly signedBy: string | null
}

/** Sums over all rows of the conditions, not the page; gifts as far as they may be seen. */
export interface LedgerTotals {
  readonly visits: number
  readonly people: number
  readonly gifts: number
  readonly moneyFen: number
  readonly goodsFen: number
  readonly needs: number
}

export interface LedgerPage {
  readonly rows: readonly LedgerRow[]
  readonly totals: LedgerTotals
  readonly next?: LedgerCursor
  readonly previous?: LedgerCursor
}

/** A year up to a day: what the ledger shows at first. */
export function usualSpan(today: string): { from: string; to: string } {
  return { from: addYears(today, -1), to: today }
}
