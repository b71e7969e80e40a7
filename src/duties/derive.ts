import { sql, type RawBuilder } from 'kysely'
import type { Tx } from '#src/kernel/db.ts'
import { notableTiesSql, personSql, type Scope } from './person.sql.ts'
import type { Rule } from './rule.ts'
import { allRules } from './rules.ts'
import { homesOfPeople, spanSql } from './span.sql.ts'

/** The columns of a duty in the order of the table, except where a query names them. */
export const columns = sql`retiree_id, rule, period, owner_id, policy_id, from_on, due_on,
  state, closed_on, closed_by`

/**
 * What a rule owes, with its state: done by a fact while the person was on the register, waived
 * with a reason, withdrawn on the last day of a person who died or moved away, else open.
 */
function stated(rule: Rule, horizon: string): RawBuilder<unknown> {
  const code = sql`${sql.lit(rule.code)}::duty_rule`
  return sql`
  select o.retiree_id, ${code} as rule, o.period, o.owner_id, o.policy_id, o.from_on, o.due_on,
    (case when ${isDone} then 'done' when w.waived_on is not null then 'waived'
      when o.end_on is not null then 'withdrawn' else 'open' end)::duty_state as state,
    case when ${isDone} then o.closed_on else coalesce(w.waived_on, o.end_on) end as closed_on,
    case when ${isDone} then o.closed_by end as closed_by
  from (${rule.query(horizon)}) o
  left join duty_waiver w
    on w.retiree_id = o.retiree_id and w.rule = ${code} and w.period = o.period`
}

const isDone = sql`(o.closed_on is not null and (o.end_on is null or o.closed_on <= o.end_on))`

/** The whole derivation as common table expressions, for a few people in one statement. */
export function derivation(scope: Scope, horizon: string): RawBuilder<unknown> {
  return sql`
  person as materialized (${personSql(scope)}),
  home as materialized (${homesOfPeople}),
  span as materialized (${spanSql}),
  notable as materialized (${notableTiesSql(scope)}),
  derived as materialized (${sql.join(
    allRules.map((rule) => stated(rule, horizon)),
    sql` union all `,
  )})`
}

/**
 * Derives what is owed by rows into `target`, set by set: narrow facts of the people first, then
 * one query per rule. The temporary tables end with the transaction.
 */
export async function deriveInto(
  db: Tx,
  target: 'derived' | 'duty',
  scope: Scope,
  horizon: string,
): Promise<void> {
  await planFor(db, scope)
  await sql`create temporary table person on commit drop as ${personSql(scope)}`.execute(db)
  await sql`analyze person`.execute(db)
  await sql`create temporary table home on commit drop as ${homesOfPeople}`.execute(db)
  await sql`create temporary table span on commit drop as ${spanSql}`.execute(db)
  await sql`analyze span`.execute(db)
  await sql`create temporary table notable on commit drop as ${notableTiesSql(scope)}`.execute(db)
  await sql`analyze notable`.execute(db)
  for (const rule of allRules)
    await sql`insert into ${sql.table(target)} (${columns}) ${stated(rule, horizon)}`.execute(db)
  await sql`drop table person, home, span, notable`.execute(db)
}

/** Derives into a temporary table `derived` of its own, to be dropped by the caller. */
export async function deriveDuties(db: Tx, scope: Scope, horizon: string): Promise<void> {
  await sql`create temporary table derived on commit drop as select * from duty with no data`.execute(
    db,
  )
  await deriveInto(db, 'derived', scope, horizon)
  await sql`analyze derived`.execute(db)
}

/** Whole sets are read in order and in parallel; some thousands of people are looked up. */
async function planFor(db: Tx, scope: Scope): Promise<void> {
  const [parallel, random] = scope === 'all' ? ['0', '4'] : ['0.1', '1.1']
  await sql`select set_config('jit', 'off', true), set_config('work_mem', '128MB', true),
    set_config('parallel_tuple_cost', ${parallel}, true),
    set_config('random_page_cost', ${random}, true),
    set_config('enable_mergejoin', 'off', true)`.execute(db)
}
