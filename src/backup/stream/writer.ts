import { open, type FileHandle } from 'node:fs/promises'
import type { DataKey } from '#src/kernel/vault/envelope.ts'
import { encodeHead, markOfHead, type Head } from '../head.ts'
import type { WrappedKey } from '../keys.ts'
import { program } from '../program.ts'
import { syncFolder } from '../syncFolder.ts'
import { sealFrame, type Frame } from './frames.ts'
import { logFileName } from './logFolder.ts'

const fileBytes = 16 * 1024 * 1024

export interface LogWriter {
  /** Resolves when the frame is on the disk. */
  write(frame: Frame): Promise<void>
  close(): Promise<void>
}

/** Writes frames one after another into files of some 16 MB of log each. */
export function openLogWriter(
  folder: string,
  stream: string,
  wrapped: WrappedKey,
  key: DataKey,
): LogWriter {
  let handle: FileHandle | undefined
  let mark = ''
  let written = 0

  async function begin(from: number): Promise<FileHandle> {
    const made = await open(`${folder}/${logFileName(from)}`, 'w', 0o600)
    const madeAt = new Date().toISOString()
    const head: Head = { kind: 'log', madeAt, program: program(), key: wrapped, stream, from }
    mark = markOfHead(head)
    written = 0
    await made.appendFile(encodeHead(head))
    await syncFolder(folder)
    return made
  }

  async function close(): Promise<void> {
    await handle?.close()
    handle = undefined
  }

  return {
    async write(frame) {
      if (written >= fileBytes) await close()
      handle ??= await begin(frame.lsn)
      await handle.appendFile(sealFrame(key, mark, frame))
      await handle.datasync()
      written += frame.bytes.length
    },
    close,
  }
}
