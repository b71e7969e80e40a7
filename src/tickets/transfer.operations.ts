import { command, type Context } from '#src/kernel/operation.ts'
import { Refusal } from '#src/kernel/refusal.ts'
import { lockOffered, lockOwned, take, tell } from './act.ts'
import { requireHolder } from './open.ts'
import { Offer, TicketOnly, WithReason } from './shape.ts'

const permission = 'tickets.handle'

/** Handing over: asked with a reason, taken or returned with one; until then the giver is answerable. */
export const transfers = {
  'tickets.offer': command({
    title: '转办事项',
    permission,
    input: Offer,
    async run(context, { id, orgId, reason }): Promise<void> {
      const ticket = await lockOwned(context, id)
      await requireHolder(context, ticket.retireeId, orgId, 'orgId')
      if (orgId === ticket.case.owner.orgId)
        throw new Refusal('invalid', 'tickets.sameOwner', '已由这个单位承办', 'orgId')
      await take(context, ticket, { kind: 'offered', orgId, note: reason })
      await tell(context, 'ticketOffered', ticket, { orgId }, { reason })
    },
  }),

  'tickets.takeOffer': command({
    title: '接收转办事项',
    permission,
    input: TicketOnly,
    async run(context, { id }): Promise<void> {
      const ticket = await lockOffered(context, id)
      const { accountId, orgId } = context.actor
      const here = ticket.case.offeredTo === orgId
      await take(context, ticket, { kind: 'taken', accountId: here ? accountId : null })
      const org = await nameOf(context, ticket.case.offeredTo as number)
      await tell(context, 'ticketTaken', ticket, { orgId: ticket.case.owner.orgId }, { org })
    },
  }),

  'tickets.returnOffer': command({
    title: '退回转办事项',
    permission,
    input: WithReason,
    async run(context, { id, reason }): Promise<void> {
      const ticket = await lockOffered(context, id)
      await take(context, ticket, { kind: 'returned', note: reason })
      await tell(context, 'ticketReturned', ticket, { orgId: ticket.case.owner.orgId }, { reason })
    },
  }),

  'tickets.withdrawOffer': command({
    title: '收回转办事项',
    permission,
    input: TicketOnly,
    async run(context, { id }): Promise<void> {
      await take(context, await lockOwned(context, id), { kind: 'withdrawn' })
    },
  }),
}

async function nameOf({ db }: Context, id: number): Promise<string> {
  const org = await db.selectFrom('org').select('name').where('id', '=', id).executeTakeFirst()
  return org?.name ?? ''
}
