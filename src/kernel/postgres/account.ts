import { spawnSync } from 'node:child_process'
import { chmodSync, chownSync, existsSync, readFileSync, statSync } from 'node:fs'
import { Refusal } from '../refusal.ts'

/** What to put before a server command, and whose the files are when not ours. */
export interface Account {
  readonly prefix: readonly string[]
  readonly uid?: number
  readonly gid?: number
}

interface Named {
  readonly name: string
  readonly uid: number
  readonly gid: number
}

const services = ['nobody', 'postgres']
/**
 * PostgreSQL refuses to run as root. In order: as we are, as the owner of the existing cluster, in a user
 * namespace where root is an ordinary account, as `postgres` or `nobody`. Where `setpriv` exists the server
 * is told to stop when this process dies.
 */
export function findAccount(
  folder: string,
  cluster: string,
  native: string,
  env: NodeJS.ProcessEnv,
): Account {
  if (process.platform !== 'linux') return { prefix: [] }
  const probe = ['setpriv', '--pdeathsig', 'INT']
  const death = answers([...probe, 'true'], env) ? probe : []
  for (const account of possibleAccounts(cluster, death)) {
    if (account.uid !== undefined) openWay(folder)
    if (answers([...account.prefix, `${native}/bin/postgres`, '-V'], env)) return account
  }
  throw new Refusal(
    'conflict',
    'postgres.noAccount',
    '内置数据库不能以 root 身份直接运行，而本机既不允许用户命名空间，也没有可用的 postgres 或 nobody 账户（或其无权读取程序目录、数据目录）。' +
      '请改用普通用户运行，或用 DATABASE_URL 指定外部 PostgreSQL。',
  )
}

function possibleAccounts(cluster: string, death: readonly string[]): Account[] {
  const known = knownAccounts()
  const self = process.getuid?.() ?? 0
  if (self !== 0 && known.some(({ uid }) => uid === self)) return [{ prefix: death }]
  const [stand] = known
  const owner = existsSync(cluster) ? statSync(cluster) : undefined
  const namespace = stand && {
    prefix: ['unshare', '--user', `--map-user=${stand.uid}`, `--map-group=${stand.gid}`, ...death],
  }
  if (self !== 0 || (owner && owner.uid === 0)) return namespace ? [namespace] : []
  if (owner) return [switchTo(owner, death)]
  const others = known.filter(({ name }) => services.includes(name))
  return [...(namespace ? [namespace] : []), ...others.map((other) => switchTo(other, death))]
}

function switchTo({ uid, gid }: Omit<Named, 'name'>, death: readonly string[]): Account {
  const who = [`--reuid=${uid}`, `--regid=${gid}`, '--clear-groups']
  return { prefix: ['setpriv', ...who, ...death.slice(1)], uid, gid }
}

/** Accounts with a name (initdb wants one), `postgres` and `nobody` first. */
function knownAccounts(): Named[] {
  const lines = readFileSync('/etc/passwd', 'utf8').split('\n')
  const accounts = lines.flatMap((line) => {
    const [name = '', , uid, gid] = line.split(':')
    return Number(uid) > 0 ? [{ name, uid: Number(uid), gid: Number(gid) }] : []
  })
  return accounts.sort((a, b) => services.indexOf(b.name) - services.indexOf(a.name))
}

/** Lets another account pass through to what it owns; the listing stays closed. */
function openWay(folder: string): void {
  for (const path of [folder, `${folder}/run`]) chmodSync(path, statSync(path).mode | 0o011)
}

function answers([command = '', ...rest]: readonly string[], env: NodeJS.ProcessEnv): boolean {
  return spawnSync(command, rest, { env, stdio: 'ignore' }).status === 0
}

/** Hands a path over to the account that the server runs under, when that is another than ours. */
export function giveTo({ uid, gid }: Account, path: string): void {
  if (uid !== undefined && gid !== undefined) chownSync(path, uid, gid)
}
