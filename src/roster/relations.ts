import { sql, type RawBuilder } from 'kysely'
import type { Context } from '#src/kernel/operation.ts'
import { decide, relationsOpening, type Action, type Decision } from './access.ts'
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
 * current tie and the keeping bureau, at or below the actor's scope. Where another region lies
 * between, as a county under a city, the actor is only `superior` to that organisation.
 */
export function relationsOf({ actor }: Context): RawBuilder<Relation[]> {
  return relationsFrom(sql`${actor.scopeId}::int`)
}

/** The same for any scope in the query. */
export function relationsFrom(scope: RawBuilder<unknown>): RawBuilder<Relation[]> {
  return sql`array(
    select distinct case when o.path && ${regionsBelow(scope)} then 'superior' else held.kind end
    from (values ('home', retiree.home_id), ('formerUnit', retiree.former_unit_id),
      ('payingUnit', retiree.paying_unit_id), ('managingUnit', retiree.managing_unit_id),
      ('community', retiree.community_id), ('branch', retiree.branch_id)) held (kind, org_id)
    cross join lateral (select path from org where id = held.org_id offset 0) o
    where o.path @> array[${scope}])`
}

/** The organisations that a person of the query is held by, in the order of `holders`. */
export function heldBy(person: 'retiree' | 'r' = 'retiree'): RawBuilder<Held> {
  return sql`array[${sql.join(holders.map((one) => sql.ref(`${person}.${columnOf[one]}`)))}]`
}

export type Held = readonly (number | null)[]

const holders: readonly Relation[] = [
  'home',
  'formerUnit',
  'payingUnit',
  'managingUnit',
  'community',
  'branch',
]

/**
 * The same for the rows of a list: their organisations are asked about once for all, which costs a
 * tenth of asking in each row.
 */
export async function relationsOfHeld(
  context: Context,
  rows: readonly { readonly held: Held }[],
): Promise<(held: Held) => Relation[]> {
  const ids = [...new Set(rows.flatMap(({ held }) => held))].filter((id) => id !== null)
  const scope = sql`${context.actor.scopeId}::int`
  const { rows: orgs } = await sql<{ id: number; far: boolean }>`
    select id, path && ${regionsBelow(scope)} as far from org
    where id = any (${ids}::int[]) and path @> array[${scope}]`.execute(context.db)
  const far = new Map(orgs.map((org) => [org.id, org.far]))
  return (held) => {
    const found = held.flatMap((id, index): Relation[] => {
      if (id === null || !far.has(id)) return []
      return [far.get(id) ? 'superior' : (holders[index] as Relation)]
    })
    return [...new Set(found)].sort()
  }
}

/** The regions under a scope, each answered for by a bureau of its own; asked once a statement. */
export function regionsBelow(scope: RawBuilder<unknown>): RawBuilder<number[]> {
  return sql`(select coalesce(array_agg(r.id), '{}') from org r
    where r.kind = 'region' and r.path @> array[${scope}] and r.id <> ${scope})`
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
  const { rows } = await sql<{ id: number; held: Held; isVip: boolean }>`
    select id, is_vip, ${heldBy()} as held from retiree
    where id = any (${ids}::bigint[])`.execute(context.db)
  const relations = await relationsOfHeld(context, rows)
  return new Map(rows.map(({ id, held, isVip }) => [id, { relations: relations(held), isVip }]))
}

/** What may be seen of people in lists that other capabilities make. */
export async function decisionsFor(
  context: Context,
  ids: readonly number[],
  action: Action = 'list',
): Promise<(id: number) => Decision> {
  const standings = await standingsOf(context, ids)
  const { role } = context.actor
  return (id) => decide({ role, relations: [], ...standings.get(id), action })
}

/** The condition that the actor stands in one of these relations to the `retiree` of the query. */
export function related({ actor }: Context, relations: readonly Relation[]): RawBuilder<boolean> {
  const scope = sql`${actor.scopeId}::int`
  const each = relations.map((relation) => {
    const near = sql`and not path && ${regionsBelow(scope)}`
    return sql<boolean>`${sql.ref(`retiree.${columnOf[relation]}`)} in (
      select id from org where path @> array[${scope}] ${relation === 'superior' ? sql`` : near})`
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
