import { once } from 'node:events'
import type { Pool, PoolClient } from 'pg'
import { from } from 'pg-copy-streams'
import { copyRows, snakeCase } from '#src/demo/copy.ts'
import type { Vault } from '#src/kernel/vault.ts'
import { randomFrom } from '#src/demo/random.ts'
import type { Target } from '../load/requests.ts'
import { benchCity, benchCounty, countiesOfCity, province, type BenchCounty } from './counties.ts'
import { personLines, tables } from './people.ts'

/** People of one county: each has its own bureau, as many as a large county has. */
export const countySize = 10_000

export interface Filled {
  readonly people: number
  readonly seconds: number
  readonly counties: readonly BenchCounty[]
}

/**
 * Fills an empty database with invented people by COPY. Triggers and foreign keys rest meanwhile
 * and the indexes are made afterwards, as one does with any large load; durability stays on.
 */
export async function fill(
  pool: Pool,
  vault: Vault,
  count: number,
  today: string,
): Promise<Filled> {
  const started = performance.now()
  const counties = Array.from({ length: Math.max(1, Math.ceil(count / countySize)) }, (_, index) =>
    benchCounty(index),
  )
  const client = await pool.connect()
  try {
    const indexes = await dropIndexes(client)
    await client.query('set session_replication_role = replica')
    const cities = Array.from({ length: Math.ceil(counties.length / countiesOfCity) }, (_, index) =>
      benchCity(index),
    )
    const orgs = [province, ...cities, ...counties.flatMap((county) => county.orgs)]
    await copyRows(client, 'org', orgs.map(orgRow))
    await client.query('set session_replication_role = origin')
    await copyPeople(pool, vault, counties, count, Number(today.slice(0, 4)))
    for (const index of indexes) await client.query(index)
    for (const table of ['org', 'retiree']) await continueNumbers(client, table)
    await client.query('vacuum analyze')
    await client.query('checkpoint')
  } finally {
    client.release()
  }
  return { people: count, seconds: (performance.now() - started) / 1000, counties }
}

/** Five COPY streams side by side, one for each table, fed by one pass over the people. */
async function copyPeople(
  pool: Pool,
  vault: Vault,
  counties: readonly BenchCounty[],
  count: number,
  year: number,
): Promise<void> {
  const streams = await Promise.all(
    tables.map(([table, columns]) => openCopy(pool, table, columns)),
  )
  const random = randomFrom(20_000)
  for (let id = 1; id <= count; id += 1) {
    const county = counties[Math.floor((id - 1) / countySize)] as BenchCounty
    const lines = personLines(random, vault, county, id, year)
    for (const [place, stream] of streams.entries()) {
      const wait = stream.add(lines[place] ?? '')
      if (wait) await wait
    }
  }
  await Promise.all(streams.map((stream) => stream.end()))
}

async function openCopy(pool: Pool, table: string, columns: readonly string[]) {
  const client = await pool.connect()
  await client.query('set session_replication_role = replica')
  const into = client.query(from(`copy ${table} (${columns.map(snakeCase).join(', ')}) from stdin`))
  let chunk = ''
  return {
    /** Answers a promise when the database is behind. */
    add(lines: string): Promise<unknown> | undefined {
      chunk += lines
      if (chunk.length < 131_072) return undefined
      const ready = into.write(chunk)
      chunk = ''
      return ready ? undefined : once(into, 'drain')
    },
    async end(): Promise<void> {
      into.end(chunk)
      await once(into, 'finish')
      await client.query('set session_replication_role = origin')
      client.release()
    },
  }
}

async function continueNumbers(client: PoolClient, table: string): Promise<void> {
  await client.query(
    `select setval(pg_get_serial_sequence('${table}', 'id'), (select max(id) from ${table}))`,
  )
}

/** The county that the load is aimed at, the middle one; listed is one of its townships. */
export function targetOf({ counties }: Filled, people: number): Target {
  const index = Math.floor((counties.length - 1) / 2)
  const county = counties[index] as BenchCounty
  const township = county.orgs.find(({ kind }) => kind === 'subdistrict')
  return {
    orgId: township?.id ?? county.bureau.id,
    firstId: index * countySize + 1,
    lastId: Math.min(people, (index + 1) * countySize),
    unitId: county.units[0]?.id ?? 0,
    communityId: county.communities[0]?.id ?? 0,
    homeId: county.bureau.id,
  }
}

function orgRow({ id, parentId, kind, name, nature, regionCode, path }: BenchCounty['bureau']) {
  return { id, parentId, kind, name, nature, regionCode, path: path.map(String) }
}

/** Drops what is not a constraint on the large tables, and answers how to make it again. */
async function dropIndexes(client: PoolClient): Promise<string[]> {
  const { rows } = await client.query<{ name: string; definition: string }>(
    `select c.relname as name, pg_get_indexdef(c.oid) as definition
     from pg_index i join pg_class c on c.oid = i.indexrelid
     where i.indrelid = any ($1::regclass[]) and not exists
       (select from pg_constraint where conindid = i.indexrelid)`,
    [tables.map(([table]) => table)],
  )
  for (const { name } of rows) await client.query(`drop index "${name}"`)
  return rows.map(({ definition }) => definition)
}
