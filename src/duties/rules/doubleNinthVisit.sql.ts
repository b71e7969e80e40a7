import { sql } from 'kysely'
import { earliest, owedInWindows, visitsFor, type Rule } from '#src/duties/rule.ts'

/** 重阳, 九月初九, 老年节 (老年人权益保障法 Art. 12): some days before, to the day. */
export const doubleNinthVisit: Rule = {
  code: 'doubleNinthVisit',
  query: (horizon) =>
    owedInWindows({
      windows: doubleNinthVisit.windows!(earliest, horizon),
      acts: visitsFor('doubleNinth'),
    }),
  windows: (since, horizon) => sql`
    select s.home_id, ninth.year::integer as period, s.policy_id, s.owner,
      ninth.day - (s.value ->> 'windowDays')::integer as from_on, ninth.day as due_on
    from lunar_day ninth
    join span s on s.code = 'doubleNinthVisit' and ninth.day between s.from_on and s.to_on
    where ninth.month = 9 and ninth.dom = 9 and not ninth.leap and ninth.day >= ${since}
      and ninth.day - (s.value ->> 'windowDays')::integer <= ${horizon}::date`,
}
