import { sql } from 'kysely'

/**
 * Which version of each policy holds from when to when for each keeping bureau: the nearest
 * jurisdiction first, then the latest. Reads `home (id)`; spans do not overlap.
 */
export const spanSql = sql`
  with mine as (
    select h.id as home_id, p.id, p.code, p.value, p.valid_from, p.valid_to,
      coalesce(array_position(o.path, p.org_id), 0) as depth
    from home h join org o on o.id = h.id
    join policy p on p.org_id is null or p.org_id = any (o.path)
  ), edge as (
    select home_id, code, valid_from as day from mine
    union
    select home_id, code, valid_to + 1 from mine where valid_to is not null
  ), stretch as (
    select home_id, code, day as from_on,
      coalesce(lead(day) over (partition by home_id, code order by day) - 1, 'infinity') as to_on
    from edge
  )
  select s.home_id, s.code, s.from_on, s.to_on, w.id as policy_id, w.value,
    w.value ->> 'owner' as owner
  from stretch s cross join lateral (
    select m.id, m.value from mine m
    where m.home_id = s.home_id and m.code = s.code
      and m.valid_from <= s.from_on and coalesce(m.valid_to, 'infinity') >= s.from_on
    order by m.depth desc, m.valid_from desc, m.id desc limit 1
  ) w
  where (w.value ->> 'enabled')::boolean`

/** The bureaus of the people in `person`. */
export const homesOfPeople = sql`select distinct home_id as id from person`

/** Every bureau that keeps a record of someone on the register. */
export const homesInUse = sql`
  select o.id from org o
  where exists (select from retiree r where r.home_id = o.id and r.left_reason is null)`
