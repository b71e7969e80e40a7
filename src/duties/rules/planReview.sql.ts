import { sql } from 'kysely'
import { ownerOf, type Rule } from '#src/duties/rule.ts'

/**
 * 一人一策 (requirement C08-11): a service plan is looked at again every so many months, half a year by
 * default. A review before the time leaves nothing owed; a plan that ends withdraws what is open.
 * `period` is the row of the plan.
 */
export const planReview: Rule = {
  code: 'planReview',
  query: (horizon) => sql`
    select o.* from (
      select p.id as retiree_id, s.id as period, ${ownerOf('y.owner')} as owner_id, y.policy_id,
        d.due_on - (y.value ->> 'windowDays')::integer as from_on, d.due_on,
        case s.next_kind when 'ended' then least(p.end_on, s.next_on) else p.end_on end as end_on,
        case when s.next_kind <> 'ended' then s.next_on end as closed_on,
        case when s.next_kind <> 'ended' then s.next_id::bigint end as closed_by
      from person p join (
        select *, lead(made_on) over w as next_on, lead(kind) over w as next_kind,
          lead(id) over w as next_id
        from service_plan where retiree_id in (select id from person)
        window w as (partition by retiree_id order by made_on, id)
      ) s on s.retiree_id = p.id and s.kind <> 'ended'
      join span y on y.home_id = p.home_id and y.code = 'planReview'
        and s.made_on between y.from_on and y.to_on
      cross join lateral (select (s.made_on
        + make_interval(months => (y.value ->> 'reviewMonths')::integer))::date as due_on) d
    ) o
    where o.from_on <= ${horizon}::date and (o.end_on is null or o.end_on >= o.from_on)
      and (o.closed_on is null or o.closed_on >= o.from_on)`,
}
