import type pg from 'pg'
import type { TableSum } from './manifest.ts'

/** Settings on which the text of a row depends; the same wherever sums are taken. */
const sameText =
  "set timezone = 'UTC'; set datestyle = 'ISO'; set extra_float_digits = 1; " +
  "set bytea_output = 'hex'; set intervalstyle = 'postgres'; set statement_timeout = 0"

/** Every table of the program and of its queue, a partitioned one as a whole. */
export async function tableNames(client: pg.Client): Promise<string[]> {
  const { rows } = await client.query<{ name: string }>(`
    select format('%I.%I', nspname, relname) as name
    from pg_class join pg_namespace n on n.oid = relnamespace
    where relkind in ('r', 'p') and not relispartition and relpersistence = 'p'
      and nspname !~ '^pg_' and nspname <> 'information_schema'
    order by 1`)
  return rows.map(({ name }) => name)
}

/** Counts and sums the rows of every table, as the client's transaction sees them. */
export async function sumTables(client: pg.Client): Promise<TableSum[]> {
  await client.query(sameText)
  const sums: TableSum[] = []
  for (const table of await tableNames(client)) {
    const { rows } = await client.query<{ rows: string; sum: string }>(`
      select count(*)::text as rows,
        coalesce(sum(('x' || substr(md5(t::text), 1, 16))::bit(64)::bigint::numeric), 0)::text as sum
      from ${table} t`)
    sums.push({ table, rows: Number(rows[0]?.rows), sum: rows[0]?.sum ?? '' })
  }
  return sums
}

/** The tables that differ between a backup and its restored copy, in words; none where all agree. */
export function differences(kept: readonly TableSum[], found: readonly TableSum[]): string[] {
  const byName = new Map(found.map((each) => [each.table, each]))
  return kept.flatMap(({ table, rows, sum }) => {
    const other = byName.get(table)
    if (!other) return [`${table} 缺失`]
    if (other.rows !== rows) return [`${table} 应有 ${rows} 行，实有 ${other.rows} 行`]
    return other.sum === sum ? [] : [`${table} 内容不一致`]
  })
}
