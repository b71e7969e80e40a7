import { sql } from 'kysely'
import type { Rule } from '#src/duties/rule.ts'
import { newlyRetired } from './newlyRetired.sql.ts'

/** 社区报到: a newly retired person is made known to the community of residence (C02-01, C15). */
export const communityCheckIn: Rule = {
  code: 'communityCheckIn',
  query: (horizon) => sql`
    with owed as (
      select * from (${newlyRetired('communityCheckIn', horizon)}) n
      where not exists (select from tie t where t.retiree_id = n.retiree_id
        and t.kind = 'community' and t.recorded_on <= n.from_on
        and (t.valid_to is null or t.valid_to > n.from_on))
    ), met as (
      select distinct on (o.retiree_id) o.retiree_id, t.recorded_on as closed_on, t.id as closed_by
      from owed o join tie t on t.retiree_id = o.retiree_id and t.kind = 'community'
        and (t.valid_to is null or t.valid_to > o.from_on)
      order by o.retiree_id, t.recorded_on, t.id
    )
    select o.retiree_id, o.period, o.owner_id, o.policy_id, o.from_on, o.due_on, o.end_on,
      m.closed_on, m.closed_by
    from owed o left join met m using (retiree_id)`,
}
