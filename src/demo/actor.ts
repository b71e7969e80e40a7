import { sql } from 'kysely'
import type { Actor } from '#src/kernel/access.ts'
import type { Kernel } from '#src/kernel/execute.ts'
import { scopeOfPost } from '#src/staff/scope.ts'

/** The holder of a demo account, acting through the post that came with it, identity proved. */
export async function actorOf({ db }: Kernel, account: string): Promise<Actor> {
  const found = await db
    .selectFrom('post')
    .innerJoin('account', 'account.id', 'post.accountId')
    .select(['account.id as accountId', 'account.name', 'post.id as postId', 'post.orgId'])
    .select(['post.role', sql<number>`${scopeOfPost}`.as('scopeId')])
    .where('account.account', '=', account)
    .executeTakeFirstOrThrow()
  const confirmedUntil = new Date('2100-01-01')
  return { ...found, role: found.role as Actor['role'], confirmedUntil }
}
