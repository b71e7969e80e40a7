import * as z from 'zod'
import type { Arrangement, Channel } from './words.ts'

/** The lists of stays that one chooses between. */
export const stayViews = { now: '住院中', out: '近 30 天出院', all: '全部' } as const
export type StayView = keyof typeof stayViews

export const ListStays = z.strictObject({
  view: z.enum(Object.keys(stayViews) as StayView[], '没有这种名单').default('now'),
  text: z.string().trim().max(60, '查找内容太长').optional(),
  offset: z.int().min(0).max(100_000).default(0),
  limit: z.int().min(1).max(200).default(50),
})
export type ListStays = z.output<typeof ListStays>

/** A stay in a list; the place is withheld of people under special protection. */
export interface StayRow {
  readonly id: number
  readonly retireeId: number
  readonly fullName: string
  readonly unit: string | null
  readonly admittedOn: string
  readonly dischargedOn: string | null
  readonly expectedUntil: string | null
  readonly hospital: string | null
  readonly ward: string | null
  readonly bed: string | null
  readonly channel: Channel
  readonly transport: Arrangement
  readonly escort: Arrangement
  /** Days in hospital, both ends counted. */
  readonly days: number
  /** Until when the next visit is owed; null where none is. */
  readonly visitDueOn: string | null
}

export interface StayPage {
  readonly rows: readonly StayRow[]
  readonly total: number
}

export interface InHospital {
  readonly count: number
  /** Of whom a visit is overdue. */
  readonly overdue: number
  /** Of whom transport or escort is still to be arranged. */
  readonly toArrange: number
}
