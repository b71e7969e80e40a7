import { createHash } from 'node:crypto'
import { readFileSync, readdirSync } from 'node:fs'
import pg from 'pg'
import { refusalOfRole } from './guard.ts'

const folder = new URL('../../db/migrations/', import.meta.url)
const guard = new URL('../../db/guard.sql', import.meta.url)
const lock = 990_001

/**
 * Applies each .sql file once, in name order, each in its own transaction, and then the rights of the
 * application; safe to run twice at once.
 */
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
    await applyGuard(client, applied, pending.length > 0)
    return pending
  } finally {
    await client.end()
  }
}

/** Rights are laid anew when they, or the tables, have changed; else they would only wait for locks. */
async function applyGuard(client: pg.Client, applied: Set<string>, tablesChanged: boolean) {
  const text = readFileSync(guard, 'utf8')
  const name = `guard ${createHash('sha256').update(text).digest('hex').slice(0, 16)}`
  if (applied.has(name) && !tablesChanged) return
  await client.query('begin')
  await client.query(text).catch((error: unknown) => {
    throw refusalOfRole(error, client.user) ?? error
  })
  await client.query("delete from migration where name like 'guard %'")
  await client.query('insert into migration (name) values ($1)', [name])
  await client.query('commit')
}

async function apply(client: pg.Client, name: string): Promise<void> {
  await client.query('begin')
  await client.query(readFileSync(new URL(name, folder), 'utf8'))
  await client.query('insert into migration (name) values ($1)', [name])
  await client.query('commit')
}
