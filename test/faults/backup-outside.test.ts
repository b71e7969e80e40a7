import { spawn, spawnSync, type ChildProcess } from 'node:child_process'
import {
  chmodSync,
  chownSync,
  existsSync,
  globSync,
  mkdirSync,
  mkdtempSync,
  readFileSync,
  rmSync,
} from 'node:fs'
import { randomBytes } from 'node:crypto'
import { once } from 'node:events'
import { tmpdir } from 'node:os'
import { dirname } from 'node:path'
import { setTimeout as pause } from 'node:timers/promises'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { loadDump } from '#src/backup/load.ts'
import { makeBackup } from '#src/backup/make.ts'
import { onServer } from '#src/backup/recover.ts'
import { openDatabase, openPool } from '#src/kernel/db.ts'
import { migrate } from '#src/kernel/migrate.ts'
import { openVault } from '#src/kernel/vault.ts'
import { cloneDatabase } from '#test/harness/cluster.ts'
import { nobody } from '#test/harness/victim.ts'

const folder = mkdtempSync(`${tmpdir()}/chongyang-test-${process.pid}-`)
const path = process.env['PATH']
const master = randomBytes(32)
/** Programs of a server with its client beside it; without them the test of both cannot be. */
const bin = globSync('/usr/lib/postgresql/*/bin/postgres')
  .map((program) => dirname(program))
  .find((programs) => existsSync(`${programs}/pg_dump`))
let server: ChildProcess | undefined
const urlOf = (database: string) =>
  `postgres://outside@localhost/${database}?host=${encodeURIComponent(`${folder}/sockets`)}`

beforeAll(async () => {
  if (bin) await startOutside(bin)
})
afterAll(async () => {
  process.env['PATH'] = path
  server?.kill('SIGINT')
  if (server && server.exitCode === null) await once(server, 'close')
  rmSync(folder, { recursive: true, force: true })
})

/** A server of the system's own packages, as an office with an outside database has it. */
async function startOutside(programs: string): Promise<void> {
  chmodSync(folder, 0o755)
  for (const name of ['cluster', 'sockets']) {
    mkdirSync(`${folder}/${name}`, { mode: 0o700 })
    if (process.getuid?.() === 0) chownSync(`${folder}/${name}`, nobody, nobody)
  }
  const ordinary = process.getuid?.() === 0 ? ['setpriv', ...switchTo] : []
  const run = (words: string[]) => [...ordinary, ...words] as [string, ...string[]]
  const [command, ...rest] = run([
    `${programs}/initdb`,
    '-D',
    `${folder}/cluster`,
    '-U',
    'outside',
    '-A',
    'trust',
    '-E',
    'UTF8',
    '--locale=C',
  ])
  const made = spawnSync(command, rest, { cwd: folder, encoding: 'utf8' })
  if (made.status !== 0) throw new Error(made.stderr)
  const settings = [
    '-c',
    'listen_addresses=',
    '-c',
    `unix_socket_directories=${folder}/sockets`,
    '-c',
    'fsync=off',
  ]
  const [start, ...words] = run([`${programs}/postgres`, '-D', `${folder}/cluster`, ...settings])
  server = spawn(start, words, { cwd: folder, stdio: 'ignore' })
  while (!(await onServer(urlOf('postgres'), async () => true).catch(() => false))) await pause(50)
  process.env['PATH'] = `${programs}:${path}`
}

const switchTo = [`--reuid=${nobody}`, `--regid=${nobody}`, '--clear-groups']

async function withKeys(url: string): Promise<void> {
  const db = openDatabase(openPool(url, 2))
  await db.deleteFrom('dataKey').execute()
  await openVault(db, master)
  await db.destroy()
}

test('without PostgreSQL’s tools a backup says what to install', async () => {
  const { url, drop } = await cloneDatabase()
  await withKeys(url)
  const before = process.env['PATH']
  process.env['PATH'] = ''
  const made = makeBackup({
    url,
    dataDir: folder,
    file: `${folder}/none.backup`,
    master,
    outside: true,
  })
  await expect(made).rejects.toMatchObject({ code: 'backup.noTool' })
  process.env['PATH'] = before
  await drop()
})

if (bin)
  test(`an outside database goes through ${bin}/pg_dump and back, table for table`, async () => {
    for (const name of ['office', 'empty'])
      await onServer(urlOf('postgres'), (client) => client.query(`create database ${name}`))
    await migrate(urlOf('office'))
    await withKeys(urlOf('office'))
    await onServer(urlOf('office'), (client) =>
      client.query("insert into setting values ('canary', '\"上官慕容\"')"),
    )
    const file = `${folder}/outside.backup`
    const made = await makeBackup({
      url: urlOf('office'),
      dataDir: folder,
      file,
      master,
      outside: true,
    })
    expect(made.manifest.tables.length).toBeGreaterThan(20)
    expect(readFileSync(file).includes('上官慕容')).toBe(false)
    await expect(loadDump({ file, master, url: urlOf('office') })).rejects.toMatchObject({
      code: 'backup.notEmpty',
    })
    const loaded = await loadDump({ file, master, url: urlOf('empty') })
    expect(loaded.compared).toBe(made.manifest.tables.length)
    await migrate(urlOf('empty'))
  })
