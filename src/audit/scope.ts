import { sql } from 'kysely'
import type { Context } from '#src/kernel/operation.ts'

/**
 * Rows of organisations at and below one's own. What the platform did by itself, and what happened
 * before anyone had signed in, is for whoever answers for the whole. Needs `org` joined in the query.
 */
export function ofOwnOrgs({ actor }: Context) {
  return sql<boolean>`(org.path @> array[${actor.scopeId}::int] or org.id is null and exists (
    select from org as own where own.id = ${actor.scopeId} and cardinality(own.path) = 1))`
}
