import { sql } from 'kysely'
import { earliest, owedInWindows, visitsFor, type Rule } from '#src/duties/rule.ts'
import { daysOfEveryYear } from './everyYear.sql.ts'

/** 九三: veterans of the war of resistance are visited before or on 3 September (C08-14, C01-21). */
export const victoryDay93: Rule = {
  code: 'victoryDay93',
  query: (horizon) =>
    owedInWindows({
      windows: victoryDay93.windows!(earliest, horizon),
      acts: visitsFor('commemoration'),
      only: sql`exists (select from tag t where t.retiree_id = p.id and t.code = 'warVeteran'
        and t.from_on <= w.due_on and (t.to_on is null or t.to_on >= w.due_on))`,
    }),
  windows: (since, horizon) => sql`
    select s.home_id, y.year as period, s.policy_id, s.owner,
      y.day - (s.value ->> 'windowDays')::integer as from_on, y.day as due_on
    from (${daysOfEveryYear(9, 3, since, horizon)}) y
    join span s on s.code = 'victoryDay93' and y.day between s.from_on and s.to_on
    where y.day >= ${since} and y.day - (s.value ->> 'windowDays')::integer <= ${horizon}::date`,
}
