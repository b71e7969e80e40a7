import { sql } from 'kysely'
import { after, type Case, type CaseEvent } from '#src/cases/case.ts'
import { refusalOfStep } from '#src/cases/rule.ts'
import type { Context } from '#src/kernel/operation.ts'
import { demand, Refusal } from '#src/kernel/refusal.ts'
import { queueMessage } from '#src/messages/queue.ts'
import type { TemplateCode } from '#src/messages/template.ts'
import { requireTicket, type Ticket } from './one.ts'
import { addStep, type NewStep } from './step.ts'
import { ticketCategories } from './ticket.ts'

export type Wish = CaseEvent & Omit<NewStep, 'kind' | 'dueOn' | 'toOrgId' | 'toAccountId'>

/** The matter, locked, for a step by whoever is answerable: the owner's organisation or one above it. */
export async function lockOwned(context: Context, id: number): Promise<Ticket> {
  const ticket = await requireTicket(context, id, true)
  if (await reaches(context, ticket.case.owner.orgId)) return ticket
  throw new Refusal('forbidden', 'tickets.notOwner', '这个事项由别的单位承办，本单位不能办理')
}

/** The matter, locked, for the answer of those it was offered to; the giver cannot answer for them. */
export async function lockOffered(context: Context, id: number): Promise<Ticket> {
  const ticket = await requireTicket(context, id, true)
  const { owner, offeredTo } = ticket.case
  if (offeredTo === null) demand(refusalOfStep(ticket.case, 'taken'))
  const own = context.actor.orgId === owner.orgId
  if (!own && (await reaches(context, offeredTo as number))) return ticket
  throw new Refusal('forbidden', 'tickets.notOffered', '这个事项没有转给本单位，不能接收或退回')
}

async function reaches({ actor, db }: Context, orgId: number): Promise<boolean> {
  const { rows } = await sql`
    select from org where id = ${orgId} and path @> array[${actor.scopeId}::int]`.execute(db)
  return actor.role === 'system' || rows.length > 0
}

/** Takes one step: refused where the states do not admit it; else kept in course and row alike. */
export async function take(context: Context, ticket: Ticket, wish: Wish): Promise<Ticket> {
  demand(refusalOfStep(ticket.case, wish.kind))
  const next = after(ticket.case, wish)
  const { on = context.today, way, rating, note } = wish
  const moved = 'owner' in wish ? wish.owner : undefined
  await addStep(context, ticket.id, {
    kind: wish.kind,
    on,
    ...(moved && { toOrgId: moved.orgId, toAccountId: moved.accountId }),
    ...(wish.kind === 'offered' && { toOrgId: wish.orgId }),
    ...('dueOn' in wish && { dueOn: wish.dueOn }),
    ...(way !== undefined && { way }),
    ...(rating !== undefined && { rating }),
    ...(note !== undefined && { note }),
  })
  const facts = factsAfter(ticket, wish, on)
  await write(context, ticket, next, facts)
  const told = wish.kind === 'answered' || wish.kind === 'closed'
  const detail = { ticketId: ticket.id, number: ticket.number }
  context.record({
    name: `ticket.${wish.kind}`,
    subject: told ? 'retiree' : 'ticket',
    subjectId: told ? ticket.retireeId : ticket.id,
    detail,
  })
  return { ...ticket, ...facts, case: next }
}

type Facts = Pick<Ticket, 'answeredOn' | 'closedOn' | 'rating'>

function factsAfter({ answeredOn, closedOn, rating }: Ticket, wish: Wish, on: string): Facts {
  if (wish.kind === 'answered') return { answeredOn: on, closedOn, rating }
  if (wish.kind === 'followedUp') return { answeredOn, closedOn, rating: wish.rating ?? rating }
  if (wish.kind === 'closed') return { answeredOn, closedOn: on, rating }
  if (wish.kind === 'reopened') return { answeredOn: null, closedOn: null, rating: null }
  return { answeredOn, closedOn, rating }
}

async function write({ db }: Context, ticket: Ticket, next: Case, facts: Facts): Promise<void> {
  await db
    .updateTable('ticket')
    .set({
      state: next.state,
      ownerOrgId: next.owner.orgId,
      ownerAccountId: next.owner.accountId,
      offeredOrgId: next.offeredTo,
      dueOn: next.dueOn,
      ...facts,
      version: ticket.version + 1,
    })
    .where('id', '=', ticket.id)
    .execute()
}

/** What every message about a matter may say; no detail, no name of the person. */
export function valuesOf({ number, category, title, case: found }: Ticket) {
  return { number, category: ticketCategories[category], title, dueOn: found.dueOn }
}

/** Tells an organisation or a colleague in the inbox. */
export async function tell(
  context: Context,
  template: TemplateCode,
  ticket: Ticket,
  to: { readonly orgId: number } | { readonly accountId: number },
  more: Readonly<Record<string, string>> = {},
): Promise<void> {
  await queueMessage(context, {
    template,
    channel: 'inApp',
    to,
    values: { ...valuesOf(ticket), ...more },
    about: { subject: 'ticket', id: ticket.id },
  })
}
