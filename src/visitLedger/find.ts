import { sql, type RawBuilder } from 'kysely'
import type { Context } from '#src/kernel/operation.ts'
import { opens, type Relation } from '#src/roster/access/relation.ts'
import { postRule } from '#src/roster/access/post.ts'
import { related } from '#src/roster/relations.ts'
import type { TicketCategory } from '#src/tickets/ticket.ts'
import type { GiftKind } from '#src/visits/found.ts'
import type {
  LedgerCursor,
  LedgerFilters,
  LedgerGift,
  LedgerPage,
  LedgerRow,
  LedgerTotals,
} from './ledger.ts'

type Condition = RawBuilder<boolean>

/**
 * Whether gifts and needs of a visit may be seen: those of one's own organisation, and all where a
 * relation to the person opens the notes of everybody (`visitNotes` of docs/decisions/0015).
 */
function notesSeen(context: Context): Condition {
  const { actor } = context
  if (actor.role === 'system') return sql`true`
  const all = postRule(actor.role).relations.filter(
    (one: Relation) => opens[one].visitNotes === 'all',
  )
  return sql`(visit.org_id = ${actor.orgId} or ${related(context, all)})`
}

/** The conditions of a ledger as one on `visit` and `retiree`. */
export function conditionOf(context: Context, filters: LedgerFilters): Condition {
  const { actor } = context
  const reach = sql<boolean>`retiree.reach @> array[${actor.scopeId}::int]`
  const seen = notesSeen(context)
  const { from, to, reason, way, orgId, withNeeds, withGift, withLeaders } = filters
  const found: Condition[] = [actor.role === 'system' ? sql`true` : reach]
  if (from) found.push(sql`visit.visited_on >= ${from}::date`)
  if (to) found.push(sql`visit.visited_on <= ${to}::date`)
  if (reason) found.push(sql`visit.reasons @> array[${reason}]`)
  if (way) found.push(sql`visit.way = ${way}`)
  if (orgId !== undefined)
    found.push(sql`visit.org_id in (select id from org where path @> array[${orgId}::int])`)
  if (withLeaders) found.push(sql`visit.leaders is not null`)
  if (withGift) found.push(sql`visit.gift_kind is not null and ${seen}`)
  if (withNeeds)
    found.push(sql`exists (select from visit_need n where n.visit_id = visit.id) and ${seen}`)
  return sql.join([...found, ...textOf(filters)], sql` and `)
}

function textOf({ visitor, name }: LedgerFilters): Condition[] {
  const found: Condition[] = []
  if (visitor) {
    const like = `%${plain(visitor)}%`
    found.push(sql`(visit.visitors like ${like} or visit.leaders like ${like})`)
  }
  if (!name) return found
  if (!/^[a-zü' ]+$/i.test(name))
    return [...found, sql`retiree.full_name like ${`%${plain(name)}%`}`]
  const start = `${plain(name).toLowerCase().replaceAll(/[' ]/g, '')}%`
  return [...found, sql`(retiree.name_initials like ${start} or retiree.name_pinyin like ${start})`]
}

const plain = (text: string) => text.replaceAll(/[%_\\]/g, '\\$&')

interface PageRequest {
  readonly filters: LedgerFilters
  readonly after?: LedgerCursor | undefined
  readonly before?: LedgerCursor | undefined
  readonly limit: number
}

/** One page, the latest visits first, keyset-paged both ways, with the sums of all. */
export async function pageOfLedger(context: Context, request: PageRequest): Promise<LedgerPage> {
  const { filters, after, before, limit } = request
  const backwards = before !== undefined && after === undefined
  const where = conditionOf(context, filters)
  const totals = await totalsOf(context, where)
  const chosen = sql<boolean>`${where} and ${beyondOf(after ?? before, backwards)}`
  const rows = totals.visits ? await ledgerRows(context, chosen, limit + 1, backwards) : []
  const more = rows.length > limit
  const shown = rows.slice(0, limit)
  if (backwards) shown.reverse()
  return {
    rows: shown,
    totals,
    ...((backwards || more) && edge('next', shown.at(-1))),
    ...((backwards ? more : after) && edge('previous', shown[0])),
  }
}

function beyondOf(cursor: LedgerCursor | undefined, backwards: boolean): Condition {
  if (!cursor) return sql`true`
  const [visitedOn, id] = cursor
  return sql`(visit.visited_on, visit.id) ${backwards ? sql`>` : sql`<`}
    (${visitedOn}::date, ${id}::bigint)`
}

function edge(name: 'next' | 'previous', row: LedgerRow | undefined) {
  return row && { [name]: [row.visitedOn, row.id] as LedgerCursor }
}

async function totalsOf(context: Context, where: Condition): Promise<LedgerTotals> {
  const seen = notesSeen(context)
  const { rows } = await sql<LedgerTotals>`
    with found as materialized (
      select visit.id, visit.retiree_id, visit.gift_kind, visit.gift_fen,
        visit.gift_kind is not null and ${seen} as has_gift
      from visit join retiree on retiree.id = visit.retiree_id where ${where}
    )
    select count(*)::int as visits, count(distinct retiree_id)::int as people,
      count(*) filter (where has_gift)::int as gifts,
      coalesce(sum(gift_fen) filter (where has_gift and gift_kind = 'money'), 0)::bigint as money_fen,
      coalesce(sum(gift_fen) filter (where has_gift and gift_kind <> 'money'), 0)::bigint as goods_fen,
      (select count(*) from visit_need n join visit on visit.id = n.visit_id
        join retiree on retiree.id = visit.retiree_id
        where n.visit_id in (select id from found) and ${seen})::int as needs
    from found`.execute(context.db)
  return rows[0] as LedgerTotals
}

type RawRow = Omit<LedgerRow, 'gift'> & {
  readonly seen: boolean
  readonly giftKind: GiftKind | null
  readonly giftWhat: string | null
  readonly giftFen: number | null
  readonly receiptNo: string | null
  readonly signedBy: string | null
}

/** Visits of the conditions with names, the latest first, or the earliest when going back. */
export async function ledgerRows(
  context: Context,
  where: Condition,
  limit: number,
  backwards = false,
): Promise<LedgerRow[]> {
  const way = backwards ? sql`asc` : sql`desc`
  const { rows } = await sql<RawRow>`
    select visit.id, visit.retiree_id, retiree.full_name, visit.visited_on, visit.reasons,
      visit.way, visit.visitors, visit.leaders, visit.next_contact_on, org.name as org,
      account.name as recorded_by, visit.gift_kind, visit.gift_what, visit.gift_fen,
      visit.receipt_no, visit.signed_by, ${notesSeen(context)} as seen,
      array(select n.category from visit_need n where n.visit_id = visit.id order by n.ordinal)
        as needs
    from visit join retiree on retiree.id = visit.retiree_id
    left join org on org.id = visit.org_id
    left join account on account.id = visit.account_id
    where ${where} order by visit.visited_on ${way}, visit.id ${way} limit ${limit}`.execute(
    context.db,
  )
  return rows.map(rowOf)
}

function rowOf({
  seen,
  giftKind,
  giftWhat,
  giftFen,
  receiptNo,
  signedBy,
  ...row
}: RawRow): LedgerRow {
  const gift: LedgerGift | null =
    seen && giftKind
      ? { kind: giftKind, what: giftWhat, amountFen: giftFen, receiptNo, signedBy }
      : null
  return { ...row, gift, needs: seen ? (row.needs as TicketCategory[]) : [] }
}
