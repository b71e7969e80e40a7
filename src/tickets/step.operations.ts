import { sql } from 'kysely'
import { dueAfter } from '#src/cases/clock.ts'
import { addYears } from '#src/kernel/day.ts'
import { command, type Context } from '#src/kernel/operation.ts'
import { demand, Refusal } from '#src/kernel/refusal.ts'
import { lockOwned, take, tell } from './act.ts'
import type { Ticket } from './one.ts'
import { promiseFor, requireHolder } from './open.ts'
import { Answer, Assign, Extend, FollowUp, Handle, TicketOnly, WithReason } from './shape.ts'

const permission = 'tickets.handle'

export const steps = {
  'tickets.accept': command({
    title: '受理事项',
    permission,
    input: TicketOnly,
    async run(context, { id }): Promise<void> {
      const { accountId } = context.actor
      await take(context, await lockOwned(context, id), { kind: 'accepted', accountId })
    },
  }),

  'tickets.claim': command({
    title: '领办事项',
    permission,
    input: TicketOnly,
    async run(context, { id }): Promise<void> {
      const { accountId, orgId } = context.actor
      const ticket = await lockOwned(context, id)
      if (ticket.case.owner.orgId !== orgId)
        throw new Refusal('conflict', 'tickets.notHere', '这个事项由下级单位承办，请由其领办')
      await take(context, ticket, { kind: 'claimed', accountId })
    },
  }),

  'tickets.assign': command({
    title: '交办事项',
    permission,
    input: Assign,
    async run(context, { id, orgId, accountId, note }): Promise<void> {
      const ticket = await lockOwned(context, id)
      const owner =
        accountId === undefined
          ? await lowerOrg(context, ticket, orgId as number)
          : await colleague(context, ticket, accountId)
      const next = await take(context, ticket, { kind: 'assigned', owner, ...(note && { note }) })
      const { accountId: person, orgId: org } = owner
      if (person === null) await tell(context, 'ticketReceived', next, { orgId: org })
      else if (person !== context.actor.accountId)
        await tell(context, 'ticketAssigned', next, { accountId: person })
    },
  }),

  'tickets.handle': command({
    title: '登记办理情况',
    permission,
    input: Handle,
    async run(context, { id, note, on }): Promise<void> {
      const ticket = await begun(context, await lockOwned(context, id))
      demand(refusalOfDay(context, ticket, on))
      await take(context, ticket, { kind: 'handled', note, ...(on && { on }) })
    },
  }),

  'tickets.answer': command({
    title: '登记答复',
    permission,
    input: Answer,
    async run(context, { id, note, way, on }): Promise<void> {
      const ticket = await begun(context, await lockOwned(context, id))
      demand(refusalOfDay(context, ticket, on))
      await take(context, ticket, { kind: 'answered', note, way, ...(on && { on }) })
    },
  }),

  'tickets.followUp': command({
    title: '登记回访',
    permission,
    input: FollowUp,
    async run(context, { id, rating = null, note = null, on }): Promise<void> {
      const ticket = await lockOwned(context, id)
      demand(refusalOfDay(context, ticket, on))
      await take(context, ticket, { kind: 'followedUp', rating, note, ...(on && { on }) })
    },
  }),

  'tickets.close': command({
    title: '办结事项',
    permission,
    input: TicketOnly,
    async run(context, { id }): Promise<void> {
      await take(context, await lockOwned(context, id), { kind: 'closed' })
    },
  }),

  'tickets.reopen': command({
    title: '重新办理事项',
    permission,
    input: WithReason,
    async run(context, { id, reason }): Promise<{ dueOn: string }> {
      const ticket = await lockOwned(context, id)
      const promise = await promiseFor(context, ticket.homeId)
      const count = ticket.urgent ? promise?.urgentDays : promise?.[ticket.category]
      const dueOn = dueAfter(context.today, { count: count ?? 15, kind: 'working' })
      await take(context, ticket, { kind: 'reopened', dueOn, note: reason })
      return { dueOn }
    },
  }),

  'tickets.extend': command({
    title: '事项延期',
    permission,
    input: Extend,
    async run(context, { id, dueOn, reason }): Promise<void> {
      const ticket = await lockOwned(context, id)
      demand(refusalOfExtension(ticket, dueOn, context.today))
      await take(context, ticket, { kind: 'extended', dueOn, note: reason })
    },
  }),
}

/** Work on a matter that nobody had accepted yet accepts it. */
async function begun(context: Context, ticket: Ticket): Promise<Ticket> {
  if (ticket.case.state !== 'registered' || ticket.case.offeredTo !== null) return ticket
  const here = ticket.case.owner.orgId === context.actor.orgId
  const accountId = here ? context.actor.accountId : null
  return take(context, ticket, { kind: 'accepted', accountId })
}

function refusalOfDay({ today }: Context, { openedOn }: Ticket, on: string | undefined) {
  const say = (code: string, message: string) =>
    new Refusal('invalid', `tickets.${code}`, message, 'on')
  if (on && on > today) return say('inFuture', '日期不能晚于今天')
  return on && on < openedOn ? say('beforeOpening', `日期不能早于登记日 ${openedOn}`) : undefined
}

function refusalOfExtension({ case: found }: Ticket, dueOn: string, today: string) {
  const say = (code: string, message: string) =>
    new Refusal('invalid', `tickets.${code}`, message, 'dueOn')
  if (dueOn <= found.dueOn || dueOn < today)
    return say('notLater', `延期应晚于现在的期限 ${found.dueOn} 和今天`)
  return dueOn > addYears(today, 1) ? say('tooLate', '延期最多一年') : undefined
}

/** An order goes down: to an organisation within the actor's own that stands to the person. */
async function lowerOrg(context: Context, ticket: Ticket, orgId: number) {
  await requireHolder(context, ticket.retireeId, orgId, 'orgId')
  const { rows } = await sql`
    select from org where id = ${orgId} and path @> array[${context.actor.scopeId}::int]
      and id <> ${context.actor.orgId}`.execute(context.db)
  if (rows.length > 0) return { orgId, accountId: null }
  throw new Refusal('invalid', 'tickets.notBelow', '只能交办给下级单位；其他单位请用转办', 'orgId')
}

/** Somebody who works at the organisation that owns the matter. */
async function colleague({ db, today }: Context, ticket: Ticket, accountId: number) {
  const { orgId } = ticket.case.owner
  const { rows } = await sql`
    select from post join account on account.id = post.account_id
    where post.account_id = ${accountId} and post.org_id = ${orgId} and account.ended_on is null
      and post.valid_from <= ${today}::date
      and (post.valid_to is null or post.valid_to > ${today}::date)`.execute(db)
  if (rows.length > 0) return { orgId, accountId }
  throw new Refusal('invalid', 'tickets.noColleague', '请选择承办单位的工作人员', 'accountId')
}
