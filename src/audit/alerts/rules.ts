import { sql, type RawBuilder } from 'kysely'
import { customWorkdays, timesUsual, usualAtLeast, type AlertRule } from './alert.ts'

/** What is looked at: a whole day, or only its last quarter of an hour. */
export interface Sight {
  readonly day: string
  readonly recent: boolean
}

/** A day in China as a span of moments; some time of the day before may belong to it. */
const within = ({ day, recent }: Sight, early = '0 min') => sql<boolean>`
  trace.at >= ${day}::timestamp at time zone 'Asia/Shanghai' - ${early}::interval
  and trace.at < (${day}::date + 1)::timestamp at time zone 'Asia/Shanghai'
  ${recent ? sql`and trace.at >= clock_timestamp() - interval '15 min'` : sql``}`

const chinaHour = sql`extract(hour from trace.at at time zone 'Asia/Shanghai')`

/** Refusals that belong to ordinary work: being asked to prove oneself again. */
const ordinary = [
  'session.unconfirmed',
  'session.factorNeeded',
  'session.passwordDue',
  'session.required',
]

/** Rows `account_id, org_id, at, detail`, at most one for each account. */
type Finding = (sight: Sight) => RawBuilder<unknown>

const night: Finding = (sight) => sql`
  select account_id, (array_agg(org_id order by at))[1] as org_id, min(at) as at,
    jsonb_build_object('persons', count(distinct subject_id)) as detail
  from trace
  where ${within(sight)} and outcome = 'looked' and account_id is not null
    and (${chinaHour} >= 22 or ${chinaHour} < 6)
  group by account_id`

const twoPlaces: Finding = (sight) => sql`
  select distinct on (account_id) account_id, org_id, at,
    jsonb_build_object('from', before, 'to', source) as detail
  from (
    select account_id, org_id, at, source,
      lag(source) over places as before, lag(at) over places as before_at
    from trace
    where ${within(sight, '10 min')} and account_id is not null and source <> ''
    window places as (partition by account_id order by at, id)
  ) as moves
  where source <> before and at - before_at <= interval '10 min'
    and at >= ${sight.day}::timestamp at time zone 'Asia/Shanghai'
  order by account_id, at`

/** A sign-in carries no post; the account's latest says where it belongs. */
const twoDevices: Finding = (sight) => sql`
  select distinct on (account_id) account_id, at, '{}'::jsonb as detail, (
    select org_id from post where post.account_id = openings.account_id order by id desc limit 1
  ) as org_id
  from (
    select subject_id::integer as account_id, at, (detail ->> 'knownDevice')::boolean as known,
      lag(at) over (partition by subject_id order by at, id) as before
    from trace
    where ${within(sight, '10 min')} and subject = 'account' and name = 'session.opened'
  ) as openings
  where not known and at - before <= interval '10 min'
    and at >= ${sight.day}::timestamp at time zone 'Asia/Shanghai'
  order by account_id, at`

/** Reads the days as `countLooks` left them. */
const harvest: Finding = ({ day }) => sql`
  select account_id, trace.org_id, trace.at,
    jsonb_build_object('persons', persons, 'usual', usual) as detail
  from (
    select today.account_id, today.persons, greatest(${usualAtLeast}, coalesce((
      select percentile_cont(0.5) within group (order by custom.persons) from (
        select look_day.persons from look_day
        where look_day.account_id = today.account_id and look_day.day < ${day}::date
          and look_day.day >= ${day}::date - ${sql.lit(customWorkdays * 2)}
          and extract(isodow from look_day.day) <= 5
        order by look_day.day desc limit ${sql.lit(customWorkdays)}
      ) as custom), 0)) as usual
    from look_day as today
    where today.day = ${day}::date and today.persons >= ${timesUsual * usualAtLeast}
  ) as days
  cross join lateral (
    select max(org_id) as org_id, max(at) as at from trace
    where trace.account_id = days.account_id and ${within({ day, recent: false })}
  ) as trace
  where persons >= ${timesUsual} * usual`

const refusals: Finding = (sight) => sql`
  select distinct on (account_id) account_id, org_id, at, '{}'::jsonb as detail
  from (
    select account_id, org_id, at, lag(at, 9) over (partition by account_id order by at, id) as tenth
    from trace
    where ${within(sight, '10 min')} and outcome = 'refused' and account_id is not null
      and name <> all(${ordinary}::text[])
  ) as attempts
  where at - tenth <= interval '10 min'
    and at >= ${sight.day}::timestamp at time zone 'Asia/Shanghai'
  order by account_id, at`

const vip: Finding = (sight) => sql`
  select distinct on (account_id) account_id, org_id, at, '{}'::jsonb as detail
  from trace
  where ${within(sight)} and name = 'vip.opened' and account_id is not null
    and coalesce(detail ->> 'case', '') = ''
  order by account_id, at`

/** Rules over single acts, to be asked every minute; those over the seals stand beside the sealer. */
export const quickRules = { night, twoPlaces, twoDevices, refusals, vip } satisfies Rules
/** All rules over what people did. */
export const rules = { ...quickRules, harvest } satisfies Rules

type Rules = Partial<Record<AlertRule, Finding>>

/** Fills in the number of persons of each day up to and with this one, from where it was left. */
export const countLooks = (day: string, downloads: readonly string[]) => sql`
  insert into look_day (account_id, day, persons)
  select account_id, (at at time zone 'Asia/Shanghai')::date, count(distinct subject_id)
  from trace
  where at < (${day}::date + 1)::timestamp at time zone 'Asia/Shanghai'
    and at >= coalesce(
      (select max(look_day.day) from look_day where look_day.day <= ${day}::date),
      ${day}::date - ${sql.lit(customWorkdays * 2)})::timestamp at time zone 'Asia/Shanghai'
    and outcome = 'looked' and account_id is not null
    and operation <> all(${[...downloads]}::text[])
  group by 1, 2
  on conflict (account_id, day) do update set persons = excluded.persons
  where look_day.persons <> excluded.persons`
