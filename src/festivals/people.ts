import { sql, type RawBuilder } from 'kysely'
import * as z from 'zod'
import type { Context } from '#src/kernel/operation.ts'
import { exceptions, resultKeys, type Exception, type Result } from './festival.ts'
import { lastResults } from './sums.ts'

export const PeopleWanted = z.strictObject({
  id: z.int('请选择节日慰问'),
  /** `none`: nothing recorded yet. */
  result: z.enum(['none', ...resultKeys], '没有这种结果').optional(),
  exception: z.enum(Object.keys(exceptions) as Exception[], '没有这种情形').optional(),
  /** 0 for those without one. */
  unitId: z.int().optional(),
  communityId: z.int().optional(),
  routeId: z.int().optional(),
  text: z.string().trim().max(60, '最多 60 个字').optional(),
  from: z.int().min(0).default(0),
  limit: z.int().min(1).max(200, '每页最多 200 人').default(50),
})
export type PeopleWanted = z.output<typeof PeopleWanted>

export interface FestivalPerson {
  readonly retireeId: number
  readonly ordinal: number
  readonly fullName: string
  readonly unit: string | null
  readonly community: string | null
  /** Others of the list in the same household. */
  readonly together: string | null
  readonly standard: string
  readonly gift: string | null
  readonly amountFen: number
  readonly routeId: number | null
  readonly route: string | null
  readonly exception: Exception | null
  readonly diedOn: string | null
  readonly result: Result | null
  readonly happenedOn: string | null
  readonly note: string | null
}

export interface PeoplePage {
  readonly total: number
  readonly rows: readonly FestivalPerson[]
}

/** Why the planned visit will not do, as of now; null where it will. Needs `r`, the person. */
const exceptionOf = sql<Exception | null>`case when r.left_reason = 'deceased' then 'died'
  when r.left_on is not null then 'left' when r.lives_elsewhere then 'elsewhere' end`

/** Some of the people of a festival whom the actor may see, households together. */
export async function peopleOf(
  { db }: Context,
  { id, from, limit, ...wanted }: PeopleWanted,
): Promise<PeoplePage> {
  const { rows } = await sql<FestivalPerson & { total: number }>`
    select p.retiree_id, p.ordinal, r.full_name, u.name as unit, c.name as community,
      (select string_agg(o.full_name, '、' order by q.ordinal) from festival_person q
        join retiree o on o.id = q.retiree_id where q.festival_id = p.festival_id
        and q.household = p.household and q.retiree_id <> p.retiree_id) as together,
      s.title as standard, s.gift, p.amount_fen, t.id as route_id, t.name as route,
      ${exceptionOf} as exception, r.died_on, l.result, l.happened_on, l.note,
      (count(*) over ())::int as total
    from festival_person p join retiree r on r.id = p.retiree_id
    join festival_standard s on s.festival_id = p.festival_id and s.ordinal = p.standard
    left join (${lastResults}) l on l.festival_id = p.festival_id and l.retiree_id = p.retiree_id
    left join festival_stop k on k.festival_id = p.festival_id and k.retiree_id = p.retiree_id
    left join festival_route t on t.id = k.route_id
    left join org u on u.id = p.unit_id left join org c on c.id = p.community_id
    where p.festival_id = ${id} and ${conditionsOf(wanted)}
    order by p.ordinal limit ${limit}::int offset ${from}::int`.execute(db)
  return { total: rows[0]?.total ?? 0, rows: rows.map(({ total: _total, ...row }) => row) }
}

function conditionsOf(wanted: Omit<PeopleWanted, 'id' | 'from' | 'limit'>): RawBuilder<boolean> {
  const { result, exception, unitId, communityId, routeId, text } = wanted
  const found = [
    ...(result === 'none' ? [sql`l.result is null`] : []),
    ...(result && result !== 'none' ? [sql`l.result = ${result}`] : []),
    ...(exception ? [sql`${exceptionOf} = ${exception}`] : []),
    ...among('p.unit_id', unitId),
    ...among('p.community_id', communityId),
    ...among('k.route_id', routeId),
    ...(text ? [sql`strpos(r.full_name, ${text}) > 0`] : []),
  ]
  return found.length > 0 ? sql<boolean>`${sql.join(found, sql` and `)}` : sql<boolean>`true`
}

function among(column: string, value: number | undefined): RawBuilder<unknown>[] {
  if (value === undefined) return []
  return [value === 0 ? sql`${sql.ref(column)} is null` : sql`${sql.ref(column)} = ${value}`]
}

/** How many people need another way, by kind. */
export async function exceptionCounts(
  { db }: Context,
  id: number,
): Promise<Partial<Record<Exception, number>>> {
  const { rows } = await sql<{ exception: Exception; count: number }>`
    select ${exceptionOf} as exception, count(*)::int as count
    from festival_person p join retiree r on r.id = p.retiree_id
    where p.festival_id = ${id} and ${exceptionOf} is not null group by 1`.execute(db)
  return Object.fromEntries(rows.map(({ exception, count }) => [exception, count]))
}
