import { sql, type RawBuilder } from 'kysely'
import { closedByVisit, earliest, livedToSee, ownerOf, type Rule } from '../rule.ts'

/**
 * 重要寿辰: at the ages that the policy names, on or before the celebrated day (rules §C08). The
 * age counts from the archive's birth year, by lunar years for a lunar birthday; 虚岁 is one more.
 * A lunar day lies in its leap month when the year has it, else in the ordinary month; the
 * thirtieth of a short month is its last day; 29 February is the 28th in common years. An age is
 * celebrated once, even if the policy changes from one count to the other in between.
 */
export const milestoneBirthday: Rule = {
  code: 'milestoneBirthday',
  query: (horizon) =>
    closedByVisit(
      sql`select o.*, lead(o.from_on) over (partition by o.retiree_id order by o.due_on) as until_on
        from (${owed(horizon)}) o`,
      'birthday',
    ),
}

function owed(horizon: string): RawBuilder<unknown> {
  return sql`
  select distinct on (p.id, o.age) p.id as retiree_id, o.age as period,
    ${ownerOf('o.owner')} as owner_id, o.policy_id, o.from_on, o.due_on, p.end_on
  from person p
  join (${promise}) s on s.home_id = p.home_id
  join generate_series(extract(year from ${earliest})::integer - 1,
    extract(year from ${horizon}::date)::integer + 1) as y (year)
    on (y.year - p.birth_year + s.nominal) = any (s.ages)
    and y.year >= extract(year from p.since_on) - 1
  cross join lateral (
    select s.policy_id, s.owner, y.year - p.birth_year + s.nominal as age,
      b.day - s.window_days as from_on, b.day as due_on
    from (${celebratedDay}) b
    where b.day between s.from_on and s.to_on
  ) o
  where p.month is not null and o.due_on >= p.since_on and o.from_on <= ${horizon}::date
    and ${livedToSee}
  order by p.id, o.age, o.due_on`
}

const promise = sql`
  select home_id, from_on, to_on, policy_id, owner, (value ->> 'windowDays')::integer as window_days,
    (value ->> 'ageStyle' = 'nominal')::integer as nominal,
    array(select jsonb_array_elements_text(value -> 'ages')::integer) as ages
  from span where code = 'milestoneBirthday'`

const celebratedDay = sql`
  select make_date(y.year, p.month, case when p.month = 2 and p.dom = 29
    and (y.year % 4 <> 0 or y.year % 100 = 0 and y.year % 400 <> 0) then 28 else p.dom end) as day
  where not p.is_lunar
  union all
  (select l.day from lunar_day l
  where p.is_lunar and l.year = y.year and l.month = p.month and (not l.leap or p.is_leap)
    and (l.dom = p.dom or l.is_last and l.dom < p.dom)
  order by l.leap desc limit 1)`
