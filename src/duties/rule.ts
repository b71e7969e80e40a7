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

/** A window of the calendar, and when the next one of the same bureau opens. */
export function inOrder(windows: RawBuilder<unknown>): RawBuilder<unknown> {
  return sql`
  select w.*, lead(w.from_on) over (partition by w.home_id order by w.period) as until_on
  from (${windows}) w`
}

interface Windowed {
  /** From `windows` of the rule. */
  readonly windows: RawBuilder<unknown>
  /** What closes it: `(retiree_id, happened_on, id)`. */
  readonly acts: RawBuilder<unknown>
  /** From when an act counts, on `w`; usually the opening. */
  readonly countsFrom?: RawBuilder<unknown>
  /** Who is owed it, on `p`, the person, and `w`, the window. */
  readonly only?: RawBuilder<unknown>
}

/**
 * Everyone on the register before the window ends, and alive and not moved away when it opens.
 * Closed by the first act from the opening until the next window opens.
 */
export function owedInWindows({
  windows,
  acts,
  countsFrom = sql`w.from_on`,
  only = sql`true`,
}: Windowed): RawBuilder<unknown> {
  return sql`
  with w as materialized (${inOrder(windows)}), met as (
    select distinct on (a.retiree_id, w.period) a.retiree_id, w.period,
      a.happened_on as closed_on, a.id as closed_by
    from (${acts}) a join person p on p.id = a.retiree_id
    join w on w.home_id = p.home_id and a.happened_on >= ${countsFrom}
      and (w.until_on is null or a.happened_on < w.until_on)
    order by a.retiree_id, w.period, a.happened_on, a.id
  )
  select p.id as retiree_id, w.period, ${ownerOf('w.owner')} as owner_id, w.policy_id,
    w.from_on, w.due_on, p.end_on, m.closed_on, m.closed_by
  from person p join w on w.home_id = p.home_id
  left join met m on m.retiree_id = p.id and m.period = w.period
  where p.since_on <= w.due_on and (p.end_on is null or p.end_on >= w.from_on) and ${only}`
}

/** Visits for a reason, as acts. */
export function visitsFor(reason: string): RawBuilder<unknown> {
  return sql`select v.retiree_id, v.visited_on as happened_on, v.id from visit v
    where v.reasons @> array[${sql.lit(reason)}]`
}

/**
 * The first visit for a reason to the person of `d`, from `d.counts_from` until `d.counts_to`, as
 * `(closed_on, closed_by)`: for rules that owe few, each is looked up by itself.
 */
export function firstVisit(reason: string): RawBuilder<unknown> {
  return sql`
  left join lateral (
    select v.visited_on as closed_on, v.id as closed_by from visit v
    where v.retiree_id = d.retiree_id and v.reasons @> array[${sql.lit(reason)}]
      and v.visited_on >= d.counts_from and (d.counts_to is null or v.visited_on < d.counts_to)
    order by v.visited_on, v.id limit 1
  ) m on true`
}

/**
 * What ends a duty before its time: the last day of the person, or the end of its ground. A ground
 * that ends after the deadline excuses nothing.
 */
export const endOfGround = sql`least(p.end_on, case when d.over_on <= d.due_on then d.over_on end)`
