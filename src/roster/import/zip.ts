import { crc32, createInflateRaw } from 'node:zlib'
import type { ImportLimits } from './limits.ts'
import { refuseFile } from './refusals.ts'

export interface ZipEntry {
  readonly name: string
  readonly method: number
  readonly packed: number
  readonly unpacked: number
  readonly offset: number
  readonly checksum: number
  readonly encrypted: boolean
}

export type ZipDirectory = ReadonlyMap<string, ZipEntry>

const chunkBytes = 256 * 1024

/**
 * Reads the list of parts at the end of a zip file without unpacking anything.
 * Names are lower-cased, with forward slashes. Throws `import.damaged`.
 */
export function readDirectory(bytes: Buffer): ZipDirectory {
  const end = bytes.lastIndexOf(Buffer.from('PK\x05\x06', 'latin1'))
  if (end < 0 || end + 22 > bytes.length) throw refuseFile('import.damaged')
  const { count, start } = directoryAt(bytes, end)
  const entries = new Map<string, ZipEntry>()
  let at = start
  for (let index = 0; index < count; index++) {
    if (at + 46 > bytes.length || bytes.readUInt32LE(at) !== 0x02014b50)
      throw refuseFile('import.damaged')
    const nameLength = bytes.readUInt16LE(at + 28)
    const extraLength = bytes.readUInt16LE(at + 30)
    const entry = entryAt(bytes, at, nameLength, extraLength)
    entries.set(entry.name, entry)
    at += 46 + nameLength + extraLength + bytes.readUInt16LE(at + 32)
  }
  return entries
}

function directoryAt(bytes: Buffer, end: number): { count: number; start: number } {
  const count = bytes.readUInt16LE(end + 10)
  const start = bytes.readUInt32LE(end + 16)
  if (count !== 0xffff && start !== 0xffffffff) return { count, start }
  const locator = end - 20
  if (locator < 0 || bytes.readUInt32LE(locator) !== 0x07064b50) throw refuseFile('import.damaged')
  const wide = wideNumber(bytes, locator + 8)
  if (wide + 56 > bytes.length) throw refuseFile('import.damaged')
  return { count: wideNumber(bytes, wide + 32), start: wideNumber(bytes, wide + 48) }
}

function wideNumber(bytes: Buffer, at: number): number {
  const value = bytes.readBigUInt64LE(at)
  if (value > BigInt(Number.MAX_SAFE_INTEGER)) throw refuseFile('import.damaged')
  return Number(value)
}

function entryAt(bytes: Buffer, at: number, nameLength: number, extraLength: number): ZipEntry {
  const name = bytes.toString('utf8', at + 46, at + 46 + nameLength)
  const wide = wideFields(bytes, at + 46 + nameLength, extraLength)
  const narrow = (offset: number) => {
    const value = bytes.readUInt32LE(at + offset)
    return value === 0xffffffff ? (wide.shift() ?? value) : value
  }
  const unpacked = narrow(24)
  const packed = narrow(20)
  return {
    name: name.replaceAll('\\', '/').toLowerCase(),
    method: bytes.readUInt16LE(at + 10),
    unpacked,
    packed,
    offset: narrow(42),
    checksum: bytes.readUInt32LE(at + 16),
    encrypted: (bytes.readUInt16LE(at + 8) & 1) === 1,
  }
}

function wideFields(bytes: Buffer, from: number, length: number): number[] {
  for (let at = from; at + 4 <= from + length; at += 4 + bytes.readUInt16LE(at + 2)) {
    if (bytes.readUInt16LE(at) !== 1) continue
    const count = Math.floor(bytes.readUInt16LE(at + 2) / 8)
    return Array.from({ length: count }, (_, index) => wideNumber(bytes, at + 4 + index * 8))
  }
  return []
}

/** Refuses archives that would unpack into far more than a roster can hold. */
export function refuseBomb(entries: ZipDirectory, limits: ImportLimits): void {
  if (entries.size > limits.entries) throw refuseFile('import.bomb')
  let total = 0
  for (const entry of entries.values()) {
    if (entry.encrypted) throw refuseFile('import.encrypted')
    total += entry.unpacked
    const large = entry.unpacked > 8 * 1024 * 1024
    if (large && entry.unpacked > entry.packed * limits.ratio) throw refuseFile('import.bomb')
  }
  if (total > limits.unpackedBytes) throw refuseFile('import.bomb')
}

/** Unpacks one part piece by piece; more bytes than the directory promised is damage. */
export async function* unpack(bytes: Buffer, entry: ZipEntry): AsyncGenerator<Buffer> {
  const packed = packedBytes(bytes, entry)
  if (entry.method === 0) {
    if (crc32(packed) !== entry.checksum) throw refuseFile('import.damaged')
    yield packed
    return
  }
  if (entry.method !== 8) throw refuseFile('import.damaged')
  const inflate = createInflateRaw({ chunkSize: chunkBytes })
  inflate.end(packed)
  let seen = 0
  let sum = 0
  try {
    for await (const chunk of inflate as AsyncIterable<Buffer>) {
      seen += chunk.length
      if (seen > entry.unpacked) throw refuseFile('import.damaged')
      sum = crc32(chunk, sum)
      yield chunk
    }
  } catch (error) {
    if (error instanceof Error && 'code' in error && String(error.code).startsWith('Z_'))
      throw refuseFile('import.damaged')
    throw error
  } finally {
    inflate.destroy()
  }
  if (seen !== entry.unpacked || sum !== entry.checksum) throw refuseFile('import.damaged')
}

function packedBytes(bytes: Buffer, entry: ZipEntry): Buffer {
  const { offset } = entry
  if (offset + 30 > bytes.length || bytes.readUInt32LE(offset) !== 0x04034b50)
    throw refuseFile('import.damaged')
  const start = offset + 30 + bytes.readUInt16LE(offset + 26) + bytes.readUInt16LE(offset + 28)
  if (start + entry.packed > bytes.length) throw refuseFile('import.damaged')
  return bytes.subarray(start, start + entry.packed)
}

/** The whole text of a small part, such as the workbook's list of sheets. */
export async function unpackText(bytes: Buffer, entry: ZipEntry): Promise<string> {
  const chunks: Buffer[] = []
  for await (const chunk of unpack(bytes, entry)) chunks.push(chunk)
  return new TextDecoder().decode(Buffer.concat(chunks))
}
