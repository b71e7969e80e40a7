import { sql } from 'kysely'
import { firstVisit, ownerOf, type Rule } from '#src/duties/rule.ts'

/**
 * 丧葬大事 (rules §C08): the death of a spouse or another near one, and the own. What follows the own
 * death is owed to the survivors: it is the only duty that opens after the last day of the person,
 * and the death does not end it. Its `period` is 0. A death noted before notices were kept owes
 * nothing.
 */
export const bereavementVisit: Rule = {
  code: 'bereavementVisit',
  query: () => sql`
    with event as (
      select e.retiree_id, e.id::integer as period, e.noticed_on as from_on,
        e.happened_on as counts_from, p.end_on
      from care_event e join person p on p.id = e.retiree_id
      where e.kind = 'bereavement' and e.withdrawn_on is null
        and (p.end_on is null or p.end_on >= e.noticed_on)
      union all
      select * from (
        select distinct on (e.retiree_id) e.retiree_id, 0 as period,
          (e.detail ->> 'noticedOn')::date as from_on, first_day(e.happened_on) as counts_from,
          null::date as end_on
        from life_event e join person p on p.id = e.retiree_id and p.is_dead
        where e.kind = 'died' order by e.retiree_id, e.id desc
      ) own where from_on is not null
    ), d as (
      select e.retiree_id, e.period, ${ownerOf('s.owner')} as owner_id, s.policy_id, e.from_on,
        e.from_on + (s.value ->> 'dueDays')::integer as due_on, e.end_on, e.counts_from,
        null::date as counts_to
      from event e join person p on p.id = e.retiree_id
      join span s on s.home_id = p.home_id and s.code = 'bereavementVisit'
        and e.from_on between s.from_on and s.to_on
    )
    select d.retiree_id, d.period, d.owner_id, d.policy_id, d.from_on, d.due_on, d.end_on,
      m.closed_on, m.closed_by
    from d ${firstVisit('bereavement')}`,
}
