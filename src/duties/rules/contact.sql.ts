import { sql, type RawBuilder } from 'kysely'
import { leadDays, type RuleCode } from '#src/duties/duty.ts'
import { ownerOf, type Rule } from '#src/duties/rule.ts'

/**
 * 结对联系 (requirements C08-02, C08-04): whoever is in a contact group is called and visited as often
 * as the policy says, more often by age, management tier and tags as they stand when a period
 * begins. Nobody without a group owes anything here.
 */
export const contactCall: Rule = {
  code: 'contactCall',
  query: (horizon) => owed('contactCall', horizon, anyContact),
}

/** Face to face: at home, in hospital or received in the office. */
export const contactVisit: Rule = {
  code: 'contactVisit',
  query: (horizon) => owed('contactVisit', horizon, metInPerson),
}

const metInPerson = sql`
  select retiree_id, visited_on as happened_on, id from visit
  where way in ('home', 'hospital', 'office')`

/** Calls, messages and letters that reached, and visits of every way. */
export const anyContact = sql`
  select retiree_id, contacted_on as happened_on, id from contact_record where reached
  union all select retiree_id, visited_on, id from visit`

/**
 * `period` is the month in which it begins, as yyyymm. The period in which somebody joins is owed
 * if half of it is left. The first contact since a period began closes it, and with it those that
 * were missed before; who leaves all groups owes nothing more.
 */
function owed(code: RuleCode, horizon: string, acts: RawBuilder<unknown>): RawBuilder<unknown> {
  return sql`
  with island as materialized (
    select p.id, p.home_id, p.managing_unit_id, p.community_id, p.branch_id,
      lower(s.span) as joined_on, greatest(lower(s.span), p.since_on) as from_on,
      least(p.end_on, upper(s.span) - 1) as end_on
    from (
      select retiree_id, range_agg(daterange(valid_from, valid_to)) as spans
      from contact_group_person where retiree_id in (select id from person) group by 1
    ) g cross join lateral unnest(g.spans) s (span) join person p on p.id = g.retiree_id
  ), cadence as materialized (
    select s.*, c.closer, c.months from span s cross join lateral (values
      (false, (s.value ->> 'months')::integer), (true, (s.value ->> 'closerMonths')::integer)
    ) c (closer, months)
    where s.code = ${sql.lit(code)} and c.months > 0
  ), owed as materialized (
    select distinct on (p.id, m.start_on) p.id as retiree_id, m.start_on,
      to_char(m.start_on, 'YYYYMM')::integer as period, ${ownerOf('c.owner')} as owner_id,
      c.policy_id, greatest(m.start_on, p.from_on) as from_on, m.due_on, p.end_on
    from island p join retiree r on r.id = p.id
    join cadence c on c.home_id = p.home_id
    cross join lateral (
      select day::date as start_on,
        (day + make_interval(months => c.months) - interval '1 day')::date as due_on
      from generate_series(date_trunc('year', p.from_on::timestamp),
        ${horizon}::date - ${sql.lit(leadDays)}, interval '1 month') as day
      where (extract(month from day)::integer - 1) % c.months = 0
    ) m
    where m.start_on between c.from_on and c.to_on
      and p.from_on <= m.start_on + (m.due_on - m.start_on) / 2 and p.from_on <= ${horizon}::date
      and (p.end_on is null or p.end_on >= greatest(m.start_on, p.from_on))
      and c.closer = (${closer})
    order by p.id, m.start_on, p.joined_on desc
  ), act as materialized (
    select a.*, lag(a.happened_on) over (
      partition by a.retiree_id order by a.happened_on, a.id) as before_on
    from (select distinct retiree_id from owed) o cross join lateral (
      select x.* from (${acts}) x where x.retiree_id = o.retiree_id offset 0
    ) a
  )
  select o.retiree_id, o.period, o.owner_id, o.policy_id, o.from_on, o.due_on, o.end_on,
    a.happened_on as closed_on, a.id as closed_by
  from owed o left join act a on a.retiree_id = o.retiree_id and a.happened_on >= o.start_on
    and (a.before_on is null or a.before_on < o.start_on)`
}

/** Whether a person, on `r`, is of those contacted more often when a period `m` begins, by `c`. */
const closer = sql`coalesce(
    r.birth_first + make_interval(years => (c.value ->> 'closerAge')::integer) <= m.start_on, false)
  or coalesce(c.value -> 'closerTiers' ? r.management_tier, false)
  or exists (select from tag t where t.retiree_id = p.id and c.value -> 'closerTags' ? t.code
    and t.from_on <= m.start_on and (t.to_on is null or t.to_on >= m.start_on))`

/** Those in a group, when a month begins that a rule comes to know between two horizons. */
export function contactsOpening(after: string, upTo: string): RawBuilder<unknown> {
  const known = (horizon: string) => sql`${horizon}::date - ${sql.lit(leadDays)}`
  return sql`
    select retiree_id from contact_group_person
    where (valid_to is null or valid_to > ${known(after)})
      and date_trunc('month', (${known(upTo)})::timestamp) > (${known(after)})::timestamp`
}

/** For the sentence of a duty, on `d`: the group that answers and the last contact. */
export const contactGrounds = sql`
  case when d.rule in ('contactCall', 'contactVisit') then (
    select g.name from contact_group_person m join contact_group g on g.id = m.group_id
    where m.retiree_id = d.retiree_id and m.valid_to is null order by m.id limit 1)
  end as group_name,
  case d.rule when 'contactCall' then (
    select max(a.happened_on) from (${anyContact}) a where a.retiree_id = d.retiree_id)
  when 'contactVisit' then (
    select max(a.happened_on) from (${metInPerson}) a where a.retiree_id = d.retiree_id)
  end as contacted_on`
