import { open, type FileHandle } from 'node:fs/promises'
import { Refusal } from '#src/kernel/refusal.ts'
import { damaged } from '../head.ts'
import { openKey } from '../keys.ts'
import { segmentName } from '../lsn.ts'
import type { LogPlace } from '../manifest.ts'
import { readHead } from '../pieces.ts'
import { openLogFile, type Frame } from './frames.ts'
import { logFiles, readReach, type Reach } from './logFolder.ts'

const marginMs = 5_000

/**
 * Puts the kept log into a copy, beyond what the copy has itself, up to a time (ms; infinite for all of it).
 * Refuses a time that the log does not reach (`backup.tooLate`) and a log with a part missing (`backup.damaged`).
 * @param pgWal the copy's folder of the log
 * @returns how far the log reaches
 */
export async function layLog(
  folder: string,
  pgWal: string,
  place: LogPlace,
  until: number,
  master: Buffer,
): Promise<Reach> {
  const reach = await reachOf(folder, place, master)
  if (until !== Infinity && until > reach.at) throw tooLate(reach.at)
  const segments = openSegments(pgWal, place)
  try {
    for await (const frame of framesFrom(folder, place.to, master)) {
      await segments.lay(frame)
      if (frame.at > until + marginMs) break
    }
  } finally {
    await segments.close()
  }
  return reach
}

/** Goes through the whole log, and tells how far it reaches. */
async function reachOf(folder: string, place: LogPlace, master: Buffer): Promise<Reach> {
  let reach: Reach = { lsn: place.to, at: Date.parse(place.notBefore) }
  for await (const { lsn, at, bytes } of framesFrom(folder, place.to, master))
    reach = { lsn: lsn + bytes.length, at }
  const written = await readReach(folder, await keysOf(folder, master))
  if (written && written.lsn > reach.lsn) throw damaged('变更日志的最后一部分缺失')
  return written && written.at > reach.at ? written : reach
}

async function keysOf(folder: string, master: Buffer) {
  const files = await logFiles(folder)
  const heads = await Promise.all(files.map(({ file }) => readHead(file)))
  return heads.map(({ head }) => openKey(head.key, master))
}

/** The frames from the one that holds a place on; each begins where the one before ended. */
async function* framesFrom(folder: string, from: number, master: Buffer): AsyncGenerator<Frame> {
  const files = await logFiles(folder)
  const first = files.findLastIndex((file) => file.from <= from)
  if (first < 0) throw damaged('变更日志不从这份备份开始')
  let next = files[first]?.from ?? 0
  for (const { file, from: begins } of files.slice(first)) {
    if (begins !== next) throw damaged(`变更日志在 ${file} 之前缺了一段`)
    const log = await openLogFile(file, master)
    try {
      for await (const frame of log.frames()) {
        if (frame.lsn !== next) throw damaged(`变更日志 ${file} 不连续`)
        next = frame.lsn + frame.bytes.length
        if (next > from) yield frame
      }
    } finally {
      await log.close()
    }
  }
  if (next < from) throw damaged('变更日志没有接上这份备份')
}

function openSegments(pgWal: string, { timeline, segmentBytes }: LogPlace) {
  let handle: FileHandle | undefined
  let current = ''

  async function segmentAt(lsn: number): Promise<FileHandle> {
    const name = segmentName(timeline, lsn, segmentBytes)
    if (handle && name === current) return handle
    await handle?.close()
    current = name
    handle = await open(`${pgWal}/${name}`, 'r+').catch(() => open(`${pgWal}/${name}`, 'w+', 0o600))
    await handle.truncate(segmentBytes)
    return handle
  }

  return {
    async lay({ lsn, bytes }: Frame) {
      for (let at = 0; at < bytes.length;) {
        const offset = (lsn + at) % segmentBytes
        const length = Math.min(bytes.length - at, segmentBytes - offset)
        await (await segmentAt(lsn + at)).write(bytes, at, length, offset)
        at += length
      }
    },
    close: async () => handle?.close(),
  }
}

function tooLate(at: number): Refusal {
  const last = new Date(at).toLocaleString('sv-SE', { timeZone: 'Asia/Shanghai' })
  return new Refusal(
    'conflict',
    'backup.tooLate',
    `变更日志只到 ${last}（北京时间），到不了更晚的时间。请用 --to "${last}"，或用 --to latest 恢复到最后。没有改动任何数据。`,
  )
}
