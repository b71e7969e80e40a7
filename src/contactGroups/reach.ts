import { sql, type RawBuilder } from 'kysely'
import type { Context } from '#src/kernel/operation.ts'
import { Refusal } from '#src/kernel/refusal.ts'

/** Whether a group, on `g`, was set up at or below the actor's organisation. */
export function ownGroup({ actor }: Context): RawBuilder<boolean> {
  return actor.role === 'system'
    ? sql`true`
    : sql`exists (select from org o where o.id = g.org_id and o.path @> array[${actor.scopeId}::int])`
}

/** Whether a person, on `r`, is within reach and on the register. */
export function personInReach({ actor }: Context): RawBuilder<boolean> {
  return actor.role === 'system'
    ? sql`r.left_on is null`
    : sql`(r.left_on is null and r.reach @> array[${actor.scopeId}::int])`
}

/** Groups of one's own, and those of others that look after somebody within reach. */
export function seenGroup(context: Context): RawBuilder<boolean> {
  return sql`(${ownGroup(context)} or exists (
    select from contact_group_person p join retiree r on r.id = p.retiree_id
    where p.group_id = g.id and p.valid_to is null and ${personInReach(context)}))`
}

export interface KeptGroup {
  readonly id: number
  readonly name: string
  readonly orgId: number
  readonly closedOn: string | null
}

/** A group that the actor may change, locked; refused where it is another's or already closed. */
export async function requireOwnGroup(context: Context, id: number): Promise<KeptGroup> {
  const { rows } = await sql<KeptGroup>`
    select g.id, g.name, g.org_id, g.closed_on from contact_group g
    where g.id = ${id}::bigint and ${ownGroup(context)} for update of g`.execute(context.db)
  const [found] = rows
  if (!found) throw noSuchGroup()
  if (found.closedOn)
    throw new Refusal(
      'conflict',
      'contactGroups.closed',
      `“${found.name}”已于 ${found.closedOn} 撤销`,
    )
  return found
}

/** The refusal that also hides groups out of reach. */
export function noSuchGroup(): Refusal {
  return new Refusal('missing', 'contactGroups.noSuchGroup', '没有这个小组')
}
