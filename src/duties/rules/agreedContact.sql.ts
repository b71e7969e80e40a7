import { sql, type RawBuilder } from 'kysely'
import { ownerOf, type Rule } from '#src/duties/rule.ts'
import { anyContact } from './contact.sql.ts'

const agreed = sql`
  select retiree_id, contacted_on as made_on, next_on from contact_record where next_on is not null
  union all
  select retiree_id, visited_on, next_contact_on from visit where next_contact_on is not null`

/**
 * What was agreed is kept (requirements C08-12, follow-ups): a day named at a visit or on the
 * telephone is owed, and closed by the first contact from shortly before that day on. `period` is the
 * day, as yyyymmdd.
 */
export const agreedContact: Rule = {
  code: 'agreedContact',
  query: (horizon) => sql`
    with o as materialized (
      select distinct on (p.id, a.next_on) p.id as retiree_id, a.made_on,
        to_char(a.next_on, 'YYYYMMDD')::integer as period, ${ownerOf('s.owner')} as owner_id,
        s.policy_id, greatest(a.next_on - (s.value ->> 'windowDays')::integer, a.made_on) as from_on,
        a.next_on as due_on, p.end_on
      from person p join (${agreed}) a on a.retiree_id = p.id
      join span s on s.home_id = p.home_id and s.code = 'agreedContact'
        and a.next_on between s.from_on and s.to_on
      order by p.id, a.next_on, a.made_on
    )
    select o.retiree_id, o.period, o.owner_id, o.policy_id, o.from_on, o.due_on, o.end_on,
      m.happened_on as closed_on, m.id as closed_by
    from o left join lateral (
      select c.happened_on, c.id from (${anyContact}) c
      where c.retiree_id = o.retiree_id and c.happened_on >= o.from_on
        and c.happened_on > o.made_on
      order by c.happened_on, c.id limit 1
    ) m on true
    where o.from_on <= ${horizon}::date and o.due_on >= o.made_on
      and (o.end_on is null or o.end_on >= o.from_on)`,
}

/** Those with a day agreed that is still to come; the policy says how early it is listed. */
export function agreedOpening(after: string): RawBuilder<unknown> {
  return sql`select a.retiree_id from (${agreed}) a where a.next_on > ${after}::date`
}
