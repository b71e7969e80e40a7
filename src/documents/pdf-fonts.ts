import { readFileSync } from 'node:fs'
import { createRequire } from 'node:module'
import { dirname, join } from 'node:path'
import { inflateSync } from 'node:zlib'

const require = createRequire(import.meta.url)
const songti = dirname(require.resolve('@expo-google-fonts/noto-serif-sc/package.json'))
const kaitiPackage = '@fontsource/lxgw-wenkai'
const kaitiFile = 'files/lxgw-wenkai-latin-500-normal.woff'

export interface Typeface {
  bytes: Buffer
  has: (codePoint: number) => boolean
}

/** Regular and bold of the document typeface. */
export const songtiFolders = ['400Regular', '700Bold'].map((weight) => join(songti, weight))

/** Whether the document typeface has a glyph for the code point. */
export function songtiCoverage(): Typeface['has'] {
  return coverage(readFileSync(join(songti, '400Regular/NotoSerifSC_400Regular.ttf')))
}

/** A second typeface for rare characters, if it is installed: 1,641 more beyond the basic plane. */
export function rareTypeface(): Typeface | undefined {
  const folder = folderOf(kaitiPackage)
  if (!folder) return undefined
  const bytes = sfntOf(readFileSync(join(folder, kaitiFile)))
  return { bytes, has: coverage(bytes) }
}

function folderOf(name: string): string | undefined {
  try {
    return dirname(require.resolve(`${name}/package.json`))
  } catch {
    return undefined
  }
}

/** The characters of a font by its segmented table (`cmap` format 12). */
function coverage(font: Buffer): Typeface['has'] {
  const entry = tables(font, 12, 16, 4).find(({ tag }) => tag === 'cmap')
  if (!entry) throw new Error('font without cmap')
  const offset = entry.record.readUInt32BE(8)
  const map = font.subarray(offset, offset + entry.record.readUInt32BE(12))
  const segments = Array.from({ length: map.readUInt16BE(2) }, (_, index) =>
    map.subarray(map.readUInt32BE(4 + index * 8 + 4)),
  ).find((table) => table.readUInt16BE(0) === 12)
  if (!segments) throw new Error('font without cmap format 12')
  const ranges = Array.from({ length: segments.readUInt32BE(12) }, (_, index) => [
    segments.readUInt32BE(16 + index * 12),
    segments.readUInt32BE(16 + index * 12 + 4),
  ])
  const bits = new Uint8Array(0x110000 / 8)
  for (const [first = 1, last = 0] of ranges) {
    for (let point = first; point <= last; point += 1) bits[point >> 3]! |= 1 << (point & 7)
  }
  return (point) => ((bits[point >> 3] ?? 0) & (1 << (point & 7))) !== 0
}

/** The font inside a WOFF 1.0 file, whose tables are deflated one by one (W3C WOFF §4–5). */
function sfntOf(woff: Buffer): Buffer {
  const entries = tables(woff, 44, 20, 12)
  const header = Buffer.alloc(12 + entries.length * 16)
  woff.copy(header, 0, 4, 8)
  header.writeUInt16BE(entries.length, 4)
  const parts: Buffer[] = [header]
  let offset = header.length
  for (const [index, { record }] of entries.entries()) {
    const table = inflated(woff, record)
    const at = 12 + index * 16
    record.copy(header, at, 0, 4)
    record.copy(header, at + 4, 16, 20)
    header.writeUInt32BE(offset, at + 8)
    header.writeUInt32BE(table.length, at + 12)
    const padding = Buffer.alloc(-table.length & 3)
    parts.push(table, padding)
    offset += table.length + padding.length
  }
  return Buffer.concat(parts)
}

function inflated(woff: Buffer, record: Buffer): Buffer {
  const stored = woff.subarray(record.readUInt32BE(4)).subarray(0, record.readUInt32BE(8))
  return stored.length < record.readUInt32BE(12) ? inflateSync(stored) : stored
}

function tables(font: Buffer, from: number, size: number, countAt: number) {
  return Array.from({ length: font.readUInt16BE(countAt) }, (_, index) => {
    const record = font.subarray(from + index * size, from + (index + 1) * size)
    return { tag: record.toString('latin1', 0, 4), record }
  })
}
