import { sql } from 'kysely'
import * as z from 'zod'
import { stepsOf } from '#src/cases/rule.ts'
import { command, query, type Context } from '#src/kernel/operation.ts'
import { openedText } from '#src/kernel/vault/text.ts'
import { reachableRetirees, requireRetiree } from '#src/roster/reach.ts'
import { openPerson, type OpenedPerson } from '#src/roster/opening.ts'
import { conditionOf, pageOfTickets, ticketRows, type TicketPage } from './find.ts'
import { courseOf, requireTicket, workedOn, type Ticket } from './one.ts'
import { openTicket } from './open.ts'
import { ListTickets, OpenByHand, Statistics, TicketFilters, TicketOnly } from './shape.ts'
import { figuresOf, type Figures } from './statistics.ts'

const permission = 'tickets.read'

export const lists = {
  'tickets.open': command({
    title: '登记事项',
    permission: 'tickets.handle',
    input: OpenByHand,
    async run(context, { ownerOrgId, dueOn, ...given }) {
      return openTicket(context, {
        ...given,
        detail: given.detail ?? null,
        ...(ownerOrgId !== undefined && { ownerOrgId }),
        ...(dueOn !== undefined && { dueOn }),
      })
    },
  }),

  'tickets.list': query({
    title: '查看事项清单',
    permission,
    input: ListTickets,
    run: (context, input): Promise<TicketPage> => pageOfTickets(context, input),
  }),

  'tickets.ofPerson': query({
    title: '查看老同志的事项',
    permission,
    input: z.strictObject({ retireeId: z.int('请选择老同志') }),
    async run(context, { retireeId }) {
      await requireRetiree(context, retireeId)
      const filters = TicketFilters.parse({ retireeId, state: 'all' })
      return ticketRows(context, conditionOf(context, filters), 200, true)
    },
  }),

  'tickets.get': query({
    title: '查看事项',
    permission,
    input: TicketOnly,
    run: shown,
  }),

  'tickets.holders': query({
    title: '查看可承办的单位和人员',
    permission: 'tickets.handle',
    input: z.strictObject({ retireeId: z.int('请选择老同志'), ticketId: z.int().optional() }),
    run: holdersOf,
  }),

  'tickets.counts': query({
    title: '查看事项件数',
    permission,
    input: z.strictObject({}),
    run: countsOf,
  }),

  'tickets.statistics': query({
    title: '查看事项统计',
    permission,
    input: Statistics,
    run: (context, input): Promise<Figures[]> => figuresOf(context, input),
  }),
}

/** A matter with its whole course; what was written opens to those at work on it, or for a purpose. */
async function shown(context: Context, { id }: { id: number }) {
  const ticket = await requireTicket(context, id)
  const person = await openPerson(context, ticket.retireeId)
  const known = await workedOn(context, ticket)
  const works = known.includes(context.actor.orgId)
  const readable = works || person.decision.sightOfBundle('health') === 'open'
  const [row] = await ticketRows(context, sql`t.id = ${id}`, 1)
  leave(context, ticket, person, readable)
  const { detail, case: found } = ticket
  return {
    ...(row as NonNullable<typeof row>),
    closedOn: ticket.closedOn,
    readable,
    hasDetail: detail !== null,
    detail: readable ? openedText(context.vault, `ticket.detail.${id}`, detail) : null,
    course: await courseOf(context, id, readable),
    may: (await mayAct(context, ticket)) ? stepsOf(found) : [],
    mayAnswerOffer: await mayAnswerOffer(context, ticket),
  }
}

/** Looking at a matter is looking at the person: its words tell of health and money. */
function leave(
  context: Context,
  { number }: Ticket,
  { row, opening }: OpenedPerson,
  open: boolean,
) {
  const named = [...opening.purposes, `ticket:${number}`]
  context.looked(row.id, open ? ['S3', 'ticket'] : ['S1', 'ticket'], named.join())
}

async function mayAct(context: Context, { case: found }: Ticket): Promise<boolean> {
  return below(context, found.owner.orgId)
}

async function mayAnswerOffer(context: Context, { case: found }: Ticket): Promise<boolean> {
  if (found.offeredTo === null || context.actor.orgId === found.owner.orgId) return false
  return below(context, found.offeredTo)
}

async function below({ actor, db }: Context, orgId: number): Promise<boolean> {
  const { rows } = await sql`
    select from org where id = ${orgId} and path @> array[${actor.scopeId}::int]`.execute(db)
  return rows.length > 0
}

/** An organisation that may own a matter of the person; `below` ones take orders, others are asked. */
export interface Holder {
  readonly id: number
  readonly name: string
  readonly below: boolean
}

async function holdersOf(
  context: Context,
  { retireeId, ticketId }: { retireeId: number; ticketId?: number | undefined },
) {
  const { db, actor, today } = context
  await requireRetiree(context, retireeId)
  const { rows: orgs } = await sql<Holder>`
    select org.id, org.name, org.path @> array[${actor.scopeId}::int] as below
    from retiree r join org on org.id = any (r.reach)
    where r.id = ${retireeId} and org.kind <> 'region' and org.dissolved_on is null
    order by below desc, org.name`.execute(db)
  const ticket = ticketId === undefined ? undefined : await requireTicket(context, ticketId)
  const { rows: people } = ticket
    ? await sql<{ id: number; name: string; title: string }>`
        select distinct on (account.name, account.id) account.id, account.name, post.title
        from post join account on account.id = post.account_id
        where post.org_id = ${ticket.case.owner.orgId} and account.ended_on is null
          and post.valid_from <= ${today}::date
          and (post.valid_to is null or post.valid_to > ${today}::date)
        order by account.name, account.id, post.id`.execute(db)
    : { rows: [] }
  return { orgs, people }
}

export interface TicketCounts {
  /** On the actor's own desk. */
  readonly mine: number
  /** Of the actor's organisation, not closed. */
  readonly own: number
  /** Waiting for this organisation to take them over. */
  readonly offered: number
  /** Of everybody within reach. */
  readonly open: number
  readonly overdue: number
  /** Overdue among those of the own organisation. */
  readonly ownOverdue: number
}

async function countsOf(context: Context): Promise<TicketCounts> {
  const { actor, db, today } = context
  const { rows } = await sql<TicketCounts>`
    select count(*) filter (where owner_account_id = ${actor.accountId}) as mine,
      count(*) filter (where owner_org_id = ${actor.orgId}) as own,
      count(*) filter (where offered_org_id = ${actor.orgId}) as offered,
      count(*) as open,
      count(*) filter (where answered_on is null and due_on < ${today}::date) as overdue,
      count(*) filter (where answered_on is null and due_on < ${today}::date
        and owner_org_id = ${actor.orgId}) as own_overdue
    from ticket t where t.state <> 'closed' and t.retiree_id in (
      ${reachableRetirees(context).select('retiree.id')})`.execute(db)
  return rows[0] as TicketCounts
}
