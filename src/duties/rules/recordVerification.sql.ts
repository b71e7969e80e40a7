import { sql } from 'kysely'
import { earliest, owedInWindows, type Rule } from '#src/duties/rule.ts'
import { daysOfEveryYear } from './everyYear.sql.ts'

/**
 * The yearly campaign: every record is checked with the person between two days of the year
 * (requirements C01-07). A check shortly before the campaign counts, and so does registration.
 */
export const recordVerification: Rule = {
  code: 'recordVerification',
  query: (horizon) =>
    owedInWindows({
      windows: recordVerification.windows!(earliest, horizon),
      acts: sql`select v.retiree_id, v.verified_on as happened_on, v.id from verification v`,
      countsFrom: sql`w.from_on - w.fresh_days`,
      only: sql`p.registered_on < w.from_on - w.fresh_days`,
    }),
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
