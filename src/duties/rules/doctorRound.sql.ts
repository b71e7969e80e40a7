import { sql } from 'kysely'
import { endOfGround, ownerOf, type Rule } from '#src/duties/rule.ts'

/**
 * 家庭病房: a round every so many days since it was opened (requirements C07-06), until it is closed;
 * not while the person is in hospital. `period` is the day of opening of the duty.
 */
export const doctorRound: Rule = {
  code: 'doctorRound',
  query: (horizon) => sql`
    with d as (
      select distinct on (t.retiree_id, t.from_on) t.*, to_char(t.from_on, 'YYYYMMDD')::integer as period
      from (
        select w.id as ward_id, w.retiree_id, ${ownerOf('s.owner')} as owner_id, s.policy_id,
          w.opened_on + w.every_days * k
            - least((s.value ->> 'windowDays')::integer, w.every_days - 1) as from_on,
          w.opened_on + w.every_days * k as due_on, w.every_days, w.closed_on as over_on,
          s.from_on as holds_from, s.to_on as holds_to
        from home_ward w join person p on p.id = w.retiree_id
        join span s on s.home_id = p.home_id and s.code = 'doctorRound'
        cross join lateral generate_series(1,
          (least(${horizon}::date, w.closed_on) - w.opened_on) / w.every_days + 1) k
      ) t
      where t.from_on between t.holds_from and t.holds_to and t.from_on <= ${horizon}::date
        and (t.over_on is null or t.over_on > t.from_on)
        and not exists (select from hospital_stay h where h.retiree_id = t.retiree_id
          and h.withdrawn_on is null and h.admitted_on <= t.due_on
          and (h.discharged_on is null or h.discharged_on >= t.due_on))
      order by t.retiree_id, t.from_on, t.ward_id
    )
    select d.retiree_id, d.period, d.owner_id, d.policy_id, d.from_on, d.due_on,
      ${endOfGround} as end_on, m.closed_on, m.closed_by
    from d join person p on p.id = d.retiree_id
    left join lateral (
      select r.made_on as closed_on, r.id as closed_by from doctor_round r
      where r.ward_id = d.ward_id and r.withdrawn_on is null
        and r.made_on >= d.from_on and r.made_on < d.from_on + d.every_days
      order by r.made_on, r.id limit 1
    ) m on true
    where p.end_on is null or p.end_on >= d.from_on`,
}
