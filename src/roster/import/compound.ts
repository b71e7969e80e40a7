import { refuseFile } from './refusals.ts'

const sectorEnd = 0xfffffffe
const directoryEntryBytes = 128

interface Stream {
  readonly start: number
  readonly size: number
}

interface Compound {
  readonly streams: ReadonlyMap<string, Stream>
  readonly read: (name: string) => Buffer | undefined
}

/**
 * Opens an OLE2 compound file ([MS-CFB] §2): old .xls workbooks, password-protected workbooks,
 * Word and PowerPoint files. Throws `import.damaged` when its chains are broken.
 */
export function openCompound(bytes: Buffer): Compound {
  if (bytes.length < 512) throw refuseFile('import.damaged')
  const sectorBytes = 1 << bytes.readUInt16LE(30)
  if (sectorBytes !== 512 && sectorBytes !== 4096) throw refuseFile('import.damaged')
  const table = sectorTable(bytes, sectorBytes)
  const large = (start: number) => chain(bytes, sectorBytes, table, start, sectorBytes)
  const streams = readStreams(large(bytes.readUInt32LE(48)))
  const root = streams.get('Root Entry')
  const cutoff = bytes.readUInt32LE(56)
  const read = (name: string) => {
    const stream = streams.get(name)
    if (!stream) return undefined
    if (stream.size >= cutoff || !root) return large(stream.start).subarray(0, stream.size)
    const smallTable = large(bytes.readUInt32LE(60))
    const holder = large(root.start)
    return chain(holder, 64, smallTable, stream.start, 0).subarray(0, stream.size)
  }
  return { streams, read }
}

function sectorTable(bytes: Buffer, sectorBytes: number): Buffer {
  const sectors: number[] = []
  for (let index = 0; index < 109; index++) sectors.push(bytes.readUInt32LE(76 + index * 4))
  let next = bytes.readUInt32LE(68)
  const perSector = sectorBytes / 4 - 1
  for (let guard = 0; next < sectorEnd && guard < 4096; guard++) {
    const at = (next + 1) * sectorBytes
    if (at + sectorBytes > bytes.length) throw refuseFile('import.damaged')
    for (let index = 0; index < perSector; index++) sectors.push(bytes.readUInt32LE(at + index * 4))
    next = bytes.readUInt32LE(at + perSector * 4)
  }
  const used = sectors.filter((sector) => sector < sectorEnd)
  return Buffer.concat(used.map((sector) => sectorAt(bytes, sectorBytes, sector, sectorBytes)))
}

function sectorAt(bytes: Buffer, sectorBytes: number, sector: number, header: number): Buffer {
  const at = header + sector * sectorBytes
  if (at >= bytes.length) throw refuseFile('import.damaged')
  return bytes.subarray(at, at + sectorBytes)
}

function chain(
  bytes: Buffer,
  sectorBytes: number,
  table: Buffer,
  start: number,
  header: number,
): Buffer {
  const parts: Buffer[] = []
  for (let sector = start; sector < sectorEnd; sector = table.readUInt32LE(sector * 4)) {
    parts.push(sectorAt(bytes, sectorBytes, sector, header))
    const looped = parts.length * sectorBytes > bytes.length + sectorBytes
    if (looped || sector * 4 + 4 > table.length) throw refuseFile('import.damaged')
  }
  return Buffer.concat(parts)
}

function readStreams(directory: Buffer): Map<string, Stream> {
  const streams = new Map<string, Stream>()
  for (let at = 0; at + directoryEntryBytes <= directory.length; at += directoryEntryBytes) {
    const nameBytes = directory.readUInt16LE(at + 64)
    if (nameBytes < 2 || nameBytes > 64) continue
    const name = directory.toString('utf16le', at, at + nameBytes - 2)
    streams.set(name, {
      start: directory.readUInt32LE(at + 116),
      size: directory.readUInt32LE(at + 120),
    })
  }
  return streams
}
