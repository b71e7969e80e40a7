import { sql, type RawBuilder } from 'kysely'
import type { Context } from '#src/kernel/operation.ts'
import { fullYearsBetween } from '#src/kernel/day.ts'
import { maskCitizenId } from './citizenId.ts'
import { whereOf } from './conditions.ts'
import type { Filters, ListRow, Sort } from './list.ts'
import { maskPhone } from './phone.ts'

export interface PageRequest {
  readonly filters: Filters
  readonly sort: Sort
  readonly descending: boolean
  readonly after?: Cursor | undefined
  readonly before?: Cursor | undefined
  readonly limit: number
}

type Cursor = readonly [string | null, number]

export interface Page {
  readonly rows: ListRow[]
  /** Exact number of people under the conditions. */
  readonly total: number
  /** Give it as `after` for the next page; absent on the last. */
  readonly next?: Cursor
  /** Give it as `before` for the page before; absent on the first. */
  readonly previous?: Cursor
}

const keys: Readonly<Record<Sort, RawBuilder<string>>> = {
  name: sql`retiree.name_pinyin`,
  age: sql`coalesce(to_char(retiree.birth_first, 'YYYY-MM-DD'), '')`,
  retiredOn: sql`coalesce(retiree.retired_on, '') collate "C"`,
  fileNo: sql`coalesce(retiree.file_no, '') collate "C"`,
}

/** One page of people with the exact total, keyset-paged. Age ascends from the youngest. */
export async function pageOf(context: Context, request: PageRequest): Promise<Page> {
  const { filters, limit, after, before } = request
  const backwards = before !== undefined && after === undefined
  const where = whereOf(context, filters)
  const counted = await sql<{ total: number }>`
    select count(*) as total from retiree where ${where}`.execute(context.db)
  const rows = await rowsBeside(context, where, request, backwards)
  const more = rows.length > limit
  const shown = rows.slice(0, limit)
  if (backwards) shown.reverse()
  return {
    rows: shown.map((row) => listRow(row, context.today)),
    total: counted.rows[0]?.total ?? 0,
    ...((backwards || more) && edge('next', shown.at(-1))),
    ...((backwards ? more : after) && edge('previous', shown[0])),
  }
}

function edge(name: 'next' | 'previous', row: RawRow | undefined) {
  return row && { [name]: [row.sortKey, row.id] }
}

/** One row more than asked for, away from the cursor: forwards after it, backwards before it. */
async function rowsBeside(
  { db }: Context,
  where: RawBuilder<boolean>,
  { sort, descending, after, before, limit }: PageRequest,
  backwards: boolean,
): Promise<RawRow[]> {
  const key = keys[sort]
  const falling = (sort === 'age') !== descending
  const down = falling !== backwards
  const cursor = after ?? before
  const direction = down ? sql`desc` : sql`asc`
  const beyond = cursor
    ? sql`(${key}, retiree.id) ${down ? sql`<` : sql`>`} (${cursor[0]}, ${cursor[1]})`
    : sql`true`
  const { rows } = await sql<RawRow>`
    with chosen as (
      select retiree.id, ${key} as sort_key from retiree where ${where} and ${beyond}
      order by ${key} ${direction}, retiree.id ${direction} limit ${limit + 1}
    )
    select ${columns}, chosen.sort_key from chosen
      join retiree on retiree.id = chosen.id ${names}
    order by chosen.sort_key ${direction}, chosen.id ${direction}`.execute(db)
  return rows
}

/** Everyone under the conditions, in order, for freezing and export; at most `limit` people. */
export async function everyoneOf(
  context: Context,
  { filters, sort, descending }: Omit<PageRequest, 'after' | 'limit'>,
  limit = 200_000,
): Promise<FullRow[]> {
  const backwards = sort === 'age' ? !descending : descending
  const direction = backwards ? sql`desc` : sql`asc`
  const { rows } = await sql<RawRow>`
    select ${columns}, '' as sort_key from retiree ${names} where ${whereOf(context, filters)}
    order by ${keys[sort]} ${direction}, retiree.id ${direction} limit ${limit}`.execute(context.db)
  return rows.map((row) => ({ ...listRow(row, context.today), full: row }))
}

/** A row with the unmasked values, for files that may hold them. */
export interface FullRow extends ListRow {
  readonly full: { readonly idNumber: string | null; readonly mobile: string | null }
}

interface RawRow extends Omit<ListRow, 'age'> {
  readonly birthFirst: string | null
  readonly sortKey: string
}

const columns = sql`
  retiree.id, retiree.file_no, retiree.full_name, retiree.gender, retiree.birth_first,
  coalesce(retiree.birth_archive, to_char(retiree.birth_id, 'YYYY-MM-DD')) as birth,
  retiree.id_number, retiree.retirement_category, retiree.rank_at_retirement,
  retiree.current_treatment, retiree.political_status, retiree.revolutionary_period,
  retiree.retired_on, retiree.last_unit_and_post, former.name as former_unit,
  paying.name as paying_unit, managing.name as managing_unit, community.name as community,
  branch.name as branch, retiree.residence_address, retiree.mobile, retiree.living_arrangement,
  retiree.health_status, retiree.ethnicity, retiree.party_joined, retiree.verified_on,
  retiree.left_reason,
  array(select tag.code from tag where tag.retiree_id = retiree.id and tag.to_on is null
    order by tag.code) as tags`

const names = sql`
  left join org former on former.id = retiree.former_unit_id
  left join org paying on paying.id = retiree.paying_unit_id
  left join org managing on managing.id = retiree.managing_unit_id
  left join org community on community.id = retiree.community_id
  left join org branch on branch.id = retiree.branch_id`

function listRow({ birthFirst, sortKey: _, ...row }: RawRow, today: string): ListRow {
  return {
    ...row,
    age: birthFirst ? fullYearsBetween(birthFirst, today) : null,
    idNumber: row.idNumber && maskCitizenId(row.idNumber),
    mobile: row.mobile && maskPhone(row.mobile),
  }
}
