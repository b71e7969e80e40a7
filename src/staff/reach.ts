import { Refusal } from '#src/kernel/refusal.ts'
import type { Context } from '#src/kernel/operation.ts'
import { atOrBelow } from '#src/orgs/reach.ts'

/**
 * Somebody with a post, past or present, or a proposed one, at or below the place that the actor is in charge of.
 * @throws Refusal `staff.noSuchPerson`
 */
export async function requireStaff({ db, actor }: Context, accountId: number): Promise<void> {
  if (actor.role === 'system') return
  const held = db
    .selectFrom('post')
    .innerJoin('org', 'org.id', 'post.orgId')
    .select('post.id')
    .where('post.accountId', '=', accountId)
    .where(atOrBelow(actor.scopeId))
  const proposed = db
    .selectFrom('postProposal')
    .innerJoin('org', 'org.id', 'postProposal.orgId')
    .select('postProposal.id')
    .where('postProposal.accountId', '=', accountId)
    .where(atOrBelow(actor.scopeId))
  const hit = await held.unionAll(proposed).limit(1).executeTakeFirst()
  if (!hit) throw new Refusal('missing', 'staff.noSuchPerson', '没有这位工作人员')
}
