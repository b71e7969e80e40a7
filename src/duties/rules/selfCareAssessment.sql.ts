import { sql } from 'kysely'
import { earliest, owedInWindows, type Rule } from '#src/duties/rule.ts'
import { daysOfEveryYear } from './everyYear.sql.ts'

/** Everyone of an age is assessed once a year between two days of it (requirements C07-09). */
export const selfCareAssessment: Rule = {
  code: 'selfCareAssessment',
  query: (horizon) =>
    owedInWindows({
      windows: selfCareAssessment.windows!(earliest, horizon),
      acts: sql`select a.retiree_id, a.assessed_on as happened_on, a.id from care_assessment a
        where a.withdrawn_on is null`,
      countsFrom: sql`make_date(w.period, 1, 1)`,
      only: sql`w.period - p.birth_year >= w.from_age`,
    }),
  windows: (since, horizon) => sql`
    select s.home_id, y.year as period, s.policy_id, s.owner,
      (y.year || '-' || (s.value ->> 'from'))::date as from_on,
      (y.year || '-' || (s.value ->> 'due'))::date as due_on,
      (s.value ->> 'fromAge')::integer as from_age
    from (${daysOfEveryYear(1, 1, since, horizon)}) y
    join span s on s.code = 'selfCareAssessment'
      and (y.year || '-' || (s.value ->> 'from'))::date between s.from_on and s.to_on
    where (y.year || '-' || (s.value ->> 'due'))::date >= ${since}
      and (y.year || '-' || (s.value ->> 'from'))::date <= ${horizon}::date`,
}
