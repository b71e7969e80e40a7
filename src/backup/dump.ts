import { spawn } from 'node:child_process'
import { once } from 'node:events'
import type pg from 'pg'
import { Refusal } from '#src/kernel/refusal.ts'
import type { Entry } from './entries.ts'
import type { Source } from './source.ts'
import { environmentFor, toolFailed } from './tool.ts'

/** Where a dump lies in a backup. */
export const dumpPath = 'database.dump'

/**
 * Begins a dump of an outside database with PostgreSQL's own `pg_dump`, of exactly what the reader's transaction sees.
 * Refuses with `backup.noTool` where it is not installed, `backup.toolFailed` where it fails.
 */
export async function beginDump(url: string, reader: pg.Client): Promise<Source> {
  await reader.query('begin isolation level repeatable read read only')
  const { rows } = await reader.query<{ snapshot: string; at: Date }>(
    'select pg_export_snapshot() as snapshot, clock_timestamp() as at',
  )
  const [{ snapshot, at } = { snapshot: '', at: new Date() }] = rows
  async function* entries(): AsyncGenerator<Entry> {
    yield { path: dumpPath, content: dump(url, snapshot) }
  }
  return {
    head: { kind: 'outside' },
    entries,
    facts: () => ({ at: at.toISOString(), exact: true }),
  }
}

async function* dump(url: string, snapshot: string): AsyncGenerator<Buffer> {
  const words = ['--format=custom', '--compress=0', '--no-owner', '--no-privileges']
  const child = spawn('pg_dump', [...words, `--snapshot=${snapshot}`], {
    env: environmentFor(url),
    stdio: ['ignore', 'pipe', 'pipe'],
  })
  const said: Buffer[] = []
  child.stderr.on('data', (part: Buffer) => said.push(part))
  const ended = once(child, 'close') as Promise<[number | null]>
  ended.catch(() => undefined)
  yield* child.stdout
  const [code] = await ended.catch(missingTool)
  if (code !== 0) throw toolFailed('pg_dump', Buffer.concat(said).toString())
}

function missingTool(): never {
  throw new Refusal(
    'missing',
    'backup.noTool',
    '没有找到 pg_dump。外部数据库的备份要用 PostgreSQL 自带的工具：请安装与数据库同一大版本的 ' +
      'postgresql-client，并把它放进 PATH。',
  )
}
