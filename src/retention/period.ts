import { sql } from 'kysely'
import type { Database, Tx } from '#src/kernel/db.ts'
import { addMonths } from '#src/kernel/day.ts'
import { retentionClass, type RetentionCode } from './class.ts'

/** The months that hold for an organisation's path on a day; rows of `org` named `o`. */
const nearest = (code: RetentionCode, today: string) => sql<number>`(
  select p.months from retention_period p
  where p.class = ${code} and p.valid_from <= ${today}::date
    and (p.org_id is null or p.org_id = any (o.path))
  order by coalesce(array_position(o.path, p.org_id), 0) desc, p.valid_from desc limit 1)`

/** `(home_id, cutoff)`: before which day something has run out, for each bureau and every organisation above or below. */
export const cutoffs = (code: RetentionCode, today: string) => sql`(
  select o.id as home_id,
    (${today}::date - make_interval(months => ${nearest(code, today)}))::date as cutoff
  from org o)`

/** The longest that any jurisdiction asks for: one trace serves all. */
export async function monthsEverywhere(
  db: Database | Tx,
  code: RetentionCode,
  today: string,
): Promise<number> {
  const { rows } = await sql<{ months: number }>`
    select max(months) as months from (
      select distinct on (org_id) months from retention_period
      where class = ${code} and valid_from <= ${today}::date
      order by org_id, valid_from desc
    ) as held`.execute(db)
  return Math.max(rows[0]?.months ?? 0, retentionClass(code).least)
}

/** Before which day something that is kept alike everywhere has run out. */
export async function cutoffEverywhere(
  db: Database | Tx,
  code: RetentionCode,
  today: string,
): Promise<string> {
  return addMonths(today, -(await monthsEverywhere(db, code, today)))
}

/** The months that hold for one organisation, and on whose word. */
export async function periodsFor(db: Database | Tx, orgId: number, today: string) {
  const { rows } = await sql<{
    code: RetentionCode
    months: number
    documentNo: string
    validFrom: string
    orgName: string | null
  }>`
    select distinct on (p.class) p.class as code, p.months, p.document_no, p.valid_from, owner.name as org_name
    from retention_period p
      join org o on o.id = ${orgId}
      left join org owner on owner.id = p.org_id
    where p.valid_from <= ${today}::date and (p.org_id is null or p.org_id = any (o.path))
    order by p.class, coalesce(array_position(o.path, p.org_id), 0) desc, p.valid_from desc`.execute(
    db,
  )
  return new Map(rows.map((row) => [row.code, row]))
}
