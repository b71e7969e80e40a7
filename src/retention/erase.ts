import { sql } from 'kysely'
import type { Tx } from '#src/kernel/db.ts'
import { unlocked } from './unlocked.ts'

interface Reference {
  readonly child: string
  readonly columns: readonly string[]
  readonly parent: string
  readonly parentColumns: readonly string[]
}

/** What no law lets go: evidence of who did what, with numbers instead of names. */
const kept = /^(trace|seal|alert|erasure|retention)/

/**
 * Deletes a record for good with everything that hangs on it, found by the references of the tables
 * themselves, so that a new table needs no line here. Of requests that named the person only the fact
 * stays. Answers how many rows went.
 */
export async function eraseRecord(tx: Tx, retireeId: number): Promise<number> {
  const merged = await mergedInto(tx, retireeId)
  const ids = [retireeId, ...merged]
  const references = await referencesOf(tx)
  const loose = await looseTables(tx, references)
  const reached = reachedFrom('retiree', references)
  const tables = [...new Set([...reached, ...loose, 'retiree', 'approval'])].filter(
    (name) => !kept.test(name),
  )
  return unlocked(tx, tables, async () => {
    let rows = 0
    const person = `id = any ('{${ids.join()}}'::bigint[])`
    for (const statement of deletions('retiree', person, references))
      rows += await run(tx, statement)
    for (const name of loose)
      rows += await run(
        tx,
        `delete from "${name}" where retiree_id = any ('{${ids.join()}}'::bigint[])`,
      )
    await run(
      tx,
      `update approval set payload = '{}', summary = '档案已永久删除', reason = null
      where subject = 'retiree' and subject_id = any ('{${ids.join()}}'::bigint[])`,
    )
    return rows + (await run(tx, `delete from retiree where ${person}`))
  })
}

async function run(tx: Tx, statement: string): Promise<number> {
  return Number((await sql.raw(statement).execute(tx)).numAffectedRows ?? 0)
}

/** Records that were merged into this one, directly or by others. */
async function mergedInto(tx: Tx, id: number): Promise<number[]> {
  const { rows } = await sql<{ id: number }>`
    with recursive one as (
      select id from retiree where merged_into = ${id}
      union select r.id from retiree r join one on r.merged_into = one.id
    ) select id from one`.execute(tx)
  return rows.map((row) => row.id)
}

async function referencesOf(tx: Tx): Promise<Reference[]> {
  const { rows } = await sql<Reference>`
    select conrelid::regclass::text as child, confrelid::regclass::text as parent,
      array(select attname::text from unnest(conkey) with ordinality k (n, place)
        join pg_attribute on attrelid = conrelid and attnum = n order by place) as columns,
      array(select attname::text from unnest(confkey) with ordinality k (n, place)
        join pg_attribute on attrelid = confrelid and attnum = n order by place) as parent_columns
    from pg_constraint
    where contype = 'f' and connamespace = 'public'::regnamespace and conparentid = 0`.execute(tx)
  return rows
}

/** Tables that name a person without a reference, for speed. */
async function looseTables(tx: Tx, references: readonly Reference[]): Promise<string[]> {
  const { rows } = await sql<{ name: string }>`
    select relname::text as name from pg_class join pg_attribute on attrelid = pg_class.oid
    where relnamespace = 'public'::regnamespace and relkind in ('r', 'p') and not relispartition
      and attname = 'retiree_id' and not attisdropped`.execute(tx)
  const bound = new Set(
    references
      .filter(({ parent, columns }) => parent === 'retiree' && columns[0] === 'retiree_id')
      .map(({ child }) => child),
  )
  return rows.map(({ name }) => name).filter((name) => !bound.has(name) && !kept.test(name))
}

function reachedFrom(parent: string, references: readonly Reference[], seen = new Set<string>()) {
  for (const { child, parent: of } of references)
    if (of === parent && child !== parent && !seen.has(child)) {
      seen.add(child)
      reachedFrom(child, references, seen)
    }
  return seen
}

/** Statements in order: what hangs on what hangs on the person goes first. */
function deletions(
  parent: string,
  condition: string,
  references: readonly Reference[],
  path: readonly string[] = [],
): string[] {
  return references
    .filter(
      ({ parent: of, child }) =>
        of === parent && child !== parent && !path.includes(child) && !kept.test(child),
    )
    .flatMap(({ child, columns, parentColumns }) => {
      const own = `(${columns.map(quoted).join()}) in
        (select ${parentColumns.map(quoted).join()} from "${parent}" where ${condition})`
      return [
        ...deletions(child, own, references, [...path, parent]),
        `delete from "${child}" where ${own}`,
      ]
    })
}

const quoted = (name: string) => `"${name}"`
