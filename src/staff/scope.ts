import { sql } from 'kysely'

/**
 * Where a post acts: a bureau or an organisation department answers for its whole region
 * (R-C02-03), every other organisation for itself and what lies below it. Needs `post` in the query.
 */
export const scopeOfPost = sql<number>`(
  select case when org.kind in ('bureau', 'organizationDepartment') then region_of(org.id)
    else org.id end
  from org where org.id = post.org_id)`
