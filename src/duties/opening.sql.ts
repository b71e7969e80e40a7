import { sql, type RawBuilder } from 'kysely'
import { allRules } from './rules.ts'
import { agreedOpening } from './rules/agreedContact.sql.ts'
import { contactsOpening } from './rules/contact.sql.ts'
import { homesInUse, spanSql } from './span.sql.ts'

/** Whether a window of the calendar opens after one day, up to another, for any bureau in use. */
export function windowOpens(after: string, upTo: string): RawBuilder<{ opens: boolean }> {
  const opening = allRules.flatMap(({ windows }) =>
    windows
      ? sql`exists (select from (${windows(sql`${after}::date`, upTo)}) w where w.from_on > ${after}::date)`
      : [],
  )
  return sql`
    with home as materialized (${homesInUse}), span as materialized (${spanSql})
    select ${sql.join(opening, sql` or `)} as opens`
}

/**
 * The people for whom a duty may open after one day, up to another, by their own dates: a birthday
 * at the end of its window, a retirement, a tie that ends. More people than needed do no harm.
 */
export function peopleOpening(after: string, upTo: string): RawBuilder<{ id: number }> {
  return sql`
    with early as (
      select distinct (value ->> 'windowDays')::integer as days from policy
      where code = 'milestoneBirthday'
    ), day as materialized (
      select distinct (${after}::date + ahead + early.days) as day
      from early, generate_series(1, ${upTo}::date - ${after}::date) as ahead
    ), solar as (
      select ${monthAndDay('day')} as md from day
      union select 229 from day where ${monthAndDay('day')} = 228
    ), lunar as (
      select l.month * 100 + l.dom as md from day join lunar_day l using (day)
      union select l.month * 100 + 30 from day join lunar_day l using (day) where l.is_last
    ), moment as (
      select coalesce(array_agg(left(d::date::text, length)), '{}') as texts
      from generate_series(${after}::date + 1, ${upTo}::date, interval '1 day') as d,
        unnest(array[4, 7, 10]) as length
    )
    select r.id from retiree r, moment
    where r.left_on is null and (
      case when r.birth_celebrated is null
        then ${monthAndDay('r.birth_first')} in (select md from solar)
          or ${monthAndDay('r.birth_id')} in (select md from solar)
        when r.birth_celebrated ->> 'calendar' = 'lunar' then ${celebrated} in (select md from lunar)
        else ${celebrated} in (select md from solar) end
      or r.registered_on > ${after}::date
      or r.retired_on = any (moment.texts) or r.party_joined = any (moment.texts))
    union
    select retiree_id from tie where valid_to > ${after}::date and valid_to <= ${upTo}::date
    union
    select retiree_id from hospital_stay where discharged_on is null and withdrawn_on is null
    union
    select retiree_id from home_ward where closed_on is null
    union ${contactsOpening(after, upTo)}
    union ${agreedOpening(after)}
    union select retiree_id from service_plan`
}

function monthAndDay(column: string): RawBuilder<number> {
  const day = sql.ref(column)
  return sql`(extract(month from ${day}) * 100 + extract(day from ${day}))::integer`
}

const celebrated = sql`((r.birth_celebrated ->> 'month')::integer * 100
  + (r.birth_celebrated ->> 'day')::integer)`
