import { isUtf8 } from 'node:buffer'
import { openCompound } from './compound.ts'
import type { ImportLimits } from './limits.ts'
import { refuseFile } from './refusals.ts'
import { readDirectory, refuseBomb, type ZipDirectory } from './zip.ts'

export type Guarded =
  | { readonly format: 'xlsx'; readonly bytes: Buffer; readonly entries: ZipDirectory }
  | { readonly format: 'xls'; readonly bytes: Buffer; readonly workbook: Buffer }
  | { readonly format: 'html' | 'xml' | 'csv'; readonly text: string }

const foreign = ['%PDF', '\x89PNG', '\xff\xd8\xff', 'GIF8', 'Rar!', '7z\xbc\xaf', '\x1f\x8b', 'MZ']

/**
 * Decides by its bytes, never by its extension, what a file is, and refuses whatever is no
 * spreadsheet, locked, damaged or would cost too much, before anything is parsed.
 */
export function guardFile(bytes: Buffer, limits: ImportLimits): Guarded {
  if (bytes.length === 0) throw refuseFile('import.empty')
  if (bytes.length > limits.fileBytes) throw refuseFile('import.tooLarge')
  const head = bytes.toString('latin1', 0, 8)
  if (head.startsWith('PK')) return guardZip(bytes, limits)
  if (head.startsWith('\xd0\xcf\x11\xe0')) return guardCompound(bytes)
  if (foreign.some((mark) => head.startsWith(mark))) throw refuseFile('import.notSpreadsheet')
  return guardText(decodeText(bytes))
}

function guardZip(bytes: Buffer, limits: ImportLimits): Guarded {
  const entries = readDirectory(bytes)
  refuseBomb(entries, limits)
  if (entries.has('xl/workbook.bin')) throw refuseFile('import.otherFormat')
  if (entries.has('content.xml') && entries.has('mimetype')) throw refuseFile('import.otherFormat')
  if (entries.has('word/document.xml') || entries.has('ppt/presentation.xml'))
    throw refuseFile('import.notSpreadsheet')
  if (!entries.has('[content_types].xml') || !entries.has('_rels/.rels'))
    throw refuseFile('import.notSpreadsheet')
  return { format: 'xlsx', bytes, entries }
}

function guardCompound(bytes: Buffer): Guarded {
  const compound = openCompound(bytes)
  if (compound.streams.has('EncryptedPackage')) throw refuseFile('import.encrypted')
  const workbook = compound.read('Workbook')
  if (!workbook && compound.streams.has('Book')) throw refuseFile('import.oldFormat')
  if (!workbook) throw refuseFile('import.notSpreadsheet')
  if (isLocked(workbook)) throw refuseFile('import.encrypted')
  return { format: 'xls', bytes, workbook }
}

/** A FILEPASS record ([MS-XLS] §2.4.117) before the sheets means a password to open. */
function isLocked(workbook: Buffer): boolean {
  const end = Math.min(workbook.length - 4, 64 * 1024)
  for (let at = 0; at < end; at += 4 + workbook.readUInt16LE(at + 2)) {
    const record = workbook.readUInt16LE(at)
    if (record === 0x002f) return true
    if (record === 0x000a) return false
  }
  return false
}

/**
 * Text of a file whose encoding is not declared: byte order mark, then UTF-8 if every byte fits,
 * else GB 18030-2022, which holds GBK and GB 2312.
 */
function decodeText(bytes: Buffer): string {
  const mark = bytes.length > 1 ? bytes.readUInt16BE(0) : 0
  if (mark === 0xfffe) return new TextDecoder('utf-16le').decode(bytes)
  if (mark === 0xfeff) return new TextDecoder('utf-16be').decode(bytes)
  if (bytes.subarray(0, 4096).includes(0)) throw refuseFile('import.notSpreadsheet')
  return new TextDecoder(isUtf8(bytes) ? 'utf-8' : 'gb18030').decode(bytes)
}

function guardText(text: string): Guarded {
  const head = text.slice(0, 4096).trimStart().toLowerCase()
  if (head === '') throw refuseFile('import.empty')
  if (head.startsWith('<')) return { format: markupOf(head), text }
  const sample = text.slice(0, 65_536)
  // oxlint-disable-next-line no-control-regex
  const strange = sample.match(/[\u0000-\u0008\u000e-\u001f\ufffd]/g)?.length ?? 0
  if (strange > sample.length / 50) throw refuseFile('import.notSpreadsheet')
  return { format: 'csv', text }
}

function markupOf(head: string): 'html' | 'xml' {
  if (head.includes('urn:schemas-microsoft-com:office:spreadsheet')) return 'xml'
  if (/<(table|html|!doctype html)/.test(head)) return 'html'
  throw refuseFile('import.notSpreadsheet')
}
