import { sql, type RawBuilder } from 'kysely'
import type { RuleCode } from '#src/duties/duty.ts'
import { endOfGround, firstVisit, ownerOf, type Rule } from '#src/duties/rule.ts'

/** 矛盾纠纷: within some working days of the notice (rules §C08); settled in time, it is not owed. */
export const disputeVisit = ruleOf(
  'disputeVisit',
  'dispute',
  sql`workday_after(e.noticed_on, (s.value ->> 'workdays')::integer)`,
)

/** 生活困难: within some days of the notice (rules §C08). */
export const hardshipVisit = ruleOf(
  'hardshipVisit',
  'hardship',
  sql`e.noticed_on + (s.value ->> 'dueDays')::integer`,
)

function ruleOf(code: RuleCode, kind: string, dueOn: RawBuilder<unknown>): Rule {
  return { code, query: () => owed(code, kind, dueOn) }
}

/** One duty for each event; closed by the first visit for it since it happened. */
function owed(code: RuleCode, kind: string, dueOn: RawBuilder<unknown>): RawBuilder<unknown> {
  return sql`
    with d as (
      select e.retiree_id, e.id::integer as period, ${ownerOf('s.owner')} as owner_id, s.policy_id,
        e.noticed_on as from_on, ${dueOn} as due_on, e.happened_on as counts_from,
        null::date as counts_to, e.ended_on as over_on
      from care_event e join person p on p.id = e.retiree_id
      join span s on s.home_id = p.home_id and s.code = ${sql.lit(code)}
        and e.noticed_on between s.from_on and s.to_on
      where e.kind = ${sql.lit(kind)} and e.withdrawn_on is null
        and (e.ended_on is null or e.ended_on > e.noticed_on)
        and (p.end_on is null or p.end_on >= e.noticed_on)
    )
    select d.retiree_id, d.period, d.owner_id, d.policy_id, d.from_on, d.due_on,
      ${endOfGround} as end_on, m.closed_on, m.closed_by
    from d join person p on p.id = d.retiree_id ${firstVisit(kind)}`
}
