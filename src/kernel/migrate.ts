import { readFileSync, readdirSync } from 'node:fs'
import pg from 'pg'

const folder = new URL('../../db/migrations/', import.meta.url)
const lock = 990_001

/** Applies each .sql file once, in name order, each in its own transaction; safe to run twice at once. */
export async function migrate(connectionString: string): Promise<string[]> {
  const client = new pg.Client({ connectionString })
  await client.connect()
  try {
    await client.query('select pg_advisory_lock($1)', [lock])
    await client.query(
      'create table if not exists migration (name text primary key, at timestamptz not null default now())',
    )
    const done = await client.query<{ name: string }>('select name from migration')
    const applied = new Set(done.rows.map((row) => row.name))
    const pending = readdirSync(folder)
      .filter((name) => name.endsWith('.sql') && !applied.has(name))
      .sort()
    for (const name of pending) await apply(client, name)
    return pending
  } finally {
    await client.end()
  }
}

async function apply(client: pg.Client, name: string): Promise<void> {
  await client.query('begin')
  await client.query(readFileSync(new URL(name, folder), 'utf8'))
  await client.query('insert into migration (name) values ($1)', [name])
  await client.query('commit')
}
