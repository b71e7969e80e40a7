import { sql, type RawBuilder } from 'kysely'
import type * as z from 'zod'
import type { Context } from '#src/kernel/operation.ts'
import { labelOf } from '#src/roster/codes.ts'
import {
  groupCodes,
  type CountedPeople,
  type HeadCountGroup,
  type HeadCountInput,
  type HeadCountPeopleInput,
  type HeadCountRow,
} from './flow.ts'
import { peopleOf } from './flow.sql.ts'
import { belongedTo, categoryOn, groupOf, seenBy, staysSql, tieOn } from './stays.sql.ts'

type Sql = RawBuilder<unknown>
type Asked = Pick<z.output<typeof HeadCountInput>, 'day' | 'by' | 'orgId'>

/**
 * `standing (retiree_id, from_on, category, grp, key)`: who was on the register on a day, with the
 * category, tier or tie of that day (requirements C01-06). Ties end on the day of leaving.
 */
function standingSql(context: Context, { day, by, orgId }: Asked): Sql {
  const where = orgId === undefined ? sql`true` : belongedTo(orgId, day)
  return sql`
  stay as materialized (${staysSql(sql`${seenBy(context)} and ${where}`)}),
  there as (
    select s.retiree_id, s.from_on, ${categoryOn('s', sql`${day}::date`)} as category from stay s
    where s.from_on <= ${day}::date and (s.to_on is null or s.to_on > ${day}::date)
  ), standing as (
    select h.*, ${groupOf(sql`h.category`)} as grp, ${keyOf(by, day)} as key from there h
  )`
}

function keyOf(by: HeadCountGroup, day: string): Sql {
  if (by === 'category') return sql`h.category`
  if (by === 'tier') return tierOn(day)
  const kind = { unit: 'managingUnit', community: 'community', branch: 'branch' }[by]
  return sql`coalesce(${tieOn(kind, 'h.retiree_id', day)}::text, 'none')`
}

/** What stood before the earliest later change, which may be nothing, else what stands now. */
function tierOn(day: string): Sql {
  return sql`coalesce((coalesce((
      select array[c.before ->> 'managementTier'] from retiree_change c
      where c.retiree_id = h.retiree_id and c.before ? 'managementTier'
        and c.effective_on > ${day}::date
      order by c.id limit 1
    ), (select array[r.management_tier] from retiree r where r.id = h.retiree_id)))[1], 'none')`
}

/** How many people were on the register on a day, by what they then were or belonged to. */
export async function headCountOf(context: Context, asked: Asked): Promise<HeadCountRow[]> {
  const { rows } = await sql<Omit<HeadCountRow, 'name'> & { orgName: string | null }>`
    with ${standingSql(context, asked)}
    select g.*, case when g.key ~ '^[0-9]+$' then
      (select o.name from org o where o.id = g.key::int) end as org_name
    from (
      select key, count(*)::integer as count,
        (count(*) filter (where grp = 'lixiu'))::integer as lixiu,
        (count(*) filter (where grp = 'tuixiu'))::integer as tuixiu,
        (count(*) filter (where grp = 'others'))::integer as others
      from standing group by key
    ) g order by g.count desc, g.key limit 5000`.execute(context.db)
  return rows.map(({ orgName, ...row }) => ({ ...row, name: nameOf(asked.by, row.key, orgName) }))
}

function nameOf(by: HeadCountGroup, key: string, orgName: string | null): string {
  if (key === 'none') return '未登记'
  if (by === 'category') return labelOf('retirementCategory', key)
  if (by === 'tier') return labelOf('managementTier', key)
  return orgName ?? '未登记'
}

/** The people behind a figure of the head count. */
export async function headCountPeople(
  context: Context,
  { day, by, orgId, key, groups = groupCodes, ...page }: z.output<typeof HeadCountPeopleInput>,
): Promise<CountedPeople> {
  const row = key === undefined ? sql`true` : sql`key = ${key}`
  const source = sql`with ${standingSql(context, { day, by, orgId })}, counted as (
      select retiree_id, null::text as line, category, from_on as on_day from standing
      where ${row} and grp = any (${groups})
    )`
  return peopleOf(context, source, page)
}
