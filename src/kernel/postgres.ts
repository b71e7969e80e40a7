import { existsSync } from 'node:fs'
import { createServer } from 'node:net'
import pg from 'pg'
import { readPassword, requireCluster } from './postgres/cluster.ts'
import { lockFolder, type FolderLock } from './postgres/lock.ts'
import { end, endLeftovers, launch, type Ending, type Server } from './postgres/server.ts'
import { openFolder, prepareSite, type Site } from './postgres/site.ts'

type Log = (line: string) => void

export interface PostgresOptions {
  /** The program's data folder; the cluster is its part `postgres`. */
  readonly dataDir: string
  /** Off only for data that may be lost. */
  readonly fsync?: boolean
  /** Receives what the server says; without it, only falls are told, on stderr. */
  readonly log?: Log
  /** Server settings over the defaults. */
  readonly settings?: Readonly<Record<string, string>>
}

export interface Postgres {
  /** Connection string to the database `chongyang` as its owner. */
  readonly url: string
  stop(): Promise<void>
  /** Resolves when the server is gone for good: stopped, or fallen more often than is worth restarting. */
  readonly exited: Promise<Ending>
}

const mostFalls = 5
const fallsWithinMs = 60_000

/**
 * For one office computer; ready for copying the log of changes away (point-in-time backup), which may lag by 4 GB.
 * The server's own log keeps no values, and no statements short of a panic: they are people's data.
 */
const defaults = {
  listen_addresses: '',
  max_connections: '60',
  shared_buffers: '128MB',
  effective_cache_size: '1GB',
  work_mem: '8MB',
  maintenance_work_mem: '128MB',
  random_page_cost: '1.5',
  jit: 'off',
  wal_level: 'replica',
  wal_compression: 'pglz',
  max_slot_wal_keep_size: '4GB',
  max_wal_size: '1GB',
  checkpoint_timeout: '10min',
  log_checkpoints: 'off',
  log_min_messages: 'log',
  log_min_error_statement: 'panic',
  log_error_verbosity: 'terse',
  log_timezone: 'Asia/Shanghai',
  timezone: 'Asia/Shanghai',
  lc_messages: 'C',
}

/**
 * Starts the embedded PostgreSQL on a folder that is then this process's alone, making the cluster the first time.
 * A server that falls is started again. The main thread must call it: on Linux the server stops when the calling
 * thread ends, even by `kill -9`.
 * Refuses with `postgres.folderInUse`, `folderUnusable`, `noServer`, `noAccount`, `otherVersion`, `diskFull`,
 * `notStarted`.
 */
export async function startPostgres(options: PostgresOptions): Promise<Postgres> {
  const { folder, run } = openFolder(options.dataDir)
  const lock = await lockFolder(run, folder)
  try {
    const site = prepareSite(folder)
    await endLeftovers(site)
    await requireCluster(site, options.fsync ?? true)
    const { url, settings } = await wayIn(site)
    const fsync = options.fsync === false ? 'off' : 'on'
    const all = { ...defaults, ...settings, fsync, ...options.settings }
    const log = options.log ?? complain
    return { url, ...(await supervise(site, () => launch(site, all, log), log, lock)) }
  } catch (error) {
    lock.release()
    throw error
  }
}

/**
 * The way in to a server that another process of this computer already runs on the folder, for the
 * command line; undefined when none answers. On Windows there is none: stop the program first.
 */
export async function findPostgres(dataDir: string): Promise<string | undefined> {
  if (process.platform === 'win32' || !existsSync(`${dataDir}/postgres`)) return undefined
  const { url } = await wayIn(prepareSite(openFolder(dataDir).folder))
  const client = new pg.Client({ connectionString: url, connectionTimeoutMillis: 3_000 })
  try {
    await client.connect()
    return url
  } catch {
    return undefined
  } finally {
    await client.end()
  }
}

function complain(line: string): void {
  if (!/^\d.* (LOG|FATAL): /.test(line)) process.stderr.write(`${line}\n`)
}

async function wayIn(site: Site): Promise<{ url: string; settings: Record<string, string> }> {
  if (process.platform === 'win32') {
    const port = String(await freePort())
    const url = `postgres://chongyang:${readPassword(site)}@127.0.0.1:${port}/chongyang`
    return { url, settings: { listen_addresses: '127.0.0.1', port, unix_socket_directories: '' } }
  }
  const url = `postgres://chongyang@localhost/chongyang?host=${encodeURIComponent(site.sockets)}`
  const place = `"${site.sockets.replaceAll('"', '""')}"`
  return { url, settings: { port: '5432', unix_socket_directories: place } }
}

function freePort(): Promise<number> {
  return new Promise((resolve) => {
    const probe = createServer().listen(0, '127.0.0.1', () => {
      const address = probe.address()
      probe.close(() => resolve(typeof address === 'object' && address ? address.port : 0))
    })
  })
}

async function supervise(site: Site, start: () => Promise<Server>, log: Log, lock: FolderLock) {
  let server = await start()
  let stopping = false
  const falls: number[] = []

  async function keepUp(): Promise<Ending> {
    for (;;) {
      const ending = await server.done
      falls.push(Date.now())
      const recent = falls.filter((at) => Date.now() - at < fallsWithinMs)
      if (stopping || recent.length > mostFalls) return ending
      log(`内置数据库意外停止（${ending.code ?? ending.signal}），正在重新启动。`)
      await endLeftovers(site)
      server = await start()
      if (stopping) await end(server, site)
    }
  }

  async function stop(): Promise<void> {
    stopping = true
    lock.leaving()
    await end(server, site)
    await exited
  }

  const gone: Ending = { code: null, signal: null }
  const exited = keepUp()
    .catch((error: unknown) => {
      log(error instanceof Error ? error.message : String(error))
      return gone
    })
    .finally(() => lock.release())
  return { stop, exited }
}
