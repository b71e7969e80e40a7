import { sql, type RawBuilder } from 'kysely'
import { earliest, ownerOf, visitsFor, type Rule } from '#src/duties/rule.ts'

/**
 * 重要寿辰: at the ages that the policy names, on or before the celebrated day (rules §C08). The
 * age counts from the archive's birth year, by lunar years for a lunar birthday; 虚岁 is one more.
 * A lunar day lies in its leap month when the year has it, else in the ordinary month; the
 * thirtieth of a short month is its last day; 29 February is the 28th in common years. An age is
 * celebrated once, even if the policy changes from one count to the other in between.
 */
export const milestoneBirthday: Rule = {
  code: 'milestoneBirthday',
  query: (horizon) => sql`
    with owed as materialized (${owed(horizon)}), met as (
      select distinct on (o.retiree_id, o.period) o.retiree_id, o.period,
        a.happened_on as closed_on, a.id as closed_by
      from owed o join (${visitsFor('birthday')}) a on a.retiree_id = o.retiree_id
        and a.happened_on >= o.from_on and (o.until_on is null or a.happened_on < o.until_on)
      order by o.retiree_id, o.period, a.happened_on, a.id
    )
    select o.retiree_id, o.period, o.owner_id, o.policy_id, o.from_on, o.due_on, o.end_on,
      m.closed_on, m.closed_by
    from owed o left join met m using (retiree_id, period)`,
}

/** A visit counts for an age until the next milestone opens. */
function owed(horizon: string): RawBuilder<unknown> {
  return sql`
  select d.*, lead(d.from_on) over (partition by d.retiree_id order by d.due_on) as until_on
  from (
    select distinct on (o.id, o.age) o.id as retiree_id, o.age as period, o.owner_id, o.policy_id,
      o.due_on - o.window_days as from_on, o.due_on, o.end_on
    from (
      with turning as materialized (${turning(horizon)})
      select p.id, t.age, ${ownerOf('t.owner')} as owner_id, t.policy_id, t.window_days,
        p.end_on, p.since_on, t.from_on as holds_from, t.to_on as holds_to,
        case when p.is_lunar then (${lunarDay}) else ${solarDay} end as due_on
      from person p join turning t on t.home_id = p.home_id and t.birth_year = p.birth_year
      where p.month is not null and t.year >= p.since_year - p.is_lunar::integer
      offset 0
    ) o
    where o.due_on between o.holds_from and o.holds_to and o.due_on >= o.since_on
      and o.due_on - o.window_days <= ${horizon}::date
      and (o.end_on is null or o.end_on >= o.due_on - o.window_days)
    order by o.id, o.age, o.due_on
  ) d`
}

/** Who turns which age in which year, by year of birth, under the policy of each bureau. */
function turning(horizon: string): RawBuilder<unknown> {
  return sql`
  select s.home_id, s.policy_id, s.owner, s.from_on, s.to_on, s.window_days, a.age, y.year,
    y.year - a.age + s.nominal as birth_year
  from (
    select *, (value ->> 'windowDays')::integer as window_days,
      (value ->> 'ageStyle' = 'nominal')::integer as nominal
    from span where code = 'milestoneBirthday'
  ) s
  cross join lateral (select jsonb_array_elements_text(s.value -> 'ages')::integer as age) a
  cross join lateral generate_series(extract(year from ${earliest})::integer - 1,
    extract(year from ${horizon}::date + s.window_days)::integer) as y (year)
  where s.from_on <= make_date(y.year + 1, 12, 31) and s.to_on >= make_date(y.year, 1, 1)`
}

const solarDay = sql`make_date(t.year, p.month, case when p.month = 2 and p.dom = 29
  and (t.year % 4 <> 0 or t.year % 100 = 0 and t.year % 400 <> 0) then 28 else p.dom end)`

const lunarDay = sql`
  select l.day from lunar_day l
  where l.year = t.year and l.month = p.month and (not l.leap or p.is_leap)
    and l.dom between p.dom - 1 and p.dom and (l.dom = p.dom or l.is_last)
  order by l.leap desc, l.dom desc limit 1`
