import * as z from 'zod'
import { roles, type Role } from '#src/kernel/access.ts'
import { command, query, type Context } from '#src/kernel/operation.ts'
import { Refusal } from '#src/kernel/refusal.ts'
import { atOrBelow, requireOrg } from '#src/orgs/reach.ts'
import { Proposal } from './account.ts'
import type { ProposalState } from './proposal.ts'
import { givePost } from './posts.ts'
import { decide, openProposal, proposeOrGive, stateOf } from './proposals.ts'
import { requireStaff } from './reach.ts'

const ProposalId = { proposalId: z.int('请选择岗位申请') }

/** Posts are proposed by the system administrator and approved by the security administrator. */
export const grants = {
  'staff.propose': command({
    title: '申请增加岗位',
    permission: 'staff.manage',
    confirmed: true,
    input: Proposal,
    async run(context, { validTo = null, ...wanted }): Promise<{ proposalId: number | null }> {
      const { accountId, orgId, role } = wanted
      await requireStaff(context, accountId)
      await requireWorking(context, accountId)
      await requireOrg(context, orgId)
      const { today } = context
      if (validTo && validTo <= today)
        throw new Refusal('invalid', 'staff.endsAtOnce', '到期日要在今天之后', 'validTo')
      const proposalId = await proposeOrGive(context, { ...wanted, validFrom: today, validTo })
      context.record({
        name: 'post.proposed',
        subject: 'account',
        subjectId: accountId,
        detail: { orgId, role, proposalId },
      })
      return { proposalId }
    },
  }),

  'staff.approve': command({
    title: '批准岗位申请',
    permission: 'staff.approve',
    confirmed: true,
    input: z.strictObject(ProposalId),
    async run(context, { proposalId }): Promise<void> {
      const proposal = await openProposal(context, proposalId)
      if (proposal.proposedBy === context.actor.accountId)
        throw new Refusal(
          'forbidden',
          'staff.ownProposal',
          '不能批准自己提出的申请，须由另一人批准',
        )
      const { accountId, orgId, title, validTo } = proposal
      await requireWorking(context, accountId)
      const role = proposal.role as Role
      const validFrom = context.today
      const postId = await givePost(context, {
        accountId,
        orgId,
        role,
        title,
        validFrom,
        validTo,
      })
      await decide(context, proposalId, 'approved')
      context.record({
        name: 'post.approved',
        subject: 'account',
        subjectId: accountId,
        detail: { proposalId, postId, orgId, role },
      })
    },
  }),

  'staff.decline': command({
    title: '退回岗位申请',
    permission: 'staff.approve',
    input: z.strictObject({
      ...ProposalId,
      reason: z.string('请写明退回的原因').trim().min(2, '请写明退回的原因').max(200, '原因太长'),
    }),
    async run(context, { proposalId, reason }): Promise<void> {
      const { accountId } = await openProposal(context, proposalId)
      await decide(context, proposalId, 'declined', reason)
      context.record({
        name: 'post.declined',
        subject: 'account',
        subjectId: accountId,
        detail: { proposalId, reason },
      })
    },
  }),

  'staff.proposals': query({
    title: '查看岗位申请',
    permission: 'staff.read',
    input: z.strictObject({}),
    async run({ db, actor, now }): Promise<PostProposal[]> {
      const rows = await db
        .selectFrom('postProposal')
        .innerJoin('account', 'account.id', 'postProposal.accountId')
        .innerJoin('account as maker', 'maker.id', 'postProposal.proposedBy')
        .innerJoin('org', 'org.id', 'postProposal.orgId')
        .select(['postProposal.id', 'postProposal.accountId', 'account.account', 'account.name'])
        .select(['postProposal.role', 'postProposal.title', 'postProposal.validTo'])
        .select(['org.name as orgName', 'maker.name as proposedBy', 'proposedAt'])
        .select(['decision', 'reason'])
        .where(atOrBelow(actor.scopeId))
        .orderBy('postProposal.id', 'desc')
        .limit(100)
        .execute()
      return rows.map(({ decision, ...row }) => ({
        ...row,
        roleTitle: roles[row.role as Role].title,
        proposedAt: row.proposedAt.toISOString(),
        state: stateOf(decision, row.proposedAt, now),
      }))
    },
  }),
}

export interface PostProposal {
  readonly id: number
  readonly accountId: number
  readonly account: string
  readonly name: string
  readonly role: string
  readonly roleTitle: string
  readonly title: string
  readonly orgName: string
  readonly validTo: string | null
  readonly proposedBy: string
  readonly proposedAt: string
  readonly state: ProposalState
  readonly reason: string | null
}

async function requireWorking({ db }: Context, accountId: number): Promise<void> {
  const { endedOn } = await db
    .selectFrom('account')
    .select('endedOn')
    .where('id', '=', accountId)
    .executeTakeFirstOrThrow()
  if (endedOn) throw new Refusal('conflict', 'staff.alreadyEnded', '这个账号已停用，不能再任岗位')
}
