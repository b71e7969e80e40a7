import { sql, type RawBuilder } from 'kysely'
import type { Tx } from '#src/kernel/db.ts'
import { columns, derivation, deriveDuties } from './derive.ts'
import type { Scope } from './person.sql.ts'

/** How many rows of the ledger came, changed and went. */
export interface Changed {
  readonly added: number
  readonly altered: number
  readonly removed: number
}

/** Up to here one statement is quicker than temporary tables. */
export const few = 300

/**
 * Makes the kept ledger of some people, or of all, equal to a fresh derivation up to a horizon,
 * writing differences only. An open duty that is gone leaves a trace with the reason.
 */
export async function mergeDuties(
  db: Tx,
  scope: Scope,
  horizon: string,
  because: string,
): Promise<Changed> {
  await sql`select set_config('jit', 'off', true)`.execute(db)
  if (scope === 'all' || scope.length > few) return mergeMany(db, scope, horizon, because)
  const { rows } = await mergeStatement(scope, horizon, because).execute(db)
  return rows[0] as Changed
}

const changing = [
  'owner_id',
  'policy_id',
  'from_on',
  'due_on',
  'state',
  'closed_on',
  'closed_by',
] as const

function sameKey(one: 'd' | 'k', other: 'k' | 'x'): RawBuilder<unknown> {
  const key = ['retiree_id', 'rule', 'period']
  const equal = key.map(
    (name) => sql`${sql.ref(`${one}.${name}`)} = ${sql.ref(`${other}.${name}`)}`,
  )
  return sql.join(equal, sql` and `)
}

function valuesOf(table: 'k' | 'x'): RawBuilder<unknown> {
  return sql`(${sql.join(changing.map((column) => sql.ref(`${table}.${column}`)))})`
}

/** The rows that are kept for the scope now. */
function keptOf(scope: Scope): RawBuilder<unknown> {
  return scope === 'all'
    ? sql`select * from duty`
    : sql`select * from duty where retiree_id = any (${[...scope]}::bigint[])`
}

// Each reads `kept` and `derived`.
const altering = sql`
  update duty d set (${sql.join(changing.map((column) => sql.ref(column)))}) = row ${valuesOf('x')}
  from derived x, kept k
  where ${sameKey('k', 'x')} and ${sameKey('d', 'k')}
    and ${valuesOf('k')} is distinct from ${valuesOf('x')}`

const adding = sql`
  insert into duty (${columns}) select ${columns} from derived x
  where not exists (select from kept k where ${sameKey('k', 'x')})`

const removing = sql`
  delete from duty d using kept k
  where ${sameKey('d', 'k')} and not exists (select from derived x where ${sameKey('k', 'x')})
  returning d.retiree_id, d.rule, d.period, d.due_on, d.state`

/** Reads `gone`. The record's own fate explains more than the event that caused the refresh. */
function tracing(because: string): RawBuilder<unknown> {
  return sql`
    insert into duty_withdrawal (retiree_id, rule, period, due_on, reason)
    select g.retiree_id, g.rule, g.period, g.due_on, coalesce(case r.left_reason
      when 'registeredInError' then '记录属误录' when 'merged' then '记录已合并'
      when 'importUndone' then '导入已撤销' end, ${because})
    from gone g left join retiree r on r.id = g.retiree_id where g.state = 'open'`
}

/** The whole refresh of a few people as one statement. */
export function mergeStatement(
  scope: Scope,
  horizon: string,
  because: string,
): RawBuilder<Changed> {
  return sql<Changed>`
    with ${derivation(scope, horizon)}, kept as materialized (${keptOf(scope)}),
    gone as (${removing}), traced as (${tracing(because)}),
    altered as (${altering} returning 1), added as (${adding} returning 1)
    select (select count(*) from added)::integer as added,
      (select count(*) from altered)::integer as altered,
      (select count(*) from gone)::integer as removed`
}

async function mergeMany(db: Tx, scope: Scope, horizon: string, because: string): Promise<Changed> {
  await deriveDuties(db, scope, horizon)
  const kind = scope === 'all' ? sql`view` : sql`table`
  await sql`create temporary ${kind} kept as ${keptOf(scope)}`.execute(db)
  const { rows } = await sql<{ removed: number }>`
    with gone as (${removing}), traced as (${tracing(because)})
    select count(*)::integer as removed from gone`.execute(db)
  const altered = await altering.execute(db)
  const added = await adding.execute(db)
  await sql`drop ${kind} kept`.execute(db)
  await sql`drop table derived`.execute(db)
  return {
    added: Number(added.numAffectedRows ?? 0),
    altered: Number(altered.numAffectedRows ?? 0),
    removed: rows[0]?.removed ?? 0,
  }
}
