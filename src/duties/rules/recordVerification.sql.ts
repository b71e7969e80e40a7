import { sql } from 'kysely'
import { earliest, owedInWindows, type Rule } from '../rule.ts'
import { daysOfEveryYear } from './everyYear.sql.ts'

/**
 * The yearly campaign: every record is checked with the person between two days of the year
 * (requirements C01-07). A check shortly before the campaign counts, and so does registration.
 */
export const recordVerification: Rule = {
  code: 'recordVerification',
  query: (horizon) => sql`
    with owed as (
      ${owedInWindows(recordVerification.windows!(earliest, horizon), notFresh)}
    ), met as (
      select distinct on (o.retiree_id, o.period) o.retiree_id, o.period,
        v.verified_on as closed_on, v.id as closed_by
      from owed o
      join policy s on s.id = o.policy_id
      join verification v on v.retiree_id = o.retiree_id
        and v.verified_on >= o.from_on - (s.value ->> 'freshDays')::integer
        and (o.until_on is null or v.verified_on < o.until_on)
      order by o.retiree_id, o.period, v.verified_on, v.id
    )
    select o.retiree_id, o.period, o.owner_id, o.policy_id, o.from_on, o.due_on, o.end_on,
      m.closed_on, m.closed_by
    from owed o left join met m using (retiree_id, period)`,
  windows: (since, horizon) => sql`
    select s.home_id, y.year as period, s.policy_id, s.owner,
      (y.year || '-' || (s.value ->> 'from'))::date as from_on,
      (y.year || '-' || (s.value ->> 'due'))::date as due_on,
      (s.value ->> 'freshDays')::integer as fresh_days
    from (${daysOfEveryYear(1, 1, since, horizon)}) y
    join span s on s.code = 'recordVerification'
      and (y.year || '-' || (s.value ->> 'from'))::date between s.from_on and s.to_on
    where (y.year || '-' || (s.value ->> 'due'))::date >= ${since}
      and (y.year || '-' || (s.value ->> 'from'))::date <= ${horizon}::date`,
}

const notFresh = sql`p.registered_on < o.from_on - o.fresh_days`
