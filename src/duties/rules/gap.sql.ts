import { sql, type RawBuilder } from 'kysely'
import { livedToSee, ownerOf } from '../rule.ts'

/** What fills a gap: `(retiree_id, valid_from, valid_to, recorded_on, id)`, days half-open. */
export function tiesOf(kind: string): RawBuilder<unknown> {
  return sql`(select retiree_id, valid_from, valid_to, recorded_on, id
    from tie where kind = ${sql.lit(kind)})`
}

/**
 * What the record lacks. A gap begins on the day from which it should be filled, when nothing that
 * fills it was on record by then, or when what filled it ended and nothing follows. It closes on
 * the day the next is on record. `period` is the day it began, as yyyymmdd.
 */
export function gapRule(
  code: string,
  fillers: RawBuilder<unknown>,
  horizon: string,
  { only = sql`true`, since = sql`p.registered_on` } = {},
): RawBuilder<unknown> {
  return sql`
    with concerned as (select p.*, ${since} as should_on from person p where ${only}),
    gap as (
      select p.id, p.should_on as from_on, date '-infinity' as after_on from concerned p
      where not exists (select from ${fillers} f where f.retiree_id = p.id
        and f.recorded_on <= p.should_on and (f.valid_to is null or f.valid_to > p.should_on))
      union
      select p.id, f.valid_to, f.valid_to from concerned p
      join ${fillers} f on f.retiree_id = p.id and f.valid_to is not null and f.valid_to > p.should_on
      where not exists (select from ${fillers} n where n.retiree_id = p.id
        and n.valid_from <= f.valid_to and (n.valid_to is null or n.valid_to > f.valid_to))
    ), owed as (
      select p.id as retiree_id, to_char(o.from_on, 'YYYYMMDD')::integer as period,
        ${ownerOf('s.owner')} as owner_id, s.policy_id, o.from_on,
        o.from_on + (s.value ->> 'dueDays')::integer as due_on, p.end_on, o.after_on
      from gap o join person p on p.id = o.id
      join span s on s.home_id = p.home_id and s.code = ${sql.lit(code)}
        and o.from_on between s.from_on and s.to_on
      where o.from_on <= ${horizon}::date and ${livedToSee}
    ), met as (
      select distinct on (o.retiree_id, o.period) o.retiree_id, o.period,
        greatest(f.recorded_on, f.valid_from, o.from_on) as closed_on, f.id as closed_by
      from owed o join ${fillers} f on f.retiree_id = o.retiree_id and f.valid_from > o.after_on
        and (f.valid_to is null or f.valid_to > o.from_on)
      order by o.retiree_id, o.period, greatest(f.recorded_on, f.valid_from, o.from_on), f.id
    )
    select o.retiree_id, o.period, o.owner_id, o.policy_id, o.from_on, o.due_on, o.end_on,
      m.closed_on, m.closed_by
    from owed o left join met m using (retiree_id, period)`
}
