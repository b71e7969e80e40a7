import { sql, type RawBuilder } from 'kysely'
import type { Database, Tx } from '#src/kernel/db.ts'
import type { CallSource, CallState, Closing } from './call.ts'

/** A call as lists and the desk show it: no address, no number, nothing of health. */
export interface CallRow {
  readonly id: number
  readonly version: number
  readonly state: CallState
  readonly source: CallSource
  readonly isDrill: boolean
  readonly presses: number
  readonly receivedAt: Date
  readonly lastPressAt: Date
  readonly shownAt: Date | null
  readonly acknowledgedAt: Date | null
  readonly acknowledgedBy: number | null
  readonly acknowledgedName: string | null
  readonly dispatchedAt: Date | null
  readonly arrivedAt: Date | null
  readonly closedAt: Date | null
  readonly closing: Closing | null
  readonly level: number
  readonly deskId: number
  readonly deskName: string
  readonly retireeId: number | null
  /** The person; null where the call is not matched yet, or the person is out of reach. */
  readonly name: string | null
  readonly unit: string | null
  readonly community: string | null
  readonly device: string | null
  /** Accounts that the chain has told so far. */
  readonly told: readonly number[]
  readonly toldNames: string | null
  /** The caller said afterwards that it was a mistake. */
  readonly mistaken: boolean
  readonly ticketNumber: string | null
}

/** The columns and tables of a `CallRow`, for any condition on `call`. */
export const callColumns = sql`
  call.id, call.version, call.state, call.source, call.is_drill, call.presses, call.received_at,
  call.last_press_at, call.shown_at, call.acknowledged_at, call.acknowledged_by,
  taker.name as acknowledged_name, call.dispatched_at, call.arrived_at, call.closed_at, call.closing,
  call.level, call.desk_id, desk.name as desk_name, retiree.id as retiree_id,
  retiree.full_name as name, unit.name as unit, community.name as community, device.name as device,
  coalesce(steps.told, '{}') as told, steps.told_names, coalesce(steps.mistaken, false) as mistaken,
  call.ticket_number`

export const callTables = sql`
  call join org desk on desk.id = call.desk_id
  left join retiree on retiree.id = call.retiree_id
  left join org unit on unit.id = retiree.managing_unit_id
  left join org community on community.id = retiree.community_id
  left join call_device device on device.id = call.device_id
  left join account taker on taker.id = call.acknowledged_by
  left join lateral (
    select array_agg(distinct t.id) filter (where t.id is not null) as told,
      string_agg(distinct t.name, '、') as told_names, bool_or(s.kind = 'mistaken') as mistaken
    from call_step s left join account t on t.id = any (s.told) where s.call_id = call.id
  ) steps on true`

/** The calls under a condition, in an order. */
export async function callRows(
  db: Database | Tx,
  where: RawBuilder<boolean>,
  order: RawBuilder<unknown>,
  limit: number,
): Promise<CallRow[]> {
  const { rows } = await sql<CallRow>`
    select ${callColumns} from ${callTables} where ${where} order by ${order} limit ${limit}`.execute(
    db,
  )
  return rows
}
