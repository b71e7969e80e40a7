import { sql } from 'kysely'
import type { Context } from '#src/kernel/operation.ts'

/** Someone on the list as papers name them. */
export interface Receiver {
  readonly retireeId: number
  readonly fullName: string
  readonly category: string | null
  readonly unit: string | null
  readonly household: number
  /** The household's number on the list, from 1. */
  readonly houseNumber: number
  readonly together: string | null
  readonly standard: string
  readonly gift: string | null
  readonly amountFen: number
  readonly lastVisit: string | null
}

/** Everyone on the list whom the actor may see, or on one route of it, households together. */
export async function everyoneIn(
  { db }: Context,
  festivalId: number,
  routeId?: number,
): Promise<Receiver[]> {
  const { rows } = await sql<Omit<Receiver, 'houseNumber'>>`
    select p.retiree_id, r.full_name, r.retirement_category as category, u.name as unit,
      p.household,
      (select string_agg(o.full_name, '、' order by q.ordinal) from festival_person q
        join retiree o on o.id = q.retiree_id where q.festival_id = p.festival_id
        and q.household = p.household and q.retiree_id <> p.retiree_id) as together,
      s.title as standard, s.gift, p.amount_fen,
      (select max(v.visited_on) from visit v where v.retiree_id = p.retiree_id) as last_visit
    from festival_person p join retiree r on r.id = p.retiree_id
    join festival_standard s on s.festival_id = p.festival_id and s.ordinal = p.standard
    left join org u on u.id = p.unit_id
    left join festival_stop k on k.festival_id = p.festival_id and k.retiree_id = p.retiree_id
    where p.festival_id = ${festivalId}
      and (${routeId ?? null}::bigint is null or k.route_id = ${routeId ?? null}::bigint)
    order by p.ordinal`.execute(db)
  return numbered(rows)
}

function numbered(rows: readonly Omit<Receiver, 'houseNumber'>[]): Receiver[] {
  const numbers = new Map<number, number>()
  return rows.map((row) => {
    const houseNumber = numbers.get(row.household) ?? numbers.size + 1
    numbers.set(row.household, houseNumber)
    return { ...row, houseNumber }
  })
}
