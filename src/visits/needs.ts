import type { Context } from '#src/kernel/operation.ts'
import { Refusal } from '#src/kernel/refusal.ts'
import { openTicket } from '#src/tickets/open.ts'
import type { Need } from './found.ts'

/** A need that has become a ticket. */
export interface OpenedNeed {
  readonly id: number
  readonly number: string
  readonly title: string
  readonly owner: string
  readonly dueOn: string
}

/** Opens a ticket for each need, with owner and day; the visit keeps their numbers (R-C08-09). */
export async function openNeeds(
  context: Context,
  retireeId: number,
  visitId: number,
  needs: readonly Need[],
): Promise<OpenedNeed[]> {
  const opened: OpenedNeed[] = []
  for (const [index, need] of needs.entries())
    opened.push(await openNeed(context, { retireeId, visitId, index, need }))
  return opened
}

interface Place {
  readonly retireeId: number
  readonly visitId: number
  readonly index: number
  readonly need: Need
}

async function openNeed(context: Context, place: Place): Promise<OpenedNeed> {
  const { retireeId, visitId, index, need } = place
  const { category, title, detail, ownerOrgId, dueOn } = need
  const ticket = await openTicket(context, {
    retireeId,
    category,
    title,
    source: 'visit',
    sourceId: visitId,
    ...(detail && { detail }),
    ...(ownerOrgId !== undefined && { ownerOrgId }),
    ...(dueOn && { dueOn }),
  }).catch((error: unknown) => {
    throw atNeed(error, index)
  })
  await context.db
    .insertInto('visitNeed')
    .values({
      visitId,
      retireeId,
      category,
      ordinal: index + 1,
      ticketId: ticket.id,
      number: ticket.number,
    })
    .execute()
  const owner = await nameOf(context, ticket.ownerOrgId)
  return { id: ticket.id, number: ticket.number, title, owner, dueOn: ticket.dueOn }
}

/** What a ticket refuses is said at its line of the form. */
function atNeed(error: unknown, index: number): unknown {
  if (!(error instanceof Refusal)) return error
  const issues = error.issues.map((issue) => ({ ...issue, field: `needs.${index}.${issue.field}` }))
  return issues.length > 0 ? new Refusal(error.kind, error.code, error.message, issues) : error
}

async function nameOf({ db }: Context, orgId: number): Promise<string> {
  const org = await db.selectFrom('org').select('name').where('id', '=', orgId).executeTakeFirst()
  return org?.name ?? ''
}
