import { readFileSync, rmSync, writeFileSync } from 'node:fs'
import { DatabaseSync } from 'node:sqlite'
import { setTimeout as pause } from 'node:timers/promises'
import { Refusal } from '../refusal.ts'

export interface FolderLock {
  /** Tells whoever asks for the folder now that waiting is worth while. */
  leaving(): void
  release(): void
}

interface Holder {
  readonly pid: number
  readonly since: string
  readonly leaving?: boolean
}

const patienceMs = 2_000
const patienceWithLeaverMs = 60_000
const sqliteBusy = 5
const held = new Set<DatabaseSync>()

/**
 * Takes the folder for this process alone. The lock is the operating system's (fcntl, through SQLite),
 * so it ends with the process however that dies: there is no stale lock to recover.
 * Waits 2 s for another holder, longer for one that is stopping; then refuses (`postgres.folderInUse`).
 * @param run existing folder for the lock and the note of who holds it
 * @param named the folder as the user knows it, for the sentence
 */
export async function lockFolder(run: string, named: string): Promise<FolderLock> {
  const note = `${run}/holder.json`
  const begun = Date.now()
  for (;;) {
    const database = tryLock(`${run}/lock`, named)
    if (database) return lockOf(database, note)
    const holder = readHolder(note)
    const patience = holder?.leaving ? patienceWithLeaverMs : patienceMs
    if (Date.now() - begun > patience) throw inUse(named, holder)
    await pause(100)
  }
}

function tryLock(file: string, named: string): DatabaseSync | undefined {
  let database: DatabaseSync | undefined
  try {
    database = new DatabaseSync(file)
    database.exec('pragma journal_mode = memory; begin exclusive')
    held.add(database)
    return database
  } catch (error) {
    database?.close()
    if ((error as { errcode?: number }).errcode === sqliteBusy) return undefined
    throw unusableFolder(named, error)
  }
}

function lockOf(database: DatabaseSync, note: string): FolderLock {
  const holder: Holder = { pid: process.pid, since: new Date().toISOString() }
  const write = (what: Holder) => {
    rmSync(note, { force: true })
    writeFileSync(note, JSON.stringify(what))
  }
  write(holder)
  return {
    leaving: () => write({ ...holder, leaving: true }),
    release() {
      if (!held.delete(database)) return
      rmSync(note, { force: true })
      database.close()
    },
  }
}

function readHolder(note: string): Holder | undefined {
  try {
    return JSON.parse(readFileSync(note, 'utf8')) as Holder
  } catch {
    return undefined
  }
}

function inUse(named: string, holder: Holder | undefined): Refusal {
  const who = holder ? `进程 ${holder.pid}（${holder.since} 启动）` : '另一个进程'
  const how = holder ? `（在其窗口按 Ctrl-C，或执行 kill ${holder.pid}）` : ''
  return new Refusal(
    'conflict',
    'postgres.folderInUse',
    `数据目录 ${named} 正由${who}使用。请先停止它${how}，或用 DATA_DIR 指定另一个目录。`,
  )
}

/** The refusal for a data folder that cannot be written, with the system's own reason. */
export function unusableFolder(named: string, error: unknown): Refusal {
  const reason = error instanceof Error ? error.message : String(error)
  return new Refusal(
    'conflict',
    'postgres.folderUnusable',
    `数据目录 ${named} 无法写入（${reason}）。请以拥有该目录的用户运行，或用 DATA_DIR 指定有写权限的目录。`,
  )
}
