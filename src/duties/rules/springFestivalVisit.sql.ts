import { sql } from 'kysely'
import { earliest, owedInWindows, visitsFor, type Rule } from '#src/duties/rule.ts'

/** 春节: from 腊月初八 (by policy) to 除夕, be it the 29th or the 30th (rules §C08). */
export const springFestivalVisit: Rule = {
  code: 'springFestivalVisit',
  query: (horizon) =>
    owedInWindows({
      windows: springFestivalVisit.windows!(earliest, horizon),
      acts: visitsFor('springFestival'),
    }),
  windows: (since, horizon) => sql`
    select s.home_id, eve.year + 1 as period, s.policy_id, s.owner,
      opening.day as from_on, eve.day as due_on
    from lunar_day eve
    join span s on s.code = 'springFestivalVisit' and eve.day between s.from_on and s.to_on
    join lunar_day opening on opening.year = eve.year and opening.month = 12 and not opening.leap
      and opening.dom = (s.value ->> 'fromLunarDay')::integer
    where eve.month = 12 and eve.is_last and eve.day >= ${since}
      and opening.day <= ${horizon}::date`,
}
