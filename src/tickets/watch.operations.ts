import { sql } from 'kysely'
import * as z from 'zod'
import { addDays } from '#src/kernel/day.ts'
import { command, type Context } from '#src/kernel/operation.ts'
import { queueMessage } from '#src/messages/queue.ts'
import { take, tell, valuesOf } from './act.ts'
import { requireTicket, type Ticket } from './one.ts'
import { promiseFor } from './open.ts'

const lot = 500
/** No bureau may ask for reminders earlier than this. */
const earliest = 60

export const watch = {
  'tickets.watch': command({
    title: '提醒和督办到期事项',
    permission: 'system.run',
    repeatable: true,
    hourly: 5,
    input: z.strictObject({}),
    async run(context): Promise<{ handedOver: number; reminded: number; escalated: number }> {
      const handedOver = await handOver(context)
      const reminded = await remind(context)
      const escalated = await escalate(context)
      const detail = { handedOver, reminded, escalated }
      context.record({ name: 'tickets.watched', subject: 'ticket', subjectId: null, detail })
      return detail
    },
  }),
}

/** A matter whose owner no longer stands to the person goes to who does now; it is never orphaned. */
async function handOver(context: Context): Promise<number> {
  const { rows } = await sql<{ id: number; next: number }>`
    select t.id, coalesce(r.managing_unit_id, r.home_id) as next
    from ticket t join retiree r on r.id = t.retiree_id
    where t.state <> 'closed' and not r.reach @> array[t.owner_org_id]
    order by t.id limit ${lot}`.execute(context.db)
  for (const { id, next } of rows) {
    const ticket = await requireTicket(context, id, true)
    const owner = { orgId: next, accountId: null }
    const moved = await take(context, ticket, { kind: 'handedOver', owner })
    await tell(context, 'ticketReceived', moved, { orgId: next })
  }
  return rows.length
}

async function remind(context: Context): Promise<number> {
  const { today } = context
  const ids = await waiting(
    context,
    sql`reminded_for is distinct from due_on
      and due_on between ${today}::date and ${addDays(today, earliest)}::date`,
  )
  let reminded = 0
  for (const id of ids) {
    const ticket = await requireTicket(context, id, true)
    const { dueOn, owner } = ticket.case
    const days = (await promiseFor(context, ticket.homeId))?.remindDays ?? 2
    if (dueOn > addDays(today, days)) continue
    const { accountId, orgId } = owner
    await tell(context, 'ticketDueSoon', ticket, accountId === null ? { orgId } : { accountId })
    await mark(context, ticket, 'remindedFor')
    reminded++
  }
  return reminded
}

/** Once for each missed limit: to the keeping bureau; of the bureau's own, to its leaders. */
async function escalate(context: Context): Promise<number> {
  const overdue = sql`escalated_for is distinct from due_on and due_on < ${context.today}::date`
  const ids = await waiting(context, overdue)
  for (const id of ids) {
    const ticket = await requireTicket(context, id, true)
    await tellSuperior(context, ticket)
    await mark(context, ticket, 'escalatedFor')
  }
  return ids.length
}

async function tellSuperior(context: Context, ticket: Ticket): Promise<void> {
  const { db, today } = context
  const { orgId } = ticket.case.owner
  const own = orgId === ticket.homeId
  const { rows } = await sql<{ accountId: number }>`
    select distinct post.account_id from post
    where post.org_id = ${ticket.homeId} and post.role = any (${superiors(own)}::text[])
      and post.valid_from <= ${today}::date
      and (post.valid_to is null or post.valid_to > ${today}::date)`.execute(db)
  const org = await db.selectFrom('org').select('name').where('id', '=', orgId).executeTakeFirst()
  for (const { accountId } of rows)
    await queueMessage(context, {
      template: 'ticketOverdue',
      channel: 'inApp',
      to: { accountId },
      values: { ...valuesOf(ticket), org: org?.name ?? '' },
      about: { subject: 'ticket', id: ticket.id },
    })
}

const superiors = (own: boolean) => (own ? ['bureauDirector'] : ['bureauDirector', 'bureauClerk'])

async function waiting({ db }: Context, which: ReturnType<typeof sql>): Promise<number[]> {
  const { rows } = await sql<{ id: number }>`
    select id from ticket where answered_on is null and ${which} order by due_on, id
    limit ${lot}`.execute(db)
  return rows.map(({ id }) => id)
}

async function mark(
  { db }: Context,
  { id, case: found }: Ticket,
  column: 'remindedFor' | 'escalatedFor',
): Promise<void> {
  await db
    .updateTable('ticket')
    .set({ [column]: found.dueOn })
    .where('id', '=', id)
    .execute()
}
