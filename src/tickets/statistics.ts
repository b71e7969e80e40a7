import { sql, type RawBuilder } from 'kysely'
import type * as z from 'zod'
import type { Context } from '#src/kernel/operation.ts'
import { conditionOf, outcomeOf } from './find.ts'
import { TicketFilters, type Grouping, type Outcome, type Statistics } from './shape.ts'

/** One line of the statistics. Each count opens its matters: `tickets.list` by the same words. */
export interface Figures {
  /** A category, the number of an organisation, or a month `YYYY-MM`. */
  readonly key: string
  readonly name: string | null
  readonly opened: number
  readonly answered: number
  readonly inTime: number
  readonly late: number
  readonly overdue: number
  readonly closed: number
  readonly rated: number
  readonly unhappy: number
  /** Calendar days from opening to answer, on average; null before the first answer. */
  readonly meanDays: number | null
  readonly meanRating: number | null
}

const keyOf: Readonly<Record<Grouping, RawBuilder<string>>> = {
  category: sql`t.category`,
  owner: sql`t.owner_org_id::text`,
  month: sql`to_char(t.opened_on, 'YYYY-MM')`,
}

const counted: readonly Outcome[] = [
  'answered',
  'inTime',
  'late',
  'overdue',
  'closed',
  'rated',
  'unhappy',
]

/** Matters opened in a year (R-C07-11, R-C09-07), by what they are about, who owns them, or month. */
export async function figuresOf(
  context: Context,
  { by, year, category }: z.output<typeof Statistics>,
): Promise<Figures[]> {
  const filters = TicketFilters.parse({
    state: 'all',
    openedFrom: `${year}-01-01`,
    openedTo: `${year}-12-31`,
    ...(category && { category }),
  })
  const counts = counted.map(
    (each) =>
      sql`count(*) filter (where ${outcomeOf(each, context.today)}) as ${sql.ref(snake(each))}`,
  )
  const { rows } = await sql<Figures>`
    select ${keyOf[by]} as key, ${by === 'owner' ? sql`max(owner.name)` : sql`null::text`} as name,
      count(*) as opened, ${sql.join(counts)},
      round(avg(t.answered_on - t.opened_on), 1)::float8 as mean_days,
      round(avg(t.rating), 2)::float8 as mean_rating
    from ticket t join retiree r on r.id = t.retiree_id join org owner on owner.id = t.owner_org_id
    where ${conditionOf(context, filters)}
    group by 1 order by ${by === 'month' ? sql`key` : sql`opened desc, key`}`.execute(context.db)
  return rows
}

function snake(name: string): string {
  return name.replace(/[A-Z]/g, (letter) => `_${letter.toLowerCase()}`)
}
