import { sql } from 'kysely'
import { ownerOf, type Rule } from '#src/duties/rule.ts'

/**
 * Everyone in a verification campaign, from its opening (requirements C01-07): done by the first
 * check since, until the campaign closes; what is open then is withdrawn. The horizon does not
 * matter, as nobody is in a campaign before it is opened.
 */
export const campaignVerification: Rule = {
  code: 'campaignVerification',
  query: () => sql`
    select p.id as retiree_id, c.id as period, ${ownerOf('s.owner')} as owner_id, s.policy_id,
      c.from_on, c.due_on, least(p.end_on, c.closed_on) as end_on, v.closed_on, v.closed_by
    from person p join campaign_person m on m.retiree_id = p.id
    join campaign c on c.id = m.campaign_id
    join span s on s.home_id = p.home_id and s.code = 'campaignVerification'
      and c.from_on between s.from_on and s.to_on
    left join lateral (
      select verified_on as closed_on, id as closed_by from verification
      where retiree_id = p.id and verified_on >= c.from_on
      order by verified_on, id limit 1
    ) v on true
    where p.end_on is null or p.end_on >= c.from_on`,
}
