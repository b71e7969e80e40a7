import { sql, type RawBuilder } from 'kysely'
import { lastDayOf } from '#src/duties/person.sql.ts'
import type { Context } from '#src/kernel/operation.ts'

type Sql = RawBuilder<unknown>

/** Condition on `r`: the people whom the actor may see now. */
export function seenBy({ actor }: Context): RawBuilder<boolean> {
  return actor.role === 'system' ? sql`true` : sql`r.reach @> array[${actor.scopeId}::int]`
}

/** How a record came on the register: as stated, else retired within a year before, else 补登. */
export const entryKind = sql`coalesce(
  (select e.kind from register_entry e where e.retiree_id = r.id),
  case when ${lastDayOf('r.retired_on')} + 366 >= r.registered_on then 'newlyRetired'
    else 'lateRegistered' end)`

/**
 * Every stretch `(retiree_id, from_on, came, to_on, went, category, changed)` for which people were
 * on the register: from the registration or return until the day of leaving, that day excluded.
 * What an import brought and took back never was; a death known before the registration neither.
 */
export function staysSql(who: RawBuilder<boolean>): Sql {
  const person = sql`r.retirement_category as category, exists (
    select from retiree_change c
    where c.retiree_id = r.id and c.before ? 'retirementCategory') as changed`
  return sql`
  select * from (
    select r.id as retiree_id, r.registered_on as from_on, ${entryKind} as came,
      coalesce(a.left_on, r.left_on) as to_on, coalesce(a.reason, r.left_reason) as went, ${person}
    from retiree r left join lateral (
      select left_on, reason from register_absence where retiree_id = r.id order by id limit 1
    ) a on true
    where ${who} and r.left_reason is distinct from 'importUndone'
    union all
    select r.id, a.back_on, 'returned', coalesce(a.next_left, r.left_on),
      coalesce(a.next_reason, r.left_reason), ${person}
    from (
      select retiree_id, back_on, lead(left_on) over one as next_left,
        lead(reason) over one as next_reason
      from register_absence window one as (partition by retiree_id order by id)
    ) a join retiree r on r.id = a.retiree_id
    where ${who} and r.left_reason is distinct from 'importUndone'
  ) s where s.to_on is null or s.to_on >= s.from_on`
}

/** The category at the end of a day, of a row of `staysSql`: later changes taken back. */
export function categoryOn(stay: string, day: Sql): Sql {
  const id = sql.ref(`${stay}.retiree_id`)
  const category = sql.ref(`${stay}.category`)
  return sql`case when ${sql.ref(`${stay}.changed`)} then coalesce((
    select c.before ->> 'retirementCategory' from retiree_change c
    where c.retiree_id = ${id} and c.before ? 'retirementCategory' and c.effective_on > ${day}
    order by c.id limit 1), ${category}) else ${category} end`
}

/** 离休, 退休, others. */
export function groupOf(category: Sql): Sql {
  return sql`case ${category} when 'lixiu' then 'lixiu' when 'tuixiu' then 'tuixiu'
    else 'others' end`
}

/** The tie of a kind that held on a day, as its organisation; null where none was on record. */
export function tieOn(kind: string, id: string, day: string): Sql {
  return sql`(select t.org_id from tie t where t.retiree_id = ${sql.ref(id)} and t.kind = ${kind}
    and t.valid_from <= ${day}::date and (t.valid_to is null or t.valid_to > ${day}::date)
    order by t.id desc limit 1)`
}

/** Condition on `r`: some tie that held on a day, or the keeping bureau, lies at or below one. */
export function belongedTo(orgId: number, day: string): RawBuilder<boolean> {
  return sql`(exists (select from org o where o.id = r.home_id and o.path @> array[${orgId}::int])
    or exists (select from tie t join org o on o.id = t.org_id
      where t.retiree_id = r.id and t.valid_from <= ${day}::date
        and (t.valid_to is null or t.valid_to > ${day}::date)
        and o.path @> array[${orgId}::int]))`
}
