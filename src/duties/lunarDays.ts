import { sql } from 'kysely'
import type { Database, Tx } from '#src/kernel/db.ts'
import { lunarCalendar } from '#src/kernel/lunar.ts'

const first = '1900-01-31'
const last = '2101-01-28'

/** Fills the table of solar and lunar days once: lunar years 1900 to 2100. */
export async function ensureLunarDays(db: Database | Tx): Promise<void> {
  const filled = await db.selectFrom('lunarDay').select('day').limit(1).executeTakeFirst()
  if (filled) return
  await sql`
    insert into lunar_day (day, year, month, dom, leap, is_last)
    select (row ->> 'day')::date, (row ->> 'year')::smallint, (row ->> 'month')::smallint,
      (row ->> 'dom')::smallint, (row ->> 'leap')::boolean, (row ->> 'isLast')::boolean
    from jsonb_array_elements(${JSON.stringify(lunarCalendar(first, last))}::jsonb) row
    on conflict do nothing`.execute(db)
  await sql`analyze lunar_day`.execute(db)
}
