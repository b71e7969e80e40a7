import { sql, type RawBuilder } from 'kysely'
import type { RuleCode } from './duty.ts'

/**
 * One rule is one query over `person`, `span` and the facts. It gives
 * `(retiree_id, period, owner_id, policy_id, from_on, due_on, end_on, closed_on, closed_by)` for
 * everything that opens up to and including the horizon.
 */
export interface Rule {
  readonly code: RuleCode
  query(horizon: string): RawBuilder<unknown>
  /**
   * For rules of the calendar: the windows `(home_id, period, policy_id, owner, from_on, due_on)`
   * that fall due on or after a day and open up to the horizon.
   */
  windows?(since: RawBuilder<unknown>, horizon: string): RawBuilder<unknown>
}

/** The organisation that a policy names, or the keeping bureau where the person has no such tie. */
export function ownerOf(kind: string): RawBuilder<unknown> {
  const owner = sql.ref(kind)
  return sql`coalesce(case ${owner} when 'managingUnit' then p.managing_unit_id
    when 'community' then p.community_id when 'branch' then p.branch_id end, p.home_id)`
}

export const earliest = sql`(select min(since_on) from person)`

/** Opened while the person was on the register: alive, and not moved away. */
export const livedToSee = sql`(p.end_on is null or p.end_on >= o.from_on)`

/** Everyone on the register before the window ends owes its duty to the calendar. */
export function owedInWindows(
  windows: RawBuilder<unknown>,
  only: RawBuilder<unknown> = sql`true`,
): RawBuilder<unknown> {
  return sql`
  select p.id as retiree_id, o.period, ${ownerOf('o.owner')} as owner_id, o.policy_id,
    o.from_on, o.due_on, o.until_on, p.end_on
  from (
    select *, lead(from_on) over (partition by home_id order by period) as until_on
    from (${windows}) w
  ) o join person p on p.home_id = o.home_id
  where p.since_on <= o.due_on and ${livedToSee} and ${only}`
}

/** Closed by the first visit for the reason, from the opening until the next period opens. */
export function closedByVisit(owed: RawBuilder<unknown>, reason: string): RawBuilder<unknown> {
  return sql`
  with owed as (${owed}), met as (
    select distinct on (o.retiree_id, o.period) o.retiree_id, o.period,
      v.visited_on as closed_on, v.id as closed_by
    from owed o join visit v on v.retiree_id = o.retiree_id
      and v.reasons @> array[${sql.lit(reason)}]
      and v.visited_on >= o.from_on and (o.until_on is null or v.visited_on < o.until_on)
    order by o.retiree_id, o.period, v.visited_on, v.id
  )
  select o.retiree_id, o.period, o.owner_id, o.policy_id, o.from_on, o.due_on, o.end_on,
    m.closed_on, m.closed_by
  from owed o left join met m using (retiree_id, period)`
}
