import { sql } from 'kysely'
import type { Case, CaseStep, CaseState } from '#src/cases/case.ts'
import type { Context } from '#src/kernel/operation.ts'
import { Refusal } from '#src/kernel/refusal.ts'
import { openedText } from '#src/kernel/vault/text.ts'
import { reachableRetirees } from '#src/roster/reach.ts'
import type { AnswerWay, TicketCategory, TicketSource } from './ticket.ts'

/** A matter as it is kept, with where it stands. */
export interface Ticket {
  readonly id: number
  readonly number: string
  readonly retireeId: number
  readonly homeId: number
  readonly title: string
  readonly detail: unknown
  readonly category: TicketCategory
  readonly source: TicketSource
  readonly sourceId: number | null
  readonly urgent: boolean
  readonly openedOn: string
  readonly openedOrgId: number | null
  readonly answeredOn: string | null
  readonly closedOn: string | null
  readonly rating: number | null
  readonly version: number
  readonly case: Case
}

/** The matter of a person within reach; out of reach and nonexistent look the same from outside. */
export async function requireTicket(context: Context, id: number, lock = false): Promise<Ticket> {
  const row = await reachableRetirees(context)
    .innerJoin('ticket as t', 't.retireeId', 'retiree.id')
    .selectAll('t')
    .select('retiree.homeId')
    .where('t.id', '=', id)
    .$if(lock, (found) => found.forUpdate('t'))
    .executeTakeFirst()
  if (!row) throw new Refusal('missing', 'tickets.noSuchTicket', '没有这个事项')
  const { state, ownerOrgId, ownerAccountId, offeredOrgId, dueOn, ...rest } = row
  return {
    ...(rest as unknown as Omit<Ticket, 'case'>),
    case: {
      state: state as CaseState,
      owner: { orgId: ownerOrgId, accountId: ownerAccountId },
      offeredTo: offeredOrgId,
      dueOn,
    },
  }
}

/** One step of the course as it is shown. */
export interface StepShown {
  readonly id: number
  readonly kind: CaseStep
  readonly on: string
  readonly at: Date
  readonly org: string | null
  readonly person: string | null
  readonly toOrg: string | null
  readonly toPerson: string | null
  readonly dueOn: string | null
  readonly way: AnswerWay | null
  readonly rating: number | null
  /** Null also where it is not for the reader's eyes. */
  readonly note: string | null
}

/** The whole course, the first step first; the words only where they may be read. */
export async function courseOf(
  { db, vault }: Context,
  ticketId: number,
  readable: boolean,
): Promise<StepShown[]> {
  const { rows } = await sql<Omit<StepShown, 'note'> & { note: unknown }>`
    select s.id, s.kind, s.happened_on as "on", s.at, org.name as org, person.name as person,
      to_org.name as to_org, to_person.name as to_person, s.due_on, s.way, s.rating, s.note
    from ticket_step s left join org on org.id = s.org_id
    left join account person on person.id = s.account_id
    left join org to_org on to_org.id = s.to_org_id
    left join account to_person on to_person.id = s.to_account_id
    where s.ticket_id = ${ticketId} order by s.id`.execute(db)
  return rows.map(({ note, ...step }) => ({
    ...step,
    note: readable ? openedText(vault, `ticket_step.note.${step.id}`, note) : null,
  }))
}

/** The organisations that have had to do with a matter: they know it already. */
export async function workedOn({ db }: Context, { id, openedOrgId, case: found }: Ticket) {
  const { rows } = await sql<{ id: number }>`
    select distinct org_id as id from ticket_step where ticket_id = ${id} and org_id is not null`.execute(
    db,
  )
  return [...rows.map((row) => row.id), openedOrgId, found.owner.orgId, found.offeredTo]
}
