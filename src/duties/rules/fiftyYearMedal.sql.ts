import { sql } from 'kysely'
import { firstDayOf } from '#src/duties/person.sql.ts'
import { earliest, owedInWindows, type Rule } from '#src/duties/rule.ts'
import { daysOfEveryYear } from './everyYear.sql.ts'

/**
 * “光荣在党50年”: members alive on 1 July whose 党龄 reaches fifty years by that day, in the first
 * such year, since 2021 (rules §C04). Closed when the medal stands among the person's honours.
 */
export const fiftyYearMedal: Rule = {
  code: 'fiftyYearMedal',
  query: (horizon) => sql`
    with owed as materialized (
      ${owedInWindows({
        windows: fiftyYearMedal.windows!(earliest, horizon),
        acts: sql`select null::bigint as retiree_id, null::date as happened_on, null::bigint as id
          where false`,
        only: sql`p.medal_year = w.period`,
      })}
    ), medal as (
      select distinct on (o.retiree_id) o.retiree_id,
        coalesce(case when is_partial_date(h.entry ->> 'on') then ${firstDayOf('h.given')} end,
          o.from_on) as closed_on
      from owed o join retiree r on r.id = o.retiree_id
      cross join lateral (
        select entry, entry ->> 'on' as given from jsonb_array_elements(r.honours) entry
      ) h
      where h.entry ->> 'title' like '%在党50年%' or h.entry ->> 'title' like '%在党五十年%'
      order by o.retiree_id, 2
    )
    select o.retiree_id, o.period, o.owner_id, o.policy_id, o.from_on, o.due_on, o.end_on,
      m.closed_on, null::bigint as closed_by
    from owed o left join medal m using (retiree_id)`,
  windows: (since, horizon) => sql`
    select s.home_id, y.year as period, s.policy_id, s.owner,
      y.day - (s.value ->> 'windowDays')::integer as from_on, y.day as due_on
    from (${daysOfEveryYear(7, 1, since, horizon)}) y
    join span s on s.code = 'fiftyYearMedal' and y.day between s.from_on and s.to_on
    where y.year >= 2021 and y.day >= ${since}
      and y.day - (s.value ->> 'windowDays')::integer <= ${horizon}::date`,
}
