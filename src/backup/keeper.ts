import { readdir, rm } from 'node:fs/promises'
import { setTimeout as pause } from 'node:timers/promises'
import { Worker } from 'node:worker_threads'
import { logFolder, backupFolder } from './folders.ts'
import type { BackupOptions, Made } from './make.ts'
import { isDue, nightlies, nightlyName, prune } from './nightly.ts'
import { noteBackup } from './note.ts'
import { keepLog } from './stream/keepLog.ts'
import { currentStream } from './stream/slot.ts'

export interface KeeperOptions {
  /** The owner's way into the embedded database. */
  readonly url: string
  readonly dataDir: string
  readonly master: Buffer
  readonly complain: (sentence: string) => void
  readonly firstLookMs?: number
  readonly lookEveryMs?: number
}

export interface Keeper {
  stop(): Promise<void>
}

const minute = 60_000
const keptBackups = 7
const waitAfterFailureMs = 60 * minute

/**
 * Keeps a running server's data safe by itself: the log of changes all the time, a full backup every night, seven of
 * them and the log between. The first look is some minutes after the start, so that a trial is left in peace.
 */
export function keepBackups(options: KeeperOptions): Keeper {
  const { url, dataDir, master, complain } = options
  const stopping = new AbortController()
  const logs = logFolder(dataDir)
  const log = keepLog({
    url,
    logs,
    master,
    complain: (error) => complain(`变更日志暂时中断，正在重试：${sentenceOf(error)}`),
  })
  const nightly = (async () => {
    let wait = options.firstLookMs ?? 10 * minute
    for (;;) {
      await pause(wait, undefined, { signal: stopping.signal }).catch(() => undefined)
      if (stopping.signal.aborted) return
      wait = options.lookEveryMs ?? minute
      try {
        await backUpWhenDue({ url, dataDir, master, outside: false }, logs, stopping.signal)
      } catch (error) {
        if (stopping.signal.aborted) return
        complain(`自动备份没有成功，一小时后再试：${sentenceOf(error)}`)
        wait = waitAfterFailureMs
      }
    }
  })()
  return {
    async stop() {
      stopping.abort()
      await Promise.all([log.stop(), nightly])
    },
  }
}

async function backUpWhenDue(
  options: Omit<BackupOptions, 'file'>,
  logs: string,
  signal: AbortSignal,
): Promise<void> {
  const folder = backupFolder(options.dataDir)
  const now = new Date()
  const stream = await currentStream(options.url)
  const last = (await nightlies(folder)).at(-1)
  if (!isDue(last?.head, stream, now)) return
  await removeHalves(folder)
  const file = `${folder}/${nightlyName(now)}`
  const made = await inThread({ ...options, file }, signal)
  await noteBackup(options.url, file, made)
  await prune(folder, logs, stream, keptBackups)
}

/** What a stop or a power cut left unfinished. */
async function removeHalves(folder: string): Promise<void> {
  const names = await readdir(folder).catch((): string[] => [])
  for (const name of names) if (name.endsWith('.backup.part')) await rm(`${folder}/${name}`)
}

/** In a thread of its own, so that nobody waits for it. */
function inThread(options: BackupOptions, signal: AbortSignal): Promise<Made> {
  const worker = new Worker(new URL('./worker.ts', import.meta.url), { workerData: options })
  signal.addEventListener('abort', () => void worker.terminate(), { once: true })
  return new Promise((resolve, reject) => {
    worker.once('message', resolve)
    worker.once('error', reject)
    worker.once('exit', () => reject(new Error('the backup was interrupted')))
  })
}

function sentenceOf(error: unknown): string {
  return error instanceof Error ? error.message : String(error)
}
