import { spawn } from 'node:child_process'
import { randomBytes } from 'node:crypto'
import { once } from 'node:events'
import { closeSync, existsSync, fsyncSync, mkdirSync, openSync, readFileSync } from 'node:fs'
import { renameSync, rmSync, writeFileSync } from 'node:fs'
import { Refusal } from '../refusal.ts'
import { giveTo } from './account.ts'
import type { Site } from './site.ts'

const major = '18'
const passwordFile = 'run/password'

/**
 * Makes the cluster with its database `chongyang`, once. It is made beside its place and moved there when it
 * is complete, so that a half-made one is never taken for a whole one. A restored one that a power cut kept from its
 * place takes it now.
 */
export async function requireCluster(site: Site, fsync: boolean): Promise<void> {
  const restored = `${site.cluster}.restored`
  if (!existsSync(site.cluster) && existsSync(restored)) renameSync(restored, site.cluster)
  if (!existsSync(site.cluster)) await makeCluster(site, fsync)
  const found = readFileSync(`${site.cluster}/PG_VERSION`, 'utf8').trim()
  if (found === major) return
  throw new Refusal(
    'conflict',
    'postgres.otherVersion',
    `数据目录 ${site.folder} 由 PostgreSQL ${found} 建立，本程序内置的是 ${major}。请先用原版本的程序备份，再在新目录恢复。`,
  )
}

async function makeCluster(site: Site, fsync: boolean): Promise<void> {
  const { building } = site
  rmSync(building, { recursive: true, force: true })
  mkdirSync(building, { mode: 0o700 })
  giveTo(site.account, building)
  const sync = fsync ? [] : ['--no-sync']
  const shape = ['--encoding=UTF8', '--locale=C', '--locale-provider=builtin']
  const words = ['-D', building, '-U', 'chongyang', '--builtin-locale=C.UTF-8', '--no-instructions']
  await run(site, 'initdb', [...words, ...shape, ...authentication(site), ...sync])
  const single = ['--single', '-D', building, '-c', `fsync=${fsync ? 'on' : 'off'}`, 'postgres']
  await run(site, 'postgres', single, 'create database chongyang;\n')
  renameSync(building, site.cluster)
  if (process.platform !== 'win32') syncFolder(site.folder)
}

/** The socket's folder is the guard; Windows has none, so there a password of our own is. */
function authentication({ folder }: Site): string[] {
  if (process.platform !== 'win32') return ['--auth=trust']
  writeFileSync(`${folder}/${passwordFile}`, randomBytes(24).toString('hex'), { mode: 0o600 })
  return ['--auth=scram-sha-256', `--pwfile=${folder}/${passwordFile}`]
}

/** The password of a cluster on Windows. */
export function readPassword({ folder }: Site): string {
  return readFileSync(`${folder}/${passwordFile}`, 'utf8')
}

async function run(site: Site, program: string, words: string[], input = ''): Promise<void> {
  const [command = '', ...rest] = [
    ...site.account.prefix,
    `${site.native}/bin/${program}`,
    ...words,
  ]
  const { env, building: cwd } = site
  const child = spawn(command, rest, { cwd, env, detached: true, windowsHide: true })
  const said: Buffer[] = []
  for (const stream of [child.stdout, child.stderr]) stream.on('data', (part) => said.push(part))
  child.stdin.on('error', () => undefined).end(input)
  const [code] = (await once(child, 'close')) as [number | null]
  if (code === 0) return
  throw brokenServer(site, `${program} ${code}`, Buffer.concat(said).toString())
}

function syncFolder(folder: string): void {
  const handle = openSync(folder, 'r')
  fsyncSync(handle)
  closeSync(handle)
}

/** The refusal for a server that does not come up, with the last of what it said. */
export function brokenServer(
  { folder }: Pick<Site, 'folder'>,
  what: string,
  said: string,
): Refusal {
  const full = /No space left on device|Disk quota exceeded/.test(said)
  const todo = full ? '磁盘空间不足，请清理后重试。' : '请将以下信息交给维护人员：'
  const last = said.trim().split('\n').slice(-15).join('\n')
  return new Refusal(
    'conflict',
    full ? 'postgres.diskFull' : 'postgres.notStarted',
    `数据目录 ${folder} 的内置数据库未能启动（${what}）。${todo}\n${last}`,
  )
}
