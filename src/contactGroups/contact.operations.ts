import { sql } from 'kysely'
import * as z from 'zod'
import { lastDay } from '#src/kernel/day.ts'
import { command, query, type Context } from '#src/kernel/operation.ts'
import { demandAll, Refusal } from '#src/kernel/refusal.ts'
import { leaveLook, openPerson } from '#src/roster/opening.ts'
import { requireRetiree } from '#src/roster/reach.ts'
import { openTicket } from '#src/tickets/open.ts'
import { ticketCategories, type TicketCategory } from '#src/tickets/ticket.ts'
import { visitWays, type VisitWay } from '#src/visits/visit.ts'
import {
  contactWays,
  RecordContact,
  refusalsOfContact,
  type ContactOnList,
  type ContactWay,
} from './contact.ts'
import { groupOf } from './group.ts'

const Need = z.strictObject({
  category: z.enum(Object.keys(ticketCategories) as TicketCategory[], '请选择事项类别'),
  title: z
    .string('请写明需要什么')
    .trim()
    .min(2, '请写明需要什么')
    .max(60, '最多 60 个字，不写病情和收入'),
})

export const contacting = {
  'contacts.record': command({
    title: '登记联系',
    permission: 'contacts.record',
    input: z.strictObject({ ...RecordContact.shape, need: Need.nullable().optional() }),
    async run(context, { need, ...contact }): Promise<{ id: number; ticket: string | null }> {
      const person = await requireRetiree(context, contact.retireeId)
      if (person.leftReason && person.leftReason !== 'deceased')
        throw new Refusal('conflict', 'contacts.leftRegister', '这条记录已离册，不能登记联系')
      const lastAlive = person.diedOn ? lastDay(person.diedOn) : undefined
      demandAll(refusalsOfContact(contact, context.today, lastAlive, person.fullName))
      const ticket = need ? await openNeed(context, contact.retireeId, need) : null
      const id = await keep(context, contact, ticket?.id ?? null)
      context.record({
        name: 'contact.recorded',
        subject: 'retiree',
        subjectId: contact.retireeId,
        detail: {
          contactId: id,
          contactedOn: contact.contactedOn,
          way: contact.way,
          reached: contact.reached,
        },
      })
      return { id, ticket: ticket?.number ?? null }
    },
  }),

  'contacts.ofPerson': query({
    title: '查看某人的结对联系',
    permission: 'contacts.read',
    input: z.strictObject({ retireeId: z.int('请选择老同志') }),
    async run(context, { retireeId }): Promise<PersonContacts> {
      const person = await openPerson(context, retireeId)
      leaveLook(context, person)
      const ownOnly = person.decision.visitNotes === 'own'
      return {
        groups: await groupsOf(context, retireeId),
        contacts: await contactsOf(context, retireeId, ownOnly),
      }
    },
  }),
}

async function openNeed(
  context: Context,
  retireeId: number,
  { category, title }: z.output<typeof Need>,
) {
  return openTicket(context, { retireeId, title, category, source: 'contact' })
}

async function keep(
  context: Context,
  { note = null, nextOn = null, ...contact }: RecordContact,
  ticketId: number | null,
): Promise<number> {
  const { accountId, orgId } = context.actor
  const group = await groupOf(context.db, contact.retireeId)
  const { id } = await context.db
    .insertInto('contactRecord')
    .values({
      ...contact,
      note: note || null,
      nextOn,
      groupId: group?.id ?? null,
      ticketId,
      accountId,
      orgId,
    })
    .returning('id')
    .executeTakeFirstOrThrow()
  return id
}

/** A group that looks or looked after the person. */
export interface PersonGroup {
  readonly id: number
  readonly name: string
  readonly orgName: string
  readonly dutyPhone: string | null
  readonly from: string
  readonly to: string | null
  readonly endedWhy: string | null
  readonly members: readonly {
    readonly name: string
    readonly phone: string | null
    readonly isLeader: boolean
  }[]
}

export interface PersonContacts {
  readonly groups: readonly PersonGroup[]
  /** Calls, messages, letters and visits, the latest first. */
  readonly contacts: readonly ContactOnList[]
}

async function groupsOf({ db }: Context, retireeId: number): Promise<PersonGroup[]> {
  const { rows } = await sql<PersonGroup>`
    select g.id, g.name, o.name as org_name, g.duty_phone, p.valid_from as "from",
      p.valid_to as "to", p.ended_why,
      coalesce((select jsonb_agg(jsonb_build_object('name', m.name, 'phone', m.phone,
          'isLeader', m.is_leader) order by m.is_leader desc, m.id)
        from contact_group_member m where m.group_id = g.id and m.valid_to is null), '[]') as members
    from contact_group_person p join contact_group g on g.id = p.group_id
    join org o on o.id = g.org_id
    where p.retiree_id = ${retireeId}::bigint
    order by p.valid_to desc nulls first, p.id desc limit 50`.execute(db)
  return rows
}

interface RawContact {
  readonly kind: 'contact' | 'visit'
  readonly id: number
  readonly on: string
  readonly way: string
  readonly reached: boolean
  readonly by: string
  readonly note: string | null
  readonly nextOn: string | null
  readonly orgId: number | null
  readonly recordedAt: string | null
}

async function contactsOf(
  { db, actor }: Context,
  retireeId: number,
  ownOnly: boolean,
): Promise<ContactOnList[]> {
  const { rows } = await sql<RawContact>`
    select c.*, o.name as recorded_at from (
      select 'contact' as kind, id, contacted_on as "on", way, reached, contacted_by as by, note,
        next_on, org_id
      from contact_record where retiree_id = ${retireeId}::bigint
      union all
      select 'visit', id, visited_on, way, true, visitors, null, next_contact_on, org_id
      from visit where retiree_id = ${retireeId}::bigint
    ) c left join org o on o.id = c.org_id
    order by c."on" desc, c.kind, c.id desc limit 200`.execute(db)
  return rows.map(({ kind, id, way, orgId, note, ...row }) => ({
    ...row,
    id: `${kind} ${id}`,
    what:
      kind === 'visit' ? `走访（${visitWays[way as VisitWay]}）` : contactWays[way as ContactWay],
    note: ownOnly && orgId !== actor.orgId ? null : note,
  }))
}
