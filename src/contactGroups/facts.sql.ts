import { sql, type RawBuilder } from 'kysely'

/** The last contact of a person, on `r`, as `last (on_day, what)`: a call that reached, or a visit. */
export const lastContact: RawBuilder<unknown> = sql`
  left join lateral (
    select on_day, what from (
      (select contacted_on as on_day, way as what from contact_record
        where retiree_id = r.id and reached order by contacted_on desc, id desc limit 1)
      union all
      (select visited_on, 'visit:' || way from visit
        where retiree_id = r.id order by visited_on desc, id desc limit 1)
    ) each order by on_day desc limit 1
  ) last on true`

/** When contact is due next, on `r`, as `due (due_on, overdue)`: by the ledger. */
export function nextDue(today: string): RawBuilder<unknown> {
  return sql`
  left join lateral (
    select min(d.due_on) as due_on, (count(*) filter (where d.due_on < ${today}::date))::integer as overdue
    from duty d where d.retiree_id = r.id and d.rule in ('contactCall', 'contactVisit')
      and d.state = 'open' and d.from_on <= ${today}::date
  ) due on true`
}
