import { open, type FileHandle } from 'node:fs/promises'
import { zstdCompressSync, zstdDecompressSync } from 'node:zlib'
import { openWith, sealWith, type DataKey } from '#src/kernel/vault/envelope.ts'
import { damaged, decodeHead, mostHeadBytes, type KnownHead } from '../head.ts'
import { openKey } from '../keys.ts'

/** Some of the log of changes: all of it from `lsn` on, as the server had it at the time `at` (ms). */
export interface Frame {
  readonly lsn: number
  readonly at: number
  readonly bytes: Buffer
}

const clearBytes = 20

/** A frame as a file keeps it: length, place, time and what is hidden, bound to all of these and to the file. */
export function sealFrame(key: DataKey, mark: string, { lsn, at, bytes }: Frame): Buffer {
  const sealed = sealWith(key, zstdCompressSync(bytes), boundOf(mark, lsn, at))
  const clear = Buffer.alloc(clearBytes)
  clear.writeUInt32BE(sealed.length)
  clear.writeDoubleBE(lsn, 4)
  clear.writeDoubleBE(at, 12)
  return Buffer.concat([clear, sealed])
}

function boundOf(mark: string, lsn: number, at: number): string {
  return `backup.log.${mark}.${lsn}.${at}`
}

/** An open file of the log. */
export interface LogFile {
  readonly head: KnownHead
  frames(): AsyncGenerator<Frame>
  /** Where the last whole frame ends; known after the frames. */
  end(): number
  close(): Promise<void>
}

/**
 * Opens a file of the log. Its frames end before the first that is not whole: the next file, or the mark of how far
 * the log reaches, tells whether that is where they ought to end.
 */
export async function openLogFile(file: string, master: Buffer): Promise<LogFile> {
  const handle = await open(file, 'r')
  try {
    const start = Buffer.alloc(mostHeadBytes)
    const { bytesRead } = await handle.read(start, 0, mostHeadBytes, 0)
    const head = decodeHead(start.subarray(0, bytesRead))
    const key = openKey(head.head.key, master)
    if (head.head.kind !== 'log') throw damaged(`${file} 不是变更日志`)
    let at = head.bytes
    async function* frames(): AsyncGenerator<Frame> {
      for (;;) {
        const found = await frameAt(handle, at, key, head.mark)
        if (!found) return
        at = found.next
        yield found.frame
      }
    }
    return { head, frames, end: () => at, close: () => handle.close() }
  } catch (error) {
    await handle.close()
    throw error
  }
}

async function frameAt(handle: FileHandle, at: number, key: DataKey, mark: string) {
  const clear = Buffer.alloc(clearBytes)
  const { bytesRead } = await handle.read(clear, 0, clearBytes, at)
  if (bytesRead < clearBytes) return undefined
  const length = clear.readUInt32BE()
  const { size } = await handle.stat()
  if (at + clearBytes + length > size) return undefined
  const sealed = Buffer.alloc(length)
  await handle.read(sealed, 0, length, at + clearBytes)
  const lsn = clear.readDoubleBE(4)
  const time = clear.readDoubleBE(12)
  const packed = openWith(key, sealed, boundOf(mark, lsn, time))
  if (!packed) return undefined
  const frame: Frame = { lsn, at: time, bytes: zstdDecompressSync(packed) }
  return { frame, next: at + clearBytes + length }
}
