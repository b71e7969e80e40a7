import { existsSync } from 'node:fs'
import { mkdir, readdir, rm } from 'node:fs/promises'
import { Refusal } from '#src/kernel/refusal.ts'
import { lockFolder } from '#src/kernel/postgres/lock.ts'
import { openFolder, prepareSite } from '#src/kernel/postgres/site.ts'
import type { Postgres } from '#src/kernel/postgres.ts'
import { damaged } from './head.ts'
import type { Manifest } from './manifest.ts'
import { putInPlace } from './place.ts'
import { readHead } from './pieces.ts'
import { onServer, recover, type Target } from './recover.ts'
import { layLog } from './stream/overlay.ts'
import { differences, sumTables } from './tables.ts'
import { completeCluster, unpackInto } from './unpack.ts'
import { verifyBackup } from './verify.ts'

/** Where a copy is unpacked, below the data folder. */
export const restoringFolder = 'restoring'

export interface CopyOptions {
  readonly file: string
  readonly master: Buffer
  /** A later moment (ISO), or all that is known; without it the moment of the backup. */
  readonly to?: string | undefined
  /** Folders in which the kept log may lie. */
  readonly logs: readonly string[]
}

export interface Restored {
  readonly manifest: Manifest
  /** The moment that the copy shows. */
  readonly at: string
  /** Tables whose sums were compared with the backup's; none for another moment than the backup's. */
  readonly compared: number
}

export interface RestoreOptions extends CopyOptions {
  readonly dataDir: string
  /** What else to look at while the copy is open, before it takes its place; its words are passed on. */
  readonly look?: (url: string) => Promise<void>
}

/**
 * Puts a backup of the embedded database in place: unpacks beside, follows the log, compares, and only then changes
 * names. What was there before stays as `postgres.before-…` and `files.before-…`.
 * Refuses with `backup.wrongKey`, `damaged`, `tooLate`, `tooEarly`, `noLog`, `postgres.folderInUse`.
 */
export async function restoreBackup(
  options: RestoreOptions,
): Promise<Restored & { kept: string[] }> {
  const { folder, run } = openFolder(options.dataDir)
  const lock = await lockFolder(run, folder)
  const beside = `${folder}/${restoringFolder}`
  try {
    const restored = await tryCopy(options, beside, options.look)
    return { ...restored, kept: await putInPlace(beside, folder) }
  } finally {
    await rm(beside, { recursive: true, force: true })
    lock.release()
  }
}

/** Restores into a folder beside, compares, and takes it away again: the drill. Touches nothing else. */
export async function drillBackup(options: RestoreOptions): Promise<Restored> {
  const { run } = openFolder(options.dataDir)
  for (const name of await readdir(run)) await removeAbandoned(`${run}/${name}`)
  const beside = `${run}/drill-${process.pid}`
  return tryCopy(options, beside, options.look).finally(() =>
    rm(beside, { recursive: true, force: true }),
  )
}

/** A killed drill leaves people's data lying open; the next one takes it away. */
async function removeAbandoned(folder: string): Promise<void> {
  const [, pid] = /\/drill-(\d+)$/.exec(folder) ?? []
  if (pid && !isAlive(Number(pid))) await rm(folder, { recursive: true, force: true })
}

function isAlive(pid: number): boolean {
  try {
    return process.kill(pid, 0)
  } catch (error) {
    return (error as NodeJS.ErrnoException).code === 'EPERM'
  }
}

async function tryCopy(
  options: CopyOptions,
  beside: string,
  look: RestoreOptions['look'],
): Promise<Restored> {
  await rm(beside, { recursive: true, force: true })
  const { manifest, at, server } = await openCopy(options, beside)
  try {
    const compared = options.to ? 0 : await compare(manifest, server.url)
    await look?.(server.url)
    return { manifest, at, compared }
  } finally {
    await server.stop()
  }
}

async function openCopy(options: CopyOptions, beside: string) {
  const { head } = await readHead(options.file)
  if (head.kind !== 'embedded') throw otherKind()
  await mkdir(beside, { recursive: true, mode: 0o700 })
  const { folder } = openFolder(beside)
  const { account } = prepareSite(folder)
  const manifest = await verifyBackup(options.file, options.master, unpackInto(folder))
  await completeCluster(`${folder}/postgres`)
  const { target, at } = await aim(manifest, options, `${folder}/postgres/pg_wal`)
  const server: Postgres = await recover(folder, account, target)
  return { manifest, at, server }
}

async function aim(manifest: Manifest, { to, logs, master }: CopyOptions, pgWal: string) {
  const { log } = manifest
  if (!log) throw otherKind()
  if (to === undefined) return { target: { point: log.point } satisfies Target, at: manifest.at }
  const until = to === 'latest' ? Infinity : Date.parse(to)
  if (until < Date.parse(log.notBefore)) throw tooEarly(log.notBefore)
  const folder = logs.map((each) => `${each}/${log.stream}`).find((each) => existsSync(each))
  if (!log.stream || !folder) throw noLog(log.stream, logs)
  const reach = await layLog(folder, pgWal, log, until, master)
  if (until === Infinity) return { target: 'end' as const, at: new Date(reach.at).toISOString() }
  return { target: { time: new Date(until).toISOString() } satisfies Target, at: to }
}

async function compare({ tables }: Manifest, url: string): Promise<number> {
  const found = tables.length ? await onServer(url, sumTables) : []
  const different = differences(tables, found)
  if (different.length) throw damaged(`恢复后核对不符（${different.join('；')}）`)
  return tables.length
}

/** The refusal of a backup of an outside database where an embedded one is wanted. */
export function otherKind(): Refusal {
  return new Refusal(
    'conflict',
    'backup.otherKind',
    '这份备份来自外部数据库。请用 DATABASE_URL 指定一个新建的空库，再恢复。',
  )
}

function tooEarly(at: string): Refusal {
  const first = new Date(at).toLocaleString('sv-SE', { timeZone: 'Asia/Shanghai' })
  const message = `这份备份做于 ${first}（北京时间），到不了更早的时间。请改用更早的一份备份。没有改动任何数据。`
  return new Refusal('conflict', 'backup.tooEarly', message)
}

function noLog(stream: string | null, logs: readonly string[]): Refusal {
  const why = stream
    ? `没有找到变更日志 ${stream}（找过 ${logs.join('、')}）`
    : '做这份备份时没有保存变更日志'
  const message = `${why}，只能恢复到备份的时刻：请去掉 --to。没有改动任何数据。`
  return new Refusal('missing', 'backup.noLog', message)
}
