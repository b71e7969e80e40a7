import { sql } from 'kysely'
import { dueAfter } from '#src/cases/clock.ts'
import type { Context } from '#src/kernel/operation.ts'
import { Refusal } from '#src/kernel/refusal.ts'
import { sealedText } from '#src/kernel/vault/text.ts'
import { queueMessage } from '#src/messages/queue.ts'
import { policyInForce } from '#src/policy/inForce.ts'
import { requireRetiree } from '#src/roster/reach.ts'
import { nextNumber } from '#src/roster/sealing/nextNumber.ts'
import { addStep } from './step.ts'
import { ticketCategories, type TicketCategory, type TicketSource } from './ticket.ts'

export interface NewTicket {
  readonly retireeId: number
  /** At most 60 characters; without illness or money. */
  readonly title: string
  /** At most 500 characters; kept sealed. */
  readonly detail?: string | null
  readonly category: TicketCategory
  readonly source: TicketSource
  readonly sourceId?: number | null
  /** Else the one that the policy names: the managing unit, or the bureau where there is none. */
  readonly ownerOrgId?: number
  /** Else by policy. */
  readonly dueOn?: string
  readonly urgent?: boolean
}

export interface OpenedTicket {
  readonly id: number
  readonly number: string
  readonly ownerOrgId: number
  readonly dueOn: string
}

/**
 * Opens a matter for a person within reach: with an owner and a deadline from the first moment
 * (R-C09-07). The owner is told in the inbox. Whoever died stays a person with open matters, for the
 * survivors; one who left otherwise takes no new ones.
 */
export async function openTicket(context: Context, ticket: NewTicket): Promise<OpenedTicket> {
  const person = await requireRetiree(context, ticket.retireeId)
  if (person.leftReason && person.leftReason !== 'deceased')
    throw new Refusal('conflict', 'tickets.leftRegister', '这条记录已离册，不能再登记事项')
  const policy = await promiseFor(context, person.homeId)
  const ownerOrgId = await ownerOf(context, person, ticket.ownerOrgId, policy?.owner)
  const count = ticket.urgent ? policy?.urgentDays : policy?.[ticket.category]
  const byPolicy = dueAfter(context.today, { count: count ?? 15, kind: 'working' })
  const dueOn = ticket.dueOn ?? byPolicy
  if (dueOn < context.today)
    throw new Refusal('invalid', 'tickets.dueBefore', '办理期限不能早于今天', 'dueOn')
  const { id, number } = await insert(context, { ...ticket, ownerOrgId, dueOn })
  const detail = {
    ticketId: id,
    category: ticket.category,
    source: ticket.source,
    ownerOrgId,
    dueOn,
  }
  const retireeId = person.id
  context.record({ name: 'ticket.opened', subject: 'retiree', subjectId: retireeId, detail })
  await tellOwner(context, { ...ticket, id, number, ownerOrgId, dueOn })
  return { id, number, ownerOrgId, dueOn }
}

/** What is promised about matters under a bureau today. */
export async function promiseFor({ db, today }: Context, homeId: number) {
  const home = await db.selectFrom('org').select('path').where('id', '=', homeId).executeTakeFirst()
  const policy = await policyInForce(db, 'ticketAnswer', home?.path ?? [], today)
  return policy?.value.enabled ? policy.value : undefined
}

type Person = Awaited<ReturnType<typeof requireRetiree>>

async function ownerOf(
  context: Context,
  person: Person,
  wanted: number | undefined,
  kind: 'bureau' | 'managingUnit' | 'community' | 'branch' = 'managingUnit',
): Promise<number> {
  if (wanted !== undefined) {
    await requireHolder(context, person.id, wanted)
    return wanted
  }
  const { managingUnitId, communityId, branchId, homeId } = person
  const named = { bureau: homeId, managingUnit: managingUnitId, community: communityId }
  return (kind === 'branch' ? branchId : named[kind]) ?? homeId
}

/**
 * A matter goes only to whoever stands to the person by a tie, lies above such a one, or keeps the
 * record: nobody else may know of it (个人信息保护法 Art. 6).
 */
export async function requireHolder(
  { db }: Context,
  retireeId: number,
  orgId: number,
  field = 'ownerOrgId',
): Promise<void> {
  const { rows } = await sql<{ name: string }>`
    select org.name from retiree join org on org.id = ${orgId}
    where retiree.id = ${retireeId} and retiree.reach @> array[${orgId}::int]
      and org.kind <> 'region' and org.dissolved_on is null`.execute(db)
  if (rows.length > 0) return
  const message = '这个机构与这位老同志没有归属关系，请选择其主管、现管、供养单位或社区、支部'
  throw new Refusal('invalid', 'tickets.noHolder', message, field)
}

type Ready = NewTicket & { readonly ownerOrgId: number; readonly dueOn: string }

async function insert(context: Context, ticket: Ready): Promise<{ id: number; number: string }> {
  const { db, vault, today, now, actor } = context
  const id = await nextNumber(db, 'ticket')
  const number = `SX${today.slice(0, 4)}${String(id).padStart(6, '0')}`
  const { detail, sourceId = null, urgent = false, ...given } = ticket
  const { retireeId, title, category, source, ownerOrgId, dueOn } = given
  await db
    .insertInto('ticket')
    .values({
      id,
      number,
      retireeId,
      title,
      category,
      source,
      sourceId,
      urgent,
      ownerOrgId,
      dueOn,
      detail: detail ? JSON.stringify(sealedText(vault, `ticket.detail.${id}`, detail)) : null,
      state: 'registered',
      openedOn: today,
      openedAt: now,
      openedBy: actor.accountId,
      openedOrgId: actor.role === 'system' ? null : actor.orgId,
    })
    .execute()
  await addStep(context, id, { kind: 'registered', toOrgId: ownerOrgId, dueOn })
  return { id, number }
}

async function tellOwner(
  context: Context,
  ticket: Ready & { id: number; number: string },
): Promise<void> {
  const { category, title, number, dueOn, ownerOrgId, id } = ticket
  if (ownerOrgId === context.actor.orgId) return
  await queueMessage(context, {
    template: 'ticketReceived',
    channel: 'inApp',
    to: { orgId: ownerOrgId },
    values: { number, category: ticketCategories[category], title, dueOn },
    about: { subject: 'ticket', id },
  })
}
