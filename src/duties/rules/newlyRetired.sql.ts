import { sql, type RawBuilder } from 'kysely'
import { ownerOf } from '#src/duties/rule.ts'

/**
 * People who were registered not long after they retired, or before: `from_on` is when both were so.
 * Those who came with an old roster are not new.
 */
export function newlyRetired(code: string, horizon: string): RawBuilder<unknown> {
  return sql`
    select p.id as retiree_id, extract(year from p.retired_first)::integer as period,
      ${ownerOf('s.owner')} as owner_id, s.policy_id, p.since_on as from_on,
      p.since_on + (s.value ->> 'dueDays')::integer as due_on, p.end_on, p.retired_first
    from person p
    join span s on s.home_id = p.home_id and s.code = ${sql.lit(code)}
      and p.since_on between s.from_on and s.to_on
    where p.retired_last >= p.registered_on - ${sql.lit(longestWithin)}
      and p.retired_last >= p.registered_on - (s.value ->> 'withinDays')::integer
      and p.since_on <= ${horizon}::date and (p.end_on is null or p.end_on >= p.since_on)`
}

/** The most that a policy allows for `withinDays`; spares the long retired the look at the policy. */
const longestWithin = 730
