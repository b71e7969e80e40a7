import type { Context } from '#src/kernel/operation.ts'
import { Refusal } from '#src/kernel/refusal.ts'
import { atOrBelow } from '#src/orgs/reach.ts'
import { demandApart, givePost, type PostFacts } from './posts.ts'
import type { ProposalState } from './proposal.ts'

/** How long a proposal waits for its decision. */
const hoursToDecide = 72

/**
 * The post itself when the platform acts (command line), else a proposal of it; answers the proposal's number.
 * What must stay apart is refused at once, not only when it is approved.
 */
export async function proposeOrGive(context: Context, post: PostFacts): Promise<number | null> {
  const { actor, db, now } = context
  if (actor.accountId === null) {
    await givePost(context, post)
    return null
  }
  await demandApart(db, post)
  await withdrawStale(context, post.accountId)
  const made = await db
    .insertInto('postProposal')
    .values({ ...post, proposedBy: actor.accountId, proposedAt: now })
    .onConflict((clash) => clash.doNothing())
    .returning('id')
    .executeTakeFirst()
  if (made) return made.id
  throw new Refusal('conflict', 'staff.alreadyProposed', '同样的岗位已经申请，正在等安全管理员批准')
}

async function withdrawStale({ db, now }: Context, accountId: number): Promise<void> {
  await db
    .updateTable('postProposal')
    .set({ decision: 'withdrawn', decidedAt: now, reason: '逾期未批' })
    .where('accountId', '=', accountId)
    .where('decision', 'is', null)
    .where('proposedAt', '<', staleBefore(now))
    .execute()
}

/** Proposals made before this moment have expired. */
export function staleBefore(now: Date): Date {
  return new Date(now.getTime() - hoursToDecide * 3_600_000)
}

/** What has become of a proposal. */
export function stateOf(decision: string | null, proposedAt: Date, now: Date): ProposalState {
  if (decision) return decision as ProposalState
  return proposedAt < staleBefore(now) ? 'expired' : 'open'
}

/** The proposal that waits for a decision, locked. @throws Refusal when it is out of reach, decided or expired. */
export async function openProposal({ db, actor, now }: Context, proposalId: number) {
  const proposal = await db
    .selectFrom('postProposal')
    .innerJoin('org', 'org.id', 'postProposal.orgId')
    .selectAll('postProposal')
    .where('postProposal.id', '=', proposalId)
    .where(atOrBelow(actor.scopeId))
    .forUpdate('postProposal')
    .executeTakeFirst()
  if (!proposal) throw new Refusal('missing', 'staff.noSuchProposal', '没有这项岗位申请')
  if (proposal.decision)
    throw new Refusal('conflict', 'staff.alreadyDecided', '这项申请已经办理，请刷新页面')
  if (proposal.proposedAt < staleBefore(now))
    throw new Refusal(
      'conflict',
      'staff.proposalExpired',
      `申请超过 ${hoursToDecide} 小时未批，已经过期，请系统管理员重新提出`,
    )
  return proposal
}

/** Notes who decided and how. */
export async function decide(
  { db, actor, now }: Context,
  proposalId: number,
  decision: 'approved' | 'declined',
  reason: string | null = null,
): Promise<void> {
  await db
    .updateTable('postProposal')
    .set({ decision, reason, decidedBy: actor.accountId, decidedAt: now })
    .where('id', '=', proposalId)
    .execute()
}
