import { sql, type RawBuilder } from 'kysely'

/** Which people to derive for: these, or everyone. */
export type Scope = readonly number[] | 'all'

/** First day of a partial date, written out so that a million rows stay quick. */
export function firstDayOf(column: string): RawBuilder<string> {
  const text = sql.ref(column)
  return sql`(${text} || substr('-01-01', length(${text}) - 3))::date`
}

/** Last day that a partial date may mean. */
export function lastDayOf(column: string): RawBuilder<string> {
  const text = sql.ref(column)
  return sql`(case length(${text}) when 10 then ${text}::date
    when 7 then ((${text} || '-01')::date + interval '1 month' - interval '1 day')::date
    else (${text} || '-12-31')::date end)`
}

/**
 * The narrow facts of each person that the rules read. `end_on` is the last day on which anything
 * can be owed: the last day alive that the date of death may mean, or the day of moving out.
 * `since_on` is when the person came on the register as a retired person. Records made in error
 * have no duties at all.
 */
export function personSql(scope: Scope): RawBuilder<unknown> {
  const chosen = scope === 'all' ? sql`true` : sql`r.id = any (${[...scope]}::bigint[])`
  return sql`
  select r.id, r.home_id, r.managing_unit_id, r.community_id, r.branch_id, r.registered_on,
    greatest(r.registered_on, ${firstDayOf('r.retired_on')}) as since_on,
    greatest(extract(year from r.registered_on)::integer, left(r.retired_on, 4)::integer)
      as since_year,
    ${firstDayOf('r.retired_on')} as retired_first, ${lastDayOf('r.retired_on')} as retired_last,
    case when r.left_reason = 'deceased' then least(${lastDayOf('r.died_on')}, r.left_on)
      else r.left_on end as end_on,
    r.left_reason is not distinct from 'deceased' as is_dead,
    coalesce(r.political_status in ('01', '02'), false) as is_member,
    case when r.party_joined is not null then ${firstDayOf('r.party_joined')} end as party_first,
    ${medalYear} as medal_year,
    r.birth_celebrated ->> 'calendar' is not distinct from 'lunar' as is_lunar,
    coalesce((r.birth_celebrated ->> 'leap')::boolean, false) as is_leap,
    coalesce((r.birth_celebrated ->> 'month')::integer, extract(month from ${birthdayOnFile})::integer) as month,
    coalesce((r.birth_celebrated ->> 'day')::integer, extract(day from ${birthdayOnFile})::integer) as dom,
    coalesce(l.year, extract(year from r.birth_first)::integer) as birth_year
  from retiree r
  left join lunar_day l on l.day = r.birth_first and r.birth_celebrated ->> 'calendar' = 'lunar'
  where ${chosen} and (r.left_reason is null or r.left_reason in ('deceased', 'transferredOut'))`
}

/**
 * The day of birth: the archive's; where that is only a month or a year, the identity card's if it
 * agrees; a month alone counts from its first day, so that nobody is late; a year alone gives none.
 */
const birthdayOnFile = sql`case
  when length(r.birth_archive) = 10 or r.birth_archive is null then r.birth_first
  when left(r.birth_id::text, length(r.birth_archive)) = r.birth_archive then r.birth_id
  when length(r.birth_archive) = 7 then r.birth_first end`

/**
 * The first year since 2021 on whose 1 July 党龄 is fifty years (rules §C04). It counts from full
 * membership, else from joining by the table of probation periods: none from 1969-04-01 to
 * 1977-08-11, one year from 1956-09-15 and from 1977-08-12, before that up to two years by class.
 * Partial dates count from their first day, which their text compares like. Suspended membership
 * counts for nothing.
 */
const medalYear = sql`case
  when coalesce(r.political_status, '01') <> '01' or r.membership_state = 'suspended' then null
  else greatest(2021, left(coalesce(r.party_full, r.party_joined), 4)::integer + 50
    + (substr(coalesce(r.party_full, r.party_joined), 6) collate "C" > '07-01')::integer
    + case when r.party_full is not null then 0
      when r.party_joined collate "C" >= '1977-08-12' then 1
      when r.party_joined collate "C" >= '1969-04-01' then 0
      when r.party_joined collate "C" >= '1956-09-15' then 1
      when r.party_joined collate "C" >= '1945-04-23' then 2 else 0 end)
  end`

/**
 * Whose ties of which kind are more than one that has held since the registration. Everyone else
 * with a current tie never lacked it.
 */
export function notableTiesSql(scope: Scope): RawBuilder<unknown> {
  const chosen = scope === 'all' ? sql`true` : sql`t.retiree_id = any (${[...scope]}::bigint[])`
  return sql`
  select t.retiree_id, t.kind from tie t join retiree r on r.id = t.retiree_id
  where ${chosen} and t.kind in ('managingUnit', 'community', 'branch')
    and (t.valid_to is not null or t.valid_from > r.registered_on or t.recorded_on > r.registered_on)`
}
