import { sql } from 'kysely'
import type { Context } from '#src/kernel/operation.ts'
import { Refusal } from '#src/kernel/refusal.ts'

/** Condition on `org`: the organisation itself or one below it. */
export function atOrBelow(orgId: number) {
  return sql<boolean>`org.path @> array[${orgId}::int]`
}

/** Organisations at or below the actor's own. */
export function reachableOrgs({ actor, db }: Context) {
  const orgs = db.selectFrom('org')
  return actor.role === 'system' ? orgs : orgs.where(atOrBelow(actor.scopeId))
}

/** The organisation, or the refusal that also hides those out of reach. */
export async function requireOrg(context: Context, orgId: number) {
  const org = await reachableOrgs(context)
    .selectAll('org')
    .where('org.id', '=', orgId)
    .executeTakeFirst()
  if (!org) throw new Refusal('missing', 'orgs.noSuchOrg', '没有这个机构', 'orgId')
  return org
}
