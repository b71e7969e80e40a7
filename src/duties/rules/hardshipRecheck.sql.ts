import { sql } from 'kysely'
import { ownerOf, type Rule } from '#src/duties/rule.ts'

/** 困难帮扶年度复核: a year after the approval or the last review, until the aid ends (requirements C09-01). */
export const hardshipRecheck: Rule = {
  code: 'hardshipRecheck',
  query: (horizon) => sql`
    with mark as (
      select c.id, c.retiree_id, s.on_day as since, (s.on_day + interval '1 year')::date as due_on,
        lead(s.on_day) over w as closed_on, lead(s.id) over w as closed_by,
        row_number() over w as nth, c.ended_on
      from hardship_case c join hardship_step s on s.case_id = c.id
      where c.stage in ('approved', 'ended') and s.kind in ('approved', 'rechecked')
        and c.retiree_id in (select id from person)
      window w as (partition by c.id order by s.id)
    )
    select m.retiree_id, (m.id * 100 + m.nth)::integer as period, ${ownerOf('s.owner')} as owner_id,
      s.policy_id, m.due_on - (s.value ->> 'windowDays')::integer as from_on, m.due_on,
      m.ended_on as end_on, m.closed_on, m.closed_by
    from mark m join person p on p.id = m.retiree_id
    join span s on s.home_id = p.home_id and s.code = 'hardshipRecheck'
      and m.due_on between s.from_on and s.to_on
    where m.due_on - (s.value ->> 'windowDays')::integer <= ${horizon}::date
      and (m.ended_on is null or m.ended_on >= m.due_on - (s.value ->> 'windowDays')::integer)`,
}
