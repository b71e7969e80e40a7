import { sql } from 'kysely'
import { ownerOf, type Rule } from '#src/duties/rule.ts'

/** 一对一反馈: the result of a check-up is explained in person, by appointment (requirements C07-03). */
export const checkUpFeedback: Rule = {
  code: 'checkUpFeedback',
  query: () => sql`
    select c.retiree_id, c.check_up_id as period, ${ownerOf('s.owner')} as owner_id, s.policy_id,
      c.resulted_on as from_on,
      case when c.feedback_on is null
        then c.resulted_on + (s.value ->> 'dueDays')::integer
        else greatest(c.feedback_on, c.resulted_on) end as due_on,
      p.end_on, c.fed_back_on as closed_on,
      case when c.fed_back_on is not null then c.check_up_id::bigint end as closed_by
    from check_up_person c join person p on p.id = c.retiree_id
    join span s on s.home_id = p.home_id and s.code = 'checkUpFeedback'
      and c.resulted_on between s.from_on and s.to_on
    where c.resulted_on is not null and (p.end_on is null or p.end_on >= c.resulted_on)`,
}
