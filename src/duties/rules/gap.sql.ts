import { sql, type RawBuilder } from 'kysely'
import { ownerOf } from '#src/duties/rule.ts'

/** What fills a gap: `(retiree_id, valid_from, valid_to, recorded_on, id)`, days half-open. */
export function tiesOf(kind: string): RawBuilder<unknown> {
  return sql`(select retiree_id, valid_from, valid_to, recorded_on, id
    from tie where kind = ${sql.lit(kind)})`
}

interface Gap {
  /** What a person must be for the record to need it. */
  readonly only?: RawBuilder<unknown>
  /** From when the record needs it. */
  readonly since?: RawBuilder<unknown>
  /** Whose first gap is another rule's concern. */
  readonly spare?: RawBuilder<unknown>
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
  { only = sql`true`, since = sql`p.registered_on`, spare = sql`false` }: Gap,
): RawBuilder<unknown> {
  return sql`
    with concerned as materialized (
      select p.*, ${since} as should_on from person p where ${only}
    ), filler as materialized (
      select f.* from ${fillers} f join concerned c on c.id = f.retiree_id
    ), gap as (
      select p.*, p.should_on as from_on, date '-infinity' as after_on from concerned p
      where not ${spare} and not exists (select from filler f where f.retiree_id = p.id
        and f.recorded_on <= p.should_on and (f.valid_to is null or f.valid_to > p.should_on))
      union all
      select distinct on (p.id, f.valid_to) p.*, f.valid_to, f.valid_to from concerned p
      join filler f on f.retiree_id = p.id and f.valid_to > p.should_on
      where not exists (select from filler n where n.retiree_id = p.id
        and n.valid_from <= f.valid_to and (n.valid_to is null or n.valid_to > f.valid_to))
    ), owed as (
      select p.id as retiree_id, to_char(p.from_on, 'YYYYMMDD')::integer as period,
        ${ownerOf('s.owner')} as owner_id, s.policy_id, p.from_on,
        p.from_on + (s.value ->> 'dueDays')::integer as due_on, p.end_on, p.after_on
      from gap p
      join span s on s.home_id = p.home_id and s.code = ${sql.lit(code)}
        and p.from_on between s.from_on and s.to_on
      where p.from_on <= ${horizon}::date and (p.end_on is null or p.end_on >= p.from_on)
    ), met as (
      select distinct on (o.retiree_id, o.period) o.retiree_id, o.period,
        greatest(f.recorded_on, f.valid_from, o.from_on) as closed_on, f.id as closed_by
      from owed o join filler f on f.retiree_id = o.retiree_id and f.valid_from > o.after_on
        and (f.valid_to is null or f.valid_to > o.from_on)
      order by o.retiree_id, o.period, greatest(f.recorded_on, f.valid_from, o.from_on), f.id
    )
    select o.retiree_id, o.period, o.owner_id, o.policy_id, o.from_on, o.due_on, o.end_on,
      m.closed_on, m.closed_by
    from owed o left join met m using (retiree_id, period)`
}
