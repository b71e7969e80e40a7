import { setTimeout as pause } from 'node:timers/promises'
import pg from 'pg'
import { openKey, readWrappedKey, type WrappedKey } from '../keys.ts'
import { writeReach } from './logFolder.ts'
import { receiveLog, type Replication, type Sent } from './replication.ts'
import { findPlace, giveUp, type Place } from './slot.ts'
import { openLogWriter, type LogWriter } from './writer.ts'

export interface LogOptions {
  readonly url: string
  /** The folder of all kept logs. */
  readonly logs: string
  readonly master: Buffer
  readonly complain: (error: unknown) => void
  /** How often what has come is put on the disk. */
  readonly everyMs?: number
}

export interface KeptLog {
  stop(): Promise<void>
}

const wholeMs = 2_000
const mostHeldBytes = 1024 * 1024
const againMs = 5_000
/** What went well for so long is told anew when it fails; else the same is told once. */
const wellMs = 60_000
const removed = '58P01'

/**
 * Keeps the log of changes as the server writes it, encrypted, a few seconds behind. Connects again whenever the
 * server comes back; begins a new log where the old cannot be continued. Until it stops.
 */
export function keepLog(options: LogOptions): KeptLog {
  const stopping = new AbortController()
  const done = (async () => {
    let told = ''
    while (!stopping.signal.aborted) {
      const begun = Date.now()
      const error = await keepOnce(options, stopping.signal).catch((reason: unknown) => reason)
      if (stopping.signal.aborted) return
      const sentence = String(error)
      if (sentence !== told || Date.now() - begun > wellMs) options.complain(error)
      told = sentence
      await pause(againMs, undefined, { signal: stopping.signal }).catch(() => undefined)
    }
  })()
  return {
    async stop() {
      stopping.abort()
      await done
    },
  }
}

async function keepOnce(options: LogOptions, signal: AbortSignal): Promise<unknown> {
  const { url, logs, master } = options
  const place = await findPlace(url, logs, master)
  const wrapped = await wrappedKey(url, master)
  const writer = openLogWriter(place.folder, place.stream, wrapped, openKey(wrapped, master))
  const inbox = openInbox(place, writer, (reach) =>
    writeReach(place.folder, openKey(wrapped, master), reach),
  )
  const replication = await receiveLog(url, place.stream, place.from, (sent) => inbox.take(sent))
  try {
    return await pump(replication, inbox, options.everyMs ?? wholeMs, signal)
  } catch (error) {
    if ((error as { code?: string }).code === removed) await giveUp(url, place.stream)
    throw error
  } finally {
    await replication.end()
    await writer.close()
  }
}

async function wrappedKey(url: string, master: Buffer): Promise<WrappedKey> {
  const client = new pg.Client(url)
  await client.connect()
  return readWrappedKey(client, master).finally(() => client.end())
}

type Inbox = ReturnType<typeof openInbox>

/** Receives until the server ends, putting what came on the disk at every beat, and once more at the end. */
async function pump(replication: Replication, inbox: Inbox, everyMs: number, signal: AbortSignal) {
  let over: unknown
  void replication.ended.then((reason) => (over = reason))
  const halted = new Promise<void>((resolve) => signal.addEventListener('abort', () => resolve()))
  while (!over && !signal.aborted) {
    await Promise.race([pause(everyMs), inbox.full(), replication.ended, halted])
    replication.pause()
    const kept = await inbox.save()
    replication.resume()
    if (!over) replication.confirm(kept)
  }
  if ((over as { code?: string } | undefined)?.code === removed) throw over
  return over
}

/** What has come and is not yet on the disk. */
function openInbox(
  place: Place,
  writer: LogWriter,
  mark: (reach: { lsn: number; at: number }) => Promise<void>,
) {
  let parts: Buffer[] = []
  let next = place.from
  let kept = place.from
  let at = 0
  let told: Sent | undefined
  let gap = false
  let wake: () => void = () => undefined

  return {
    full: () => new Promise<void>((resolve) => (wake = resolve)),
    take(sent: Sent) {
      if (!sent.bytes) {
        told = sent
        return
      }
      gap ||= sent.lsn !== next
      parts.push(sent.bytes)
      next += sent.bytes.length
      at = sent.at
      if (next - kept > mostHeldBytes) wake()
    },
    async save(): Promise<number> {
      if (gap) throw new Error('the log came with a gap')
      const bytes = Buffer.concat(parts)
      const word = told
      parts = []
      told = undefined
      if (bytes.length) await writer.write({ lsn: kept, at, bytes })
      kept += bytes.length
      const complete = word !== undefined && word.end <= kept
      if (complete || bytes.length) await mark({ lsn: kept, at: complete ? word.at : at })
      return kept
    },
  }
}
