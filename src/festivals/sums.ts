import { sql, type RawBuilder } from 'kysely'
import type { Context } from '#src/kernel/operation.ts'
import { Refusal } from '#src/kernel/refusal.ts'
import type { FestivalKind, Result } from './festival.ts'

/** What a festival comes to for the people whom the actor may see. */
export interface Sums {
  readonly people: number
  readonly households: number
  /** 分 */
  readonly owedFen: number
  readonly done: number
  readonly paidFen: number
  readonly returnedFen: number
  readonly rest: number
}

export interface FestivalRow extends Sums {
  readonly id: number
  readonly kind: FestivalKind
  readonly name: string
  readonly orgId: number
  readonly orgName: string
  readonly snapshotId: number
  readonly cutOffOn: string
  readonly fromOn: string
  readonly dueOn: string
  readonly budgetFen: number | null
  readonly documentNo: string | null
  readonly openedBy: string | null
  readonly closedOn: string | null
}

/** The last word on everyone of a festival: `(festival_id, retiree_id, result, happened_on, …)`. */
export const lastResults = sql`
  select distinct on (festival_id, retiree_id) festival_id, retiree_id, result, happened_on, note,
    account_id
  from festival_result order by festival_id, retiree_id, id desc`

/** Needs `p`, a row of `festival_person`, and `l`, its last result. */
export const sums: RawBuilder<Sums> = sql`
  count(*)::int as people, count(distinct p.household)::int as households,
  coalesce(sum(p.amount_fen), 0)::bigint as owed_fen,
  (count(*) filter (where l.result is not null))::int as done,
  coalesce(sum(p.amount_fen) filter (where l.result in ('delivered', 'sent', 'toSurvivor')), 0)::bigint
    as paid_fen,
  coalesce(sum(p.amount_fen) filter (where l.result = 'returned'), 0)::bigint as returned_fen,
  (count(*) filter (where l.result is null))::int as rest`

/** The festivals in which the actor has people, open ones first, the latest first. */
export async function festivalRows(
  { db }: Context,
  where: RawBuilder<boolean>,
): Promise<FestivalRow[]> {
  const { rows } = await sql<FestivalRow>`
    select f.id, f.kind, f.name, f.org_id, o.name as org_name, f.snapshot_id, f.cut_off_on,
      f.from_on, f.due_on, f.budget_fen, f.document_no, a.name as opened_by, f.closed_on, s.*
    from festival f join org o on o.id = f.org_id left join account a on a.id = f.account_id
    join (
      select p.festival_id, ${sums} from festival_person p join retiree r on r.id = p.retiree_id
      left join (${lastResults}) l
        on l.festival_id = p.festival_id and l.retiree_id = p.retiree_id
      join festival f on f.id = p.festival_id where ${where} group by p.festival_id
    ) s on s.festival_id = f.id
    order by f.closed_on is not null, f.id desc limit 200`.execute(db)
  return rows
}

/** The festival; out of reach and nonexistent look the same. */
export async function requireFestival(context: Context, id: number): Promise<FestivalRow> {
  const [found] = await festivalRows(context, sql`f.id = ${id}`)
  if (!found) throw new Refusal('missing', 'festivals.noSuchFestival', '没有这次节日慰问')
  return found
}

/** Refused as `festivals.closed` once the round has been closed. */
export function demandOpenFestival({ closedOn }: Pick<FestivalRow, 'closedOn'>): void {
  if (closedOn)
    throw new Refusal('conflict', 'festivals.closed', `这次慰问已于 ${closedOn} 结束，不能再改`)
}

export interface SumRow extends Sums {
  readonly key: number | null
  readonly name: string
}

export interface StandardRow extends Sums {
  readonly ordinal: number
  readonly title: string
  readonly gift: string | null
  readonly amountFen: number
}

/** The same sums by unit or community, most open first. */
export async function sumsBy(
  { db }: Context,
  id: number,
  column: 'unit_id' | 'community_id',
): Promise<SumRow[]> {
  const { rows } = await sql<SumRow>`
    select p.${sql.ref(column)} as key, coalesce(o.name, '未登记') as name, ${sums}
    from festival_person p join retiree r on r.id = p.retiree_id
    left join (${lastResults}) l on l.festival_id = p.festival_id and l.retiree_id = p.retiree_id
    left join org o on o.id = p.${sql.ref(column)}
    where p.festival_id = ${id} group by 1, 2 order by rest desc, people desc, name limit 2000`.execute(
    db,
  )
  return rows
}

/** Standard × people, one by one: what the budget is reckoned from. */
export async function sumsByStandard({ db }: Context, id: number): Promise<StandardRow[]> {
  const { rows } = await sql<StandardRow>`
    select s.ordinal, s.title, s.gift, s.amount_fen, ${sums}
    from festival_standard s join festival_person p
      on p.festival_id = s.festival_id and p.standard = s.ordinal
    join retiree r on r.id = p.retiree_id
    left join (${lastResults}) l on l.festival_id = p.festival_id and l.retiree_id = p.retiree_id
    where s.festival_id = ${id} group by 1, 2, 3, 4 order by 1`.execute(db)
  return rows
}

/** How often each result stands. */
export async function resultCounts(
  { db }: Context,
  id: number,
): Promise<Partial<Record<Result, number>>> {
  const { rows } = await sql<{ result: Result; count: number }>`
    select l.result, count(*)::int as count from (${lastResults}) l
    join retiree r on r.id = l.retiree_id where l.festival_id = ${id} group by 1`.execute(db)
  return Object.fromEntries(rows.map(({ result, count }) => [result, count]))
}
