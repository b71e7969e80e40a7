import { sql } from 'kysely'
import type { Database, Tx } from '#src/kernel/db.ts'
import { lunarCalendar } from '#src/kernel/lunar.ts'

const first = '1900-01-31'
const last = '2101-01-28'

/** Fills the table of solar and lunar days once: lunar years 1900 to 2100. */
export async function ensureLunarDays(db: Database | Tx): Promise<void> {
  const filled = await db.selectFrom('lunarDay').select('day').limit(1).executeTakeFirst()
  if (filled) return
  const months = lunarCalendar(first, last).filter(({ isLast }) => isLast)
  await sql`
    insert into lunar_day (day, year, month, dom, leap, is_last)
    select m.day - m.dom + of_month, m.year, m.month, of_month, m.leap, of_month = m.dom
    from jsonb_to_recordset(${JSON.stringify(months)}::jsonb)
      m (day date, year smallint, month smallint, dom integer, leap boolean),
      generate_series(1, m.dom) of_month
    on conflict do nothing`.execute(db)
  await sql`analyze lunar_day`.execute(db)
}
