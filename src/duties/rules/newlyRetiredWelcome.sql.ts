import { sql } from 'kysely'
import type { Rule } from '#src/duties/rule.ts'
import { newlyRetired } from './newlyRetired.sql.ts'

/** A person who has just retired is welcomed and told what they are entitled to. */
export const newlyRetiredWelcome: Rule = {
  code: 'newlyRetiredWelcome',
  query: (horizon) => sql`
    with owed as (${newlyRetired('newlyRetiredWelcome', horizon)}), met as (
      select distinct on (o.retiree_id) o.retiree_id, v.visited_on as closed_on, v.id as closed_by
      from owed o join visit v on v.retiree_id = o.retiree_id
        and v.reasons @> array['welcome'] and v.visited_on >= o.retired_first
      order by o.retiree_id, v.visited_on, v.id
    )
    select o.retiree_id, o.period, o.owner_id, o.policy_id, o.from_on, o.due_on, o.end_on,
      m.closed_on, m.closed_by
    from owed o left join met m using (retiree_id)`,
}
