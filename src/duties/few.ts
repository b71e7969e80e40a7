import { createHash } from 'node:crypto'
import { sql, type RawBuilder } from 'kysely'
import type { Database, Tx } from '#src/kernel/db.ts'
import { lockKey } from './lock.ts'
import { horizonKey } from './horizon.ts'
import { mergeStatement, type Changed } from './merge.ts'

// What stands for an argument while the statement is written out.
const someIds = [-990_017]
const someHorizon = '1900-12-31'
const someReason = 'because'

let known: { name: string; body: string } | undefined

/**
 * Refreshes a few people by a function in the database, which keeps the plan of the long statement:
 * planning it anew for each change would cost more than everything else. Takes the locks of
 * `lockPeople`. Undefined when the ledger does not reach `needed` yet.
 */
export async function refreshFew(
  db: Tx,
  ids: readonly number[],
  needed: string,
  because: string,
): Promise<Changed | undefined> {
  known ??= written(db)
  const { name } = known
  const { rows } = await sql<Changed>`
    select * from ${sql.ref(name)}(${[...ids]}::bigint[], ${needed}::date, ${because})`.execute(db)
  return rows[0]
}

/** Makes the function that `refreshFew` calls; the platform does so before its first request. */
export async function writeRefresh(db: Database): Promise<void> {
  known ??= written(db)
  await sql.raw(known.body).execute(db)
}

/**
 * The function, named after its text: a new version of the rules brings its own. It works for all
 * people (see `unguarded`); `set app.scope` in its head would ask for a superuser.
 */
function written(db: Database | Tx): { name: string; body: string } {
  const statement = withArguments(mergeStatement(someIds, someHorizon, someReason), db)
  const name = `refresh_duties_${createHash('sha256').update(statement).digest('hex').slice(0, 12)}`
  const body = `
create or replace function ${name}(p_ids bigint[], p_needed date, p_because text)
  returns table (added integer, altered integer, removed integer)
  language plpgsql set jit = off set plan_cache_mode = force_generic_plan as $function$
#variable_conflict use_column
declare
  v_horizon date;
  v_scope text := coalesce(current_setting('app.scope', true), '');
begin
  perform set_config('app.scope', '{}', true);
  perform pg_advisory_xact_lock_shared(${lockKey});
  perform id from retiree where id = any (p_ids) order by id for no key update;
  select (value #>> '{}')::date into v_horizon from setting where key = '${horizonKey}';
  if v_horizon >= p_needed then
    return query ${statement};
  end if;
  perform set_config('app.scope', v_scope, true);
end $function$`
  return { name, body }
}

/** The text of a statement with its values written out, and the arguments named. */
function withArguments(statement: RawBuilder<unknown>, db: Database | Tx): string {
  const { sql: text, parameters } = statement.compile(db)
  return text.replace(/\$(\d+)/g, (_, place: string) => valueOf(parameters[Number(place) - 1]))
}

function valueOf(value: unknown): string {
  if (Array.isArray(value) && value[0] === someIds[0]) return 'p_ids'
  if (value === someHorizon) return 'v_horizon'
  if (value === someReason) return 'p_because'
  if (typeof value === 'number' || typeof value === 'boolean') return String(value)
  if (typeof value === 'string') return `'${value.replaceAll("'", "''")}'`
  throw new TypeError(`a rule holds a value that cannot be written out: ${JSON.stringify(value)}`)
}
