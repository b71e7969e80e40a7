import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { existsSync } from 'node:fs'
import type { Writable } from 'node:stream'
import type pg from 'pg'
import { appRole } from '#src/kernel/guard.ts'
import { Refusal } from '#src/kernel/refusal.ts'
import { dumpPath } from './dump.ts'
import type { Receiver } from './entries.ts'
import { damaged } from './head.ts'
import { onServer } from './recover.ts'
import { differences, sumTables, tableNames } from './tables.ts'
import { environmentFor, toolFailed } from './tool.ts'
import { unpackInto } from './unpack.ts'
import { verifyBackup } from './verify.ts'

export interface LoadOptions {
  readonly file: string
  readonly master: Buffer
  /** The owner's way into an empty database. */
  readonly url: string
  /** Where the files go; they are left where they are when absent. */
  readonly folder?: string
}

/**
 * Loads the backup of an outside database into an empty one with PostgreSQL's own `pg_restore`, in one transaction,
 * and compares every table. The whole file is verified before the first byte goes in.
 * Refuses with `backup.notEmpty`, `noTool`, `toolFailed`, `damaged`, `wrongKey`.
 */
export async function loadDump({ file, master, url, folder }: LoadOptions) {
  await onServer(url, refuseUnlessEmpty)
  if (folder && existsSync(`${folder}/files`)) throw filesThere(folder)
  await verifyBackup(file, master)
  await onServer(url, prepareRole)
  const words = ['--no-owner', '--no-privileges', '--single-transaction', '--exit-on-error']
  const { PGDATABASE = '', ...env } = environmentFor(url)
  const child = spawn('pg_restore', [...words, `--dbname=${PGDATABASE}`], {
    env,
    stdio: ['pipe', 'ignore', 'pipe'],
  })
  const said: Buffer[] = []
  child.stderr.on('data', (part: Buffer) => said.push(part))
  child.stdin.on('error', () => undefined)
  const ended = once(child, 'close') as Promise<[number | null]>
  ended.catch(() => undefined)
  const manifest = await verifyBackup(file, master, into(child.stdin, folder))
  const [code] = await ended.catch(missingTool)
  if (code !== 0) throw toolFailed('pg_restore', Buffer.concat(said).toString())
  const different = differences(manifest.tables, await onServer(url, sumTables))
  if (different.length) throw damaged(`恢复后核对不符（${different.join('；')}）`)
  await onServer(url, (client) => client.query("delete from migration where name like 'guard %'"))
  return { manifest, at: manifest.at, compared: manifest.tables.length }
}

/** The dump goes to the tool, the files to their folder. */
function into(tool: Writable, folder: string | undefined): Receiver {
  const files = folder ? unpackInto(folder) : undefined
  let dumping = false
  return {
    async begin(path) {
      dumping = path === dumpPath
      if (!dumping) await files?.begin(path)
    },
    async part(bytes) {
      if (!dumping) return files?.part(bytes)
      if (tool.writable && !tool.write(bytes))
        await Promise.race([once(tool, 'drain'), once(tool, 'close')])
    },
    async end() {
      if (dumping) tool.end()
      else await files?.end()
    },
  }
}

async function refuseUnlessEmpty(client: pg.Client): Promise<void> {
  if ((await tableNames(client)).length === 0) return
  throw new Refusal(
    'conflict',
    'backup.notEmpty',
    '这个数据库里已有数据。请新建一个空库，把 DATABASE_URL 指向它，再恢复。没有改动任何数据。',
  )
}

function filesThere(folder: string): Refusal {
  const message = `${folder}/files 已经存在。请先把它改名保留，再恢复。没有改动任何数据。`
  return new Refusal('conflict', 'backup.filesThere', message)
}

/** Policies name the application's role; its rights are laid anew at the next start. */
async function prepareRole(client: pg.Client): Promise<void> {
  const { rows } = await client.query('select 1 from pg_roles where rolname = $1', [appRole])
  if (rows.length === 0) await client.query(`create role ${appRole} nologin noinherit`)
}

function missingTool(): never {
  throw new Refusal(
    'missing',
    'backup.noTool',
    '没有找到 pg_restore。请安装与数据库同一大版本的 postgresql-client，并把它放进 PATH。',
  )
}
