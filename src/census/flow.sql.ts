import { sql, type RawBuilder } from 'kysely'
import type * as z from 'zod'
import type { Context } from '#src/kernel/operation.ts'
import {
  groupCodes,
  noCells,
  type CountedPeople,
  type CountedPerson,
  type Flow,
  type FlowCells,
  type FlowInput,
  type FlowPeopleInput,
  type Group,
  type Line,
} from './flow.ts'
import { categoryOn, groupOf, seenBy, staysSql } from './stays.sql.ts'

type Sql = RawBuilder<unknown>

/** How many years one table shows at most. */
const mostYears = 12
/** So many people can be made a list of. */
const listable = 1000

interface Span {
  readonly from: number
  readonly to: number
  readonly orgId?: number | undefined
}

/**
 * `cell (year, retiree_id, line, category, on_day)`: every appearance of a person in the flow table.
 * One row says in which state someone begins the year or comes, another in which state the year is
 * ended or left, and a change of category between them is an exit and an entry; so what opens and
 * comes less what goes is what closes.
 */
function cellSql(context: Context, { from, to, orgId }: Span): Sql {
  const below = orgId === undefined ? sql`true` : sql`r.reach @> array[${orgId}::int]`
  const start = sql`case when s.from_on >= y.first then s.from_on else y.first - 1 end`
  const end = sql`case when s.to_on <= y.last then greatest(s.from_on, s.to_on - 1) else y.last end`
  return sql`
  stay as materialized (${staysSql(sql`${seenBy(context)} and ${below}`)}),
  year as (
    select year, make_date(year, 1, 1) as first, make_date(year, 12, 31) as last
    from generate_series(${from}::int, ${to}::int) as year
  ), move as (
    select y.year, y.first, s.retiree_id, s.from_on, s.to_on, s.came, s.went,
      s.from_on >= y.first as entered, coalesce(s.to_on <= y.last, false) as gone,
      ${categoryOn('s', start)} as start_category, ${categoryOn('s', end)} as end_category
    from stay s join year y on s.from_on <= y.last and (s.to_on is null or s.to_on >= y.first)
  ), cell as (
    select m.year, m.retiree_id, c.line, c.category, ${groupOf(sql`c.category`)} as grp, c.on_day
    from move m cross join lateral (
      select 'opening' as line, start_category as category, from_on as on_day where not entered
      union all select came, start_category, from_on where entered
      union all select 'recategorisedOut', start_category, m.first where ${recategorised}
      union all select 'recategorisedIn', end_category, m.first where ${recategorised}
      union all select went, end_category, to_on where gone
      union all select 'closing', end_category, from_on where not gone
    ) c
  )`
}

const recategorised = sql`${groupOf(sql`start_category`)} <> ${groupOf(sql`end_category`)}`

/** The ledger of coming and going, a year a row (requirements C01-05), the newest year last. */
export async function flowOf(
  context: Context,
  { from, to, orgId }: z.output<typeof FlowInput>,
): Promise<Flow> {
  const last = to ?? Number(context.today.slice(0, 4))
  const since = await firstYear(context)
  const first = Math.max(from ?? since ?? last, last - mostYears + 1)
  const { rows } = await sql<{ year: number; line: Line; grp: Group; count: number }>`
    with ${cellSql(context, { from: first, to: last, orgId })}
    select year, line, grp, count(*)::integer as count from cell group by 1, 2, 3`.execute(
    context.db,
  )
  const years = Array.from({ length: Math.max(0, last - first + 1) }, (_, index) => {
    const year = first + index
    const ofYear = rows.filter((row) => row.year === year)
    const cells = Object.fromEntries(groupCodes.map((group) => [group, cellsIn(ofYear, group)]))
    return { year, cells: cells as Record<Group, FlowCells> }
  })
  return { years, since }
}

function cellsIn(rows: readonly { line: Line; grp: Group; count: number }[], group: Group) {
  const cells = noCells()
  for (const { line, grp, count } of rows) if (grp === group) cells[line] = count
  return cells
}

async function firstYear(context: Context): Promise<number | null> {
  const { rows } = await sql<{ year: number | null }>`
    select extract(year from min(r.registered_on))::integer as year from retiree r
    where ${seenBy(context)} and r.left_reason is distinct from 'importUndone'`.execute(context.db)
  return rows[0]?.year ?? null
}

/** The people behind some cells of a year; one who appears in two of them is listed twice. */
export async function flowPeople(
  context: Context,
  { year, lines, groups = groupCodes, orgId, ...page }: z.output<typeof FlowPeopleInput>,
): Promise<CountedPeople> {
  const source = sql`with ${cellSql(context, { from: year, to: year, orgId })}
    , counted as (
      select retiree_id, line, category, on_day from cell
      where line = any (${lines}) and grp = any (${groups})
    )`
  return peopleOf(context, source, page)
}

/** A page of `counted (retiree_id, line, category, on_day)`, the latest first. */
export async function peopleOf(
  { db }: Context,
  source: Sql,
  { from, limit }: { from: number; limit: number },
): Promise<CountedPeople> {
  const all = await sql<{ total: number; ids: number[] | null }>`
    ${source}
    select count(*)::integer as total, case when count(*) <= ${listable}::int
      then coalesce(array_agg(distinct retiree_id), '{}')::int[] end as ids
    from counted`.execute(db)
  const { rows } = await sql<CountedPerson>`
    ${source}
    select r.id, r.full_name, c.category, o.name as unit, c.on_day as "on", c.line
    from counted c join retiree r on r.id = c.retiree_id
    left join org o on o.id = r.managing_unit_id
    order by c.on_day desc, r.name_pinyin, r.id, c.line
    limit ${limit}::int offset ${from}::int`.execute(db)
  const { total = 0, ids = null } = all.rows[0] ?? {}
  return { total, ids, rows }
}
