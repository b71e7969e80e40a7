import { setImmediate } from 'node:timers/promises'
import { sql, type RawBuilder } from 'kysely'
import type { Context } from '#src/kernel/operation.ts'
import { whereOf } from './conditions.ts'
import { countAnew, isCountable, isExact, keptCount } from './headcount.ts'
import type { Filters, ListRow, Sort } from './list.ts'
import { columns, listRow, names, type RawRow } from './pageRow.ts'
import { heldBy, relationsOfHeld } from './relations.ts'
import { demandOpen } from './sealing/value.ts'

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

/** Up to here people are gathered once, to be counted and sorted; beyond, an index gives the order. */
const gathered = 20_000
/** How many people the conditions had when they were last asked for: decides the plan, never the answer. */
const sizes = new Map<string, number>()

/** One page of people with the exact total, keyset-paged. Age ascends from the youngest. */
export async function pageOf(context: Context, request: PageRequest): Promise<Page> {
  const { filters, limit, after, before } = request
  const backwards = before !== undefined && after === undefined
  const where = await whereOf(context, filters)
  const size = JSON.stringify([context.actor.scopeId, filters])
  const { total, rows } =
    isCountable(filters) || (sizes.get(size) ?? 0) > gathered
      ? await countedApart(context, where, request, backwards)
      : await countedTogether(context, where, request, backwards)
  if (sizes.size > 5_000) sizes.clear()
  sizes.set(size, total)
  const more = rows.length > limit
  const shown = rows.slice(0, limit)
  if (backwards) shown.reverse()
  const standing = await relationsOfHeld(context, shown)
  return {
    rows: shown.map((row) => listRow(row, context, standing)),
    total,
    ...((backwards || more) && edge('next', request.sort, shown.at(-1))),
    ...((backwards ? more : after) && edge('previous', request.sort, shown[0])),
  }
}

/** Where the page ends. The day of birth, by which age is sorted, is not for everyone: the row stands for it. */
function edge(name: 'next' | 'previous', sort: Sort, row: RawRow | undefined) {
  return row && { [name]: [sort === 'age' ? null : row.sortKey, row.id] }
}

interface Counted {
  readonly total: number
  readonly rows: RawRow[]
}

/** For some thousands of people: one statement gathers them, counts them and takes the page. */
async function countedTogether(
  context: Context,
  where: RawBuilder<boolean>,
  request: PageRequest,
  backwards: boolean,
): Promise<Counted> {
  const { key, direction, beyond } = orderOf(request, backwards)
  const { rows } = await sql<RawRow & { total: number }>`
    with hit as materialized (select retiree.id, ${key} as sort_key from retiree where ${where}),
    chosen as (
      select id, sort_key from hit where ${beyond(sql`hit.sort_key`, sql`hit.id`)}
      order by sort_key ${direction}, id ${direction} limit ${request.limit + 1}
    )
    select ${columns}, ${heldBy()} as held, chosen.sort_key as "sortKey", counted.total
    from (select count(*) as total from hit) counted
      left join chosen on true left join retiree on retiree.id = chosen.id ${names}
    order by chosen.sort_key ${direction}, chosen.id ${direction}`.execute(
    context.db.withoutPlugins(),
  )
  return { total: rows[0]?.total ?? 0, rows: rows.filter((row) => row.id !== null) }
}

/**
 * For many people, or such as are counted already: the index gives the page, and they are counted
 * without being gathered, or not at all while the count that was kept is exact.
 */
async function countedApart(
  context: Context,
  where: RawBuilder<boolean>,
  request: PageRequest,
  backwards: boolean,
): Promise<Counted> {
  const { key, direction, beyond } = orderOf(request, backwards)
  const kept = keptCount(context, request.filters)
  const { rows } = await sql<RawRow & { exact: boolean }>`
    with chosen as (
      select retiree.id, ${key} as sort_key from retiree
      where ${where} and ${beyond(key, sql`retiree.id`)}
      order by ${key} ${direction}, retiree.id ${direction} limit ${request.limit + 1}
    )
    select ${columns}, ${heldBy()} as held, chosen.sort_key as "sortKey",
      ${kept ? isExact(kept) : sql`false`} as exact
    from chosen join retiree on retiree.id = chosen.id ${names}
    order by chosen.sort_key ${direction}, chosen.id ${direction}`.execute(
    context.db.withoutPlugins(),
  )
  const total =
    kept && rows[0]?.exact ? kept.total : await countAnew(context, request.filters, where)
  return { total, rows }
}

/** Away from the cursor: forwards what comes after it, backwards what comes before it. */
function orderOf({ sort, descending, after, before }: PageRequest, backwards: boolean) {
  const falling = (sort === 'age') !== descending
  const down = falling !== backwards
  const cursor = after ?? before
  const sign = down ? sql`<` : sql`>`
  // A day of birth is never taken from the caller either: it could be found by trying.
  const from =
    sort === 'age'
      ? sql`(select ${keys.age} from retiree where retiree.id = ${cursor?.[1] ?? null}::bigint)`
      : sql`${cursor?.[0] ?? null}::text`
  return {
    key: keys[sort],
    direction: down ? sql`desc` : sql`asc`,
    beyond: (key: RawBuilder<unknown>, id: RawBuilder<unknown>) =>
      cursor ? sql`(${key}, ${id}) ${sign} (${from}, ${cursor[1]})` : sql`true`,
  }
}

/**
 * Everyone under the conditions, in order, for freezing and export, with what a file of this post
 * may hold; at most `limit` people. Identity numbers are opened only where they are wanted.
 */
export async function everyoneOf(
  context: Context,
  { filters, sort, descending }: Omit<PageRequest, 'after' | 'limit'>,
  limit = 200_000,
  numbers = true,
): Promise<ListRow[]> {
  if (numbers) demandOpen(context.vault)
  const where = await whereOf(context, filters)
  const backwards = sort === 'age' ? !descending : descending
  const direction = backwards ? sql`desc` : sql`asc`
  const { rows } = await sql<RawRow>`
    select ${columns}, ${heldBy()} as held, '' as "sortKey"
    from retiree ${names} where ${where}
    order by ${keys[sort]} ${direction}, retiree.id ${direction} limit ${limit}`.execute(
    context.db.withoutPlugins(),
  )
  const people: ListRow[] = []
  const standing = await relationsOfHeld(context, rows)
  for (const row of rows) {
    const given = numbers ? row : { ...row, idNumberSealed: null }
    people.push(listRow(given, context, standing, 'export'))
    if (people.length % pause === 0) await setImmediate()
  }
  return people
}

/** People opened at a stretch, before others are served. */
const pause = 2_000
