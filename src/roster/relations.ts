import { sql, type RawBuilder } from 'kysely'
import type { Context } from '#src/kernel/operation.ts'
import { relationsOpening, type Action } from './access.ts'
import type { Bundle } from './access/bundle.ts'
import type { Relation } from './access/relation.ts'

const columnOf: Readonly<Record<Relation, string>> = {
  home: 'home_id',
  superior: 'home_id',
  formerUnit: 'former_unit_id',
  payingUnit: 'paying_unit_id',
  managingUnit: 'managing_unit_id',
  community: 'community_id',
  branch: 'branch_id',
}

/**
 * How the actor's organisation stands to the `retiree` of the query, as an array of text: every
 * current tie at or below the actor's scope, and the keeping bureau — as `home` where the actor
 * acts for that bureau's own region or for the bureau itself, else as `superior`.
 */
export function relationsOf({ actor }: Context): RawBuilder<Relation[]> {
  return relationsFrom(sql`${actor.scopeId}::int`)
}

/** The same for any scope in the query. */
export function relationsFrom(scope: RawBuilder<unknown>): RawBuilder<Relation[]> {
  return sql`array(
    select case when held.kind <> 'home' then held.kind
      when o.id = ${scope} or region_of(o.id) = ${scope} then 'home' else 'superior' end
    from (values ('home', retiree.home_id), ('formerUnit', retiree.former_unit_id),
      ('payingUnit', retiree.paying_unit_id), ('managingUnit', retiree.managing_unit_id),
      ('community', retiree.community_id), ('branch', retiree.branch_id)) held (kind, org_id)
    join org o on o.id = held.org_id where o.path @> array[${scope}])`
}

/** The same for one person within reach. */
export async function relationsTo(context: Context, id: number): Promise<Relation[]> {
  const { rows } = await sql<{ relations: Relation[] }>`
    select ${relationsOf(context)} as relations from retiree where id = ${id}`.execute(context.db)
  return rows[0]?.relations ?? []
}

/** The same for many people, with whether each is under special protection. */
export async function standingsOf(
  context: Context,
  ids: readonly number[],
): Promise<Map<number, { relations: readonly Relation[]; isVip: boolean }>> {
  const { rows } = await sql<{ id: number; relations: Relation[]; isVip: boolean }>`
    select id, is_vip, ${relationsOf(context)} as relations from retiree
    where id = any (${ids}::bigint[])`.execute(context.db)
  return new Map(rows.map(({ id, ...standing }) => [id, standing]))
}

/** The condition that the actor stands in one of these relations to the `retiree` of the query. */
function related({ actor }: Context, relations: readonly Relation[]): RawBuilder<boolean> {
  const scope = sql`${actor.scopeId}::int`
  const each = relations.map((relation) => {
    const column = sql.ref(`retiree.${columnOf[relation]}`)
    const own = sql`and (id = ${scope} or region_of(id) = ${scope})`
    return sql<boolean>`${column} in (select id from org where path @> array[${scope}]
      ${relation === 'home' ? own : sql``})`
  })
  return each.length > 0 ? sql`(${sql.join(each, sql` or `)})` : sql`false`
}

/** Only people of whom the actor may search by a bundle; undefined where that is nobody. */
export function searchable(
  context: Context,
  bundle: Bundle,
  action: Action = 'search',
): RawBuilder<boolean> | undefined {
  if (context.actor.role === 'system') return sql`true`
  const relations = relationsOpening(context.actor.role, action, bundle)
  return relations.length > 0 ? related(context, relations) : undefined
}
