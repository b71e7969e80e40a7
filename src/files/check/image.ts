import { refuseUpload } from '../refusals.ts'
import type { ImageType } from './type.ts'

/** More pixels than any scan or photograph needs; beyond it decoding is refused. */
export const mostPixels = 40_000_000

interface Shape {
  readonly width: number
  readonly height: number
  /** Where the picture ends. */
  readonly end: number
}

/**
 * Refuses, without decoding, pictures that are too large, broken off, or followed by anything else.
 * Phones append further pictures (a depth map, a smaller copy); those are let pass, for only the
 * first is decoded and none is kept.
 */
export function measureImage(bytes: Buffer, type: ImageType): void {
  if (type === 'webp') return measureWebp(bytes)
  const shape = (type === 'png' ? png : jpeg)(bytes, 0)
  if (!shape) throw refuseUpload('files.damaged')
  if (shape.width * shape.height > mostPixels) throw refuseUpload('files.tooManyPixels')
  let { end } = shape
  for (let more = jpeg(bytes, end); more; more = jpeg(bytes, end)) end = more.end
  if (bytes.subarray(end).some((byte) => byte !== 0)) throw refuseUpload('files.appended')
}

function measureWebp(bytes: Buffer): void {
  const end = bytes.length < 12 ? 0 : bytes.readUInt32LE(4) + 8
  if (end < 20 || end > bytes.length) throw refuseUpload('files.damaged')
  if (bytes.length - end > 1) throw refuseUpload('files.appended')
}

function png(bytes: Buffer, start: number): Shape | undefined {
  let at = start + 8
  if (bytes.length < at + 25 || bytes.toString('latin1', at + 4, at + 8) !== 'IHDR')
    return undefined
  const width = bytes.readUInt32BE(at + 8)
  const height = bytes.readUInt32BE(at + 12)
  while (at + 12 <= bytes.length) {
    const type = bytes.toString('latin1', at + 4, at + 8)
    at += 12 + bytes.readUInt32BE(at)
    if (type === 'IEND') return at <= bytes.length ? { width, height, end: at } : undefined
  }
  return undefined
}

const startOfImage = 0xd8
const endOfImage = 0xd9
const startOfScan = 0xda
const notFrames = new Set([0xc4, 0xc8, 0xcc])

/** Walks the segments of a JPEG from its start to its end. */
function jpeg(bytes: Buffer, start: number): Shape | undefined {
  if (bytes[start] !== 0xff || bytes[start + 1] !== startOfImage) return undefined
  let [width, height] = [0, 0]
  let at = start + 2
  while (at + 1 < bytes.length) {
    if (bytes[at] !== 0xff) return undefined
    const marker = bytes[at + 1] ?? 0
    if (marker === 0xff) at += 1
    else if (marker === endOfImage) return { width, height, end: at + 2 }
    else {
      if (at + 9 >= bytes.length) return undefined
      if (marker >= 0xc0 && marker <= 0xcf && !notFrames.has(marker)) {
        height = bytes.readUInt16BE(at + 5)
        width = bytes.readUInt16BE(at + 7)
      }
      at += 2 + bytes.readUInt16BE(at + 2)
      if (marker === startOfScan) at = afterScan(bytes, at)
    }
  }
  return undefined
}

/** The next marker that is neither a stuffed byte nor a restart. */
function afterScan(bytes: Buffer, from: number): number {
  for (let at = bytes.indexOf(0xff, from); at >= 0; at = bytes.indexOf(0xff, at + 1)) {
    const next = bytes[at + 1] ?? 0
    if (next !== 0 && (next < 0xd0 || next > 0xd7)) return at
  }
  return bytes.length
}
