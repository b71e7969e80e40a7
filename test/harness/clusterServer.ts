import { mkdtempSync, readdirSync, rmSync } from 'node:fs'
import { createServer, type AddressInfo } from 'node:net'
import { tmpdir } from 'node:os'
import pg from 'pg'
import type { TestProject } from 'vitest/node'
import { prepare } from '#src/commands/prepare.ts'
import { openDatabase, openPool } from '#src/kernel/db.ts'
import { migrate } from '#src/kernel/migrate.ts'
import { startPostgres } from '#src/kernel/postgres.ts'
import type { ClusterAddress } from './cluster.ts'
import { forgetFigures, writeFigures } from './figures.ts'

interface Cluster {
  readonly address: ClusterAddress
  end(): Promise<void>
}

const prefix = 'chongyang-test-'
const hasty = { fsync: 'off', full_page_writes: 'off', synchronous_commit: 'off' }

let cluster: Promise<Cluster> | undefined
const server = createServer((socket) => {
  cluster ??= startCluster()
  cluster.then(
    ({ address }) => socket.end(JSON.stringify(address)),
    (error: unknown) => socket.end(JSON.stringify({ error: String(error) })),
  )
})

/** For vitest's `globalSetup`: tells test files whom to ask for the run's cluster. */
export async function setup(project: TestProject): Promise<void> {
  forgetFigures()
  if (!server.listening)
    await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', () => resolve()))
  project.provide('clusterPort', (server.address() as AddressInfo).port)
}

/** Ends the cluster, if one was asked for, and leaves nothing behind. */
export async function teardown(): Promise<void> {
  writeFigures(new Date().toISOString().slice(0, 10))
  server.close()
  const started = await cluster?.catch(() => undefined)
  cluster = undefined
  await started?.end()
}

/** A throw-away cluster, or the server of `TEST_DATABASE_URL`, with a migrated database to copy. */
export async function startCluster(): Promise<Cluster> {
  const outside = process.env['TEST_DATABASE_URL']
  const { url, end } = outside ? { url: outside, end: async () => {} } : await startThrowAway()
  const template = `template_${process.pid}`
  await onServer(url, `drop database if exists ${template} with (force)`)
  await onServer(url, `create database ${template}`)
  const copied = new URL(url)
  copied.pathname = `/${template}`
  await migrate(copied.href)
  const db = openDatabase(openPool(copied.href, 1))
  await prepare(db).finally(() => db.destroy())
  return {
    address: { admin: url, template },
    async end() {
      if (outside) await onServer(url, `drop database ${template} with (force)`)
      await end()
    },
  }
}

async function startThrowAway(): Promise<{ url: string; end(): Promise<void> }> {
  removeAbandoned()
  const dataDir = mkdtempSync(`${tmpdir()}/${prefix}${process.pid}-`)
  const { url, stop } = await startPostgres({ dataDir, fsync: false, settings: hasty })
  return {
    url,
    async end() {
      await stop()
      rmSync(dataDir, { recursive: true, force: true })
    },
  }
}

/** A killed run cannot tidy up; the next one does. */
function removeAbandoned(): void {
  for (const name of readdirSync(tmpdir())) {
    const pid = Number(name.slice(prefix.length).split('-')[0])
    if (name.startsWith(prefix) && !isAlive(pid))
      rmSync(`${tmpdir()}/${name}`, { recursive: true, force: true })
  }
}

function isAlive(pid: number): boolean {
  try {
    return process.kill(pid, 0)
  } catch (error) {
    return (error as NodeJS.ErrnoException).code === 'EPERM'
  }
}

async function onServer(url: string, sql: string): Promise<void> {
  const client = new pg.Client(url)
  await client.connect()
  await client.query(sql).finally(() => client.end())
}
