import { open, type FileHandle } from 'node:fs/promises'
import { openWith, sealWith, type DataKey } from '#src/kernel/vault/envelope.ts'
import { damaged, decodeHead, encodeHead, markOfHead, mostHeadBytes } from './head.ts'
import type { Head, KnownHead } from './head.ts'

const pieceBytes = 256 * 1024
const mostSealedBytes = pieceBytes + 128

/**
 * The bytes of a backup file: the head, then sealed pieces. Each is bound to the head, to its number, and to
 * whether it is the last, so that no piece can be altered, moved, left out or cut off unseen.
 */
export async function* sealedPieces(head: Head, key: DataKey, plain: AsyncIterable<Buffer>) {
  const mark = markOfHead(head)
  let number = 0
  const seal = (bytes: Buffer, last: boolean) =>
    framed(sealWith(key, bytes, boundOf(mark, number++, last)))
  yield encodeHead(head)
  let held: Buffer = Buffer.alloc(0)
  for await (const bytes of plain) {
    held = held.length ? Buffer.concat([held, bytes]) : bytes
    while (held.length > pieceBytes) {
      yield seal(held.subarray(0, pieceBytes), false)
      held = held.subarray(pieceBytes)
    }
  }
  yield seal(held, true)
}

/** The plain bytes of a backup file; throws `backup.damaged` at the first piece that is not what was written. */
export async function* openedPieces(file: string, key: DataKey): AsyncGenerator<Buffer> {
  const handle = await open(file, 'r')
  try {
    const { size } = await handle.stat()
    const { bytes, mark } = await headAt(handle)
    let at = bytes
    for (let number = 0; at < size || number === 0; number++) {
      const length = (await exactly(handle, at, 4)).readUInt32BE()
      if (length > mostSealedBytes) throw damaged(`第 ${number + 1} 段长度不对`)
      const sealed = await exactly(handle, at + 4, length)
      at += 4 + length
      const plain = openWith(key, sealed, boundOf(mark, number, at === size))
      if (!plain) throw damaged(`第 ${number + 1} 段（文件第 ${at - length} 字节起）校验不符`)
      yield plain
    }
  } finally {
    await handle.close()
  }
}

/** The head of a file. */
export async function readHead(file: string): Promise<KnownHead> {
  const handle = await open(file, 'r')
  return headAt(handle).finally(() => handle.close())
}

async function headAt(handle: FileHandle): Promise<KnownHead> {
  const start = Buffer.alloc(mostHeadBytes)
  const { bytesRead } = await handle.read(start, 0, mostHeadBytes, 0)
  return decodeHead(start.subarray(0, bytesRead))
}

async function exactly(handle: FileHandle, at: number, length: number): Promise<Buffer> {
  const bytes = Buffer.alloc(length)
  const { bytesRead } = await handle.read(bytes, 0, length, at)
  if (bytesRead < length) throw damaged('文件被截断')
  return bytes
}

function boundOf(mark: string, number: number, last: boolean): string {
  return `backup.${mark}.${number}.${last ? 'last' : 'more'}`
}

/** Bytes behind their length. */
function framed(bytes: Buffer): Buffer {
  const length = Buffer.alloc(4)
  length.writeUInt32BE(bytes.length)
  return Buffer.concat([length, bytes])
}
