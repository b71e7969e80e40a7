import { sql, type RawBuilder } from 'kysely'
import { ownerOf } from '../rule.ts'

/**
 * People who were registered not long after they retired, or before: `from_on` is when both were so.
 * Those who came with an old roster are not new.
 */
export function newlyRetired(code: string, horizon: string): RawBuilder<unknown> {
  return sql`
    select p.id as retiree_id, extract(year from p.retired_first)::integer as period,
      ${ownerOf('o.owner')} as owner_id, o.policy_id, p.since_on as from_on,
      p.since_on + (o.value ->> 'dueDays')::integer as due_on, p.end_on, p.retired_first
    from person p
    cross join lateral (
      select s.*, p.since_on as opens_on from span s
      where s.home_id = p.home_id and s.code = ${sql.lit(code)}
        and p.since_on between s.from_on and s.to_on
    ) o
    where p.retired_first is not null and p.since_on <= ${horizon}::date
      and p.retired_last >= p.registered_on - (o.value ->> 'withinDays')::integer
      and (p.end_on is null or p.end_on >= o.opens_on)`
}
