import { sql, type RawBuilder } from 'kysely'
import type { CaseState } from '#src/cases/case.ts'
import { daysLeft } from '#src/cases/clock.ts'
import { addDays } from '#src/kernel/day.ts'
import type { Context } from '#src/kernel/operation.ts'
import type { Outcome, TicketCursor, TicketFilters } from './shape.ts'
import type { TicketCategory, TicketSource } from './ticket.ts'

type Condition = RawBuilder<boolean>

/** Days before the limit within which a matter counts as 即将到期 in lists. */
export const soonDays = 3

const answered = sql<number>`(t.answered_on is not null)::int`
const unanswered = sql<boolean>`t.answered_on is null`

/** The conditions of a list as one SQL condition on `t`, the matter, and `r`, the person. */
export function conditionOf(context: Context, filters: TicketFilters): Condition {
  const { actor, today } = context
  const found: Condition[] = [
    actor.role === 'system' ? sql`true` : sql`r.reach @> array[${actor.scopeId}::int]`,
    ...stateOf(filters.state),
    ...whoseOf(context, filters.whose),
    ...timingOf(filters.timing, today),
    ...(filters.outcome ? [outcomeOf(filters.outcome, today)] : []),
    ...textOf(filters.text),
  ]
  const { category, source, ownerId, retireeId, openedFrom, openedTo } = filters
  if (category) found.push(sql`t.category = ${category}`)
  if (source) found.push(sql`t.source = ${source}`)
  if (ownerId !== undefined) found.push(sql`t.owner_org_id = ${ownerId}`)
  if (retireeId !== undefined) found.push(sql`t.retiree_id = ${retireeId}`)
  if (openedFrom) found.push(sql`t.opened_on >= ${openedFrom}::date`)
  if (openedTo) found.push(sql`t.opened_on <= ${openedTo}::date`)
  return sql.join(found, sql` and `)
}

function stateOf(state: TicketFilters['state']): Condition[] {
  if (state === 'all') return []
  if (state === 'open') return [sql`t.state <> 'closed'`]
  return state === 'unanswered' ? [unanswered] : [sql`t.state = ${state}`]
}

function whoseOf({ actor }: Context, whose: TicketFilters['whose']): Condition[] {
  if (whose === 'mine') return [sql`t.owner_account_id = ${actor.accountId}`]
  if (whose === 'offered') return [sql`t.offered_org_id = ${actor.orgId}`]
  if (whose === 'own') return [sql`${actor.orgId}::int in (t.owner_org_id, t.offered_org_id)`]
  return []
}

function timingOf(timing: TicketFilters['timing'], today: string): Condition[] {
  if (timing === 'overdue') return [sql`${unanswered} and t.due_on < ${today}::date`]
  if (timing === 'soon')
    return [
      sql`${unanswered} and t.due_on between ${today}::date and ${addDays(today, soonDays)}::date`,
    ]
  return []
}

/** The figures of the statistics as conditions, so that each opens exactly its own matters. */
export function outcomeOf(outcome: Outcome, today: string): Condition {
  const conditions: Record<Outcome, Condition> = {
    answered: sql`t.answered_on is not null`,
    inTime: sql`t.answered_on <= t.due_on`,
    late: sql`t.answered_on > t.due_on`,
    overdue: sql`${unanswered} and t.due_on < ${today}::date`,
    closed: sql`t.state = 'closed'`,
    rated: sql`t.rating is not null`,
    unhappy: sql`t.rating <= 2`,
  }
  return conditions[outcome]
}

/** A number of a matter, a name, its pinyin, or words of the title. */
function textOf(text: string | undefined): Condition[] {
  if (!text) return []
  const plain = text.replace(/[%_\\]/g, '\\$&')
  if (/^sx\d+$/i.test(text)) return [sql`t.number like ${`${plain.toUpperCase()}%`}`]
  if (!/^[a-zü' ]+$/i.test(text))
    return [sql`(r.full_name like ${`%${plain}%`} or t.title like ${`%${plain}%`})`]
  const start = `${plain.toLowerCase().replace(/[' ]/g, '')}%`
  return [sql`(r.name_initials like ${start} or r.name_pinyin like ${start})`]
}

export interface TicketRow {
  readonly id: number
  readonly number: string
  readonly retireeId: number
  readonly fullName: string
  readonly left: boolean
  readonly title: string
  readonly category: TicketCategory
  readonly source: TicketSource
  readonly urgent: boolean
  readonly state: CaseState
  readonly ownerOrgId: number
  readonly ownerName: string
  readonly ownerPerson: string | null
  readonly offeredTo: string | null
  readonly openedOn: string
  readonly dueOn: string
  readonly answeredOn: string | null
  readonly rating: number | null
  /** Days until an answer is due; negative when overdue, null once answered. */
  readonly daysLeft: number | null
}

export interface TicketPage {
  readonly rows: TicketRow[]
  readonly total: number
  readonly next?: TicketCursor
  readonly previous?: TicketCursor
}

export interface PageRequest {
  readonly filters: TicketFilters
  readonly after?: TicketCursor | undefined
  readonly before?: TicketCursor | undefined
  readonly limit: number
}

/** One page, what is unanswered first, in order of the day due; paged by key both ways, with the exact total. */
export async function pageOfTickets(context: Context, request: PageRequest): Promise<TicketPage> {
  const { filters, after, before, limit } = request
  const backwards = before !== undefined && after === undefined
  const where = conditionOf(context, filters)
  const counted = await sql<{ total: number }>`
    select count(*) as total from ticket t join retiree r on r.id = t.retiree_id
    where ${where}`.execute(context.db)
  const beyond = beyondOf(after ?? before, backwards)
  const rows = await ticketRows(context, sql`${where} and ${beyond}`, limit + 1, backwards)
  const more = rows.length > limit
  const shown = rows.slice(0, limit)
  if (backwards) shown.reverse()
  return {
    rows: shown,
    total: counted.rows[0]?.total ?? 0,
    ...((backwards || more) && edge('next', shown.at(-1))),
    ...((backwards ? more : after) && edge('previous', shown[0])),
  }
}

function beyondOf(cursor: TicketCursor | undefined, backwards: boolean): Condition {
  if (!cursor) return sql`true`
  const [told, dueOn, id] = cursor
  return sql`(${answered}, t.due_on, t.id) ${backwards ? sql`<` : sql`>`}
    (${told}::int, ${dueOn}::date, ${id}::bigint)`
}

function edge(name: 'next' | 'previous', row: TicketRow | undefined) {
  return row && { [name]: [row.answeredOn ? 1 : 0, row.dueOn, row.id] }
}

/** Matters with their names: what is unanswered first, then by the day due. */
export async function ticketRows(
  { db, today }: Context,
  where: Condition,
  limit: number,
  backwards = false,
): Promise<TicketRow[]> {
  const way = backwards ? sql`desc` : sql`asc`
  const { rows } = await sql<Omit<TicketRow, 'daysLeft'>>`
    select t.id, t.number, t.retiree_id, r.full_name, r.left_on is not null as "left", t.title,
      t.category, t.source, t.urgent, t.state, t.owner_org_id, owner.name as owner_name,
      person.name as owner_person, offered.name as offered_to, t.opened_on, t.due_on,
      t.answered_on, t.rating
    from ticket t join retiree r on r.id = t.retiree_id
    join org owner on owner.id = t.owner_org_id
    left join account person on person.id = t.owner_account_id
    left join org offered on offered.id = t.offered_org_id
    where ${where} order by ${answered} ${way}, t.due_on ${way}, t.id ${way} limit ${limit}`.execute(
    db,
  )
  return rows.map((row) => ({ ...row, daysLeft: daysLeft(row, today) }))
}
