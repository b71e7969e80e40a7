import { sql } from 'kysely'
import { roles, type Permission, type Role } from '#src/kernel/access.ts'
import type { Context } from '#src/kernel/operation.ts'
import { scopeOfPost } from '#src/staff/scope.ts'

export interface Checker {
  readonly accountId: number
  readonly name: string
  readonly org: string
  readonly post: string
}

/**
 * Who may check what a maker asked in a scope: the others who hold the permission there; where nobody
 * else does, as in a small county, those of the nearest level above; perhaps nobody.
 */
export async function checkersOf(
  { db, today }: Context,
  asked: { readonly orgId: number; readonly makerAccountId: number },
  permission: Permission,
): Promise<Checker[]> {
  const { rows } = await sql<Checker & { level: number }>`
    with holder as (
      select post.account_id, post.title, post.org_id, ${scopeOfPost} as scope_id from post
      where post.role = any (${rolesWith(permission)})
        and post.valid_from <= ${today} and (post.valid_to is null or post.valid_to > ${today})
    )
    select holder.account_id, account.name, holder.title as post, org.name as org,
      array_position(place.path, holder.scope_id) as level
    from holder join account on account.id = holder.account_id
      join org on org.id = holder.org_id
      join org place on place.id = ${asked.orgId} and place.path @> array[holder.scope_id]
    where account.ended_on is null and account.id <> ${asked.makerAccountId}
    order by level desc, account.name`.execute(db)
  return rows.filter(({ level }) => level === rows[0]?.level)
}

function rolesWith(permission: Permission): Role[] {
  return (Object.keys(roles) as Role[]).filter((role) =>
    (roles[role].may as readonly string[]).includes(permission),
  )
}
