import { sql, type RawBuilder } from 'kysely'
import { illnessSteps } from '#src/duties/illness.ts'
import { endOfGround, firstVisit, ownerOf, type Rule } from '#src/duties/rule.ts'

/**
 * 生病住院: a visit soon after the notice, again every so many days in hospital, and soon after the
 * discharge (rules §C08). A visit counts for the step last opened. What is learned late is owed from
 * the notice; a discharge or a new admission ends what is not yet due; one who died in hospital is
 * not visited after it. `period` is the day of opening and the step (`illnessSteps`).
 */
export const illnessVisit: Rule = {
  code: 'illnessVisit',
  query: (horizon) => sql`
    with stay as materialized (${stays}), due as (
      select distinct on (retiree_id, period) * from (
        ${admitted} union all ${again(horizon)} union all ${discharged}
      ) every_step order by retiree_id, period, stay_id
    ), d as (
      select due.*, lead(from_on) over (partition by retiree_id order by from_on, period) as counts_to
      from due
    )
    select d.retiree_id, d.period, d.owner_id, d.policy_id, d.from_on, d.due_on,
      ${endOfGround} as end_on, m.closed_on, m.closed_by
    from d join person p on p.id = d.retiree_id ${firstVisit('illness')}
    where p.end_on is null or p.end_on >= d.from_on`,
}

/** The stays of the people, with the admission that follows. */
const stays = sql`
  select s.id as stay_id, s.retiree_id, s.noticed_on, s.admitted_on, s.discharged_on,
    s.discharge_noticed_on,
    lead(s.admitted_on) over (partition by s.retiree_id order by s.admitted_on, s.id) as next_on
  from hospital_stay s join person p on p.id = s.retiree_id where s.withdrawn_on is null`

function step(code: number, fromOn: RawBuilder<unknown>): RawBuilder<unknown> {
  return sql`t.stay_id, t.retiree_id, to_char(${fromOn}, 'YYYYMMDD')::integer * 10 + ${sql.lit(code)}
    as period, ${ownerOf('s.owner')} as owner_id, s.policy_id, ${fromOn} as from_on`
}

function held(fromOn: RawBuilder<unknown>): RawBuilder<unknown> {
  return sql`join person p on p.id = t.retiree_id
    join span s on s.home_id = p.home_id and s.code = 'illnessVisit'
      and ${fromOn} between s.from_on and s.to_on`
}

const numberOf = (key: string) => sql`(s.value ->> ${sql.lit(key)})::integer`
const noticed = sql`t.noticed_on`
const out = sql`t.discharge_noticed_on`

const admitted = sql`
  select ${step(illnessSteps.admitted, noticed)}, t.noticed_on + ${numberOf('admittedDays')} as due_on,
    t.admitted_on as counts_from, least(t.discharged_on, t.next_on) as over_on
  from stay t ${held(noticed)}
  where (t.discharged_on is null or t.discharged_on > t.noticed_on)
    and (t.next_on is null or t.next_on > t.noticed_on)`

/** Every so many days since the admission; opened a week before. */
function again(horizon: string): RawBuilder<unknown> {
  const opened = sql`t.mark - t.ahead`
  return sql`
  select ${step(illnessSteps.again, opened)}, t.mark as due_on, ${opened} as counts_from,
    least(t.discharged_on, t.next_on) as over_on
  from (
    select b.*, e.policy_id as by_policy, b.admitted_on + e.days * k as mark,
      least(7, e.days / 2) as ahead
    from stay b join person p on p.id = b.retiree_id
    join lateral (
      select s.policy_id, ${numberOf('everyDays')} as days from span s
      where s.home_id = p.home_id and s.code = 'illnessVisit'
    ) e on true
    cross join lateral generate_series(1, (least(${horizon}::date, b.discharged_on, b.next_on)
      - b.admitted_on) / e.days + 1) k
  ) t ${held(opened)} and s.policy_id = t.by_policy
  where ${opened} > t.noticed_on and ${opened} <= ${horizon}::date
    and (t.discharged_on is null or t.discharged_on > ${opened})
    and (t.next_on is null or t.next_on > ${opened})`
}

const discharged = sql`
  select ${step(illnessSteps.discharged, out)},
    greatest(t.discharged_on + ${numberOf('dischargedDays')},
      t.discharge_noticed_on + least(${numberOf('admittedDays')}, ${numberOf('dischargedDays')}))
      as due_on,
    t.discharged_on as counts_from, t.next_on as over_on
  from stay t ${held(out)}
  where t.discharged_on is not null and (p.end_on is null or p.end_on > t.discharged_on)
    and (t.next_on is null or t.next_on > t.discharge_noticed_on)`
