import { sql, type RawBuilder } from 'kysely'
import type { RuleCode } from '#src/duties/duty.ts'
import type { Context } from '#src/kernel/operation.ts'
import { keptOrManaged, nearOrgs } from '#src/roster/keepers.ts'

/**
 * Who may know of a stay or an event of the `retiree` of the query: who keeps or manages the person,
 * who reported it (`org_id` of `alias`), and who owes the visit for it now. What it was is another
 * question: see `decide`.
 */
export function known(
  context: Context,
  alias: 's' | 'e' | 'w',
  rules: readonly RuleCode[],
): RawBuilder<boolean> {
  const { actor } = context
  if (actor.role === 'system') return sql<boolean>`true`
  return sql<boolean>`(${keptOrManaged(context)}
    or ${sql.ref(`${alias}.org_id`)} = ${actor.orgId}
    or exists (select from duty d where d.retiree_id = retiree.id
      and d.rule = any (${[...rules]}::duty_rule[]) and d.state = 'open'
      and d.owner_id in ${nearOrgs(context)}))`
}

/** People within reach of the actor, as a condition on the `retiree` of the query. */
export function reached({ actor }: Context): RawBuilder<boolean> {
  return actor.role === 'system'
    ? sql<boolean>`true`
    : sql<boolean>`retiree.reach @> array[${actor.scopeId}::int]`
}
