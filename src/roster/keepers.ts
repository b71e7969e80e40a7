import { sql, type RawBuilder } from 'kysely'
import type { Context } from '#src/kernel/operation.ts'
import { regionsBelow } from './relations.ts'

/** The organisations at and below the actor's scope with no other region between, as a subquery. */
export function nearOrgs({ actor }: Context): RawBuilder<number> {
  const scope = sql`${actor.scopeId}::int`
  return sql<number>`(select id from org where path @> array[${scope}]
    and not path && ${regionsBelow(scope)})`
}

/**
 * The condition that the actor's organisation keeps the record of the person of the query, or manages
 * the person now: those who must know of illness and need to do their work (个人信息保护法 Art. 28).
 * A bureau above the keeping one is neither.
 */
export function keptOrManaged(
  context: Context,
  person: 'retiree' | 'r' = 'retiree',
): RawBuilder<boolean> {
  if (context.actor.role === 'system') return sql<boolean>`true`
  const near = nearOrgs(context)
  return sql<boolean>`(${sql.ref(`${person}.home_id`)} in ${near}
    or ${sql.ref(`${person}.managing_unit_id`)} in ${near})`
}
