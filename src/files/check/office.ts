import { Refusal } from '#src/kernel/refusal.ts'
import { defaultLimits, type ImportLimits } from '#src/roster/import/limits.ts'
import { readDirectory, refuseBomb, unpackText, type ZipDirectory } from '#src/roster/import/zip.ts'
import { refuseUpload } from '../refusals.ts'

/** What an office document may hold once unpacked (ASVS 5.0 V5.2.3). */
const limits: ImportLimits = {
  ...defaultLimits,
  entries: 200,
  unpackedBytes: 100 * 1024 * 1024,
  ratio: 100,
}

const allowed = /^(\[content_types\]\.xml|_rels\/|docprops\/|customxml\/|\[trash\]\/|(xl|word)\/)/
const refused =
  /(vbaproject|vbadata|macrosheets|dialogsheets|activex|ctrlprops|oleobject|embeddings\/|externallinks|webextensions|afchunk|customui)|\.(bin|exe|dll|js|vbs|html?|mht|svg|docm|xlsm|rtf)$/
const printerSettings = /\/printersettings\d*\.bin$/

/**
 * Measures an office document by the list of its parts alone, without unpacking: a bomb is refused
 * before anything reads it. Answers which document it is.
 */
export function measureOffice(bytes: Buffer): 'docx' | 'xlsx' {
  const parts = directoryOf(bytes)
  for (const name of parts.keys()) {
    if (/(^|\/)\.\.?(\/|$)|^\/|[:\0]/.test(name)) throw refuseUpload('files.hiddenName')
    if (refused.test(name) && !printerSettings.test(name)) throw refuseUpload('files.macro')
    if (!allowed.test(name)) throw refuseUpload('files.unknownType')
  }
  const [word, table] = [parts.has('word/document.xml'), parts.has('xl/workbook.xml')]
  if (word === table || !parts.has('[content_types].xml')) throw refuseUpload('files.unknownType')
  return word ? 'docx' : 'xlsx'
}

function directoryOf(bytes: Buffer): ZipDirectory {
  const end = bytes.lastIndexOf(Buffer.from('PK\x05\x06', 'latin1'))
  if (end < 0 || end + 22 > bytes.length) throw refuseUpload('files.damaged')
  if (end + 22 + bytes.readUInt16LE(end + 20) !== bytes.length) throw refuseUpload('files.appended')
  if (bytes.readUInt16LE(end + 10) > limits.entries) throw refuseUpload('files.bomb')
  const parts = inOurWords(() => readDirectory(bytes))
  // Two parts of one name are read differently by different programs.
  if (parts.size !== bytes.readUInt16LE(end + 10)) throw refuseUpload('files.damaged')
  inOurWords(() => refuseBomb(parts, limits))
  const unpacked = [...parts.values()].reduce((sum, part) => sum + part.unpacked, 0)
  if (unpacked > bytes.length * limits.ratio) throw refuseUpload('files.bomb')
  return parts
}

/** Unpacks every part to its promised size, and looks for macros and for what lies elsewhere. */
export async function checkOffice(bytes: Buffer, type: 'docx' | 'xlsx'): Promise<void> {
  const parts = directoryOf(bytes)
  for (const [name, part] of parts) {
    const text = await unpackText(bytes, part).catch(rethrow)
    if (name === '[content_types].xml') checkContentTypes(text, type)
    if (name.endsWith('.rels')) checkLinks(text)
    if (name.endsWith('.xml') && /<!(?:DOCTYPE|ENTITY)/i.test(text))
      throw refuseUpload('files.macro')
    if (
      name.startsWith('word/') &&
      /\bDDE(?:AUTO)?\b|INCLUDE(?:TEXT|PICTURE)\b/.test(fieldsOf(text))
    )
      throw refuseUpload('files.external')
    if (name.startsWith('xl/') && /<(?:\w+:)?(?:ddeLink|oleLink)\b/.test(text))
      throw refuseUpload('files.external')
  }
}

const mains = {
  docx: 'wordprocessingml.document.main+xml',
  xlsx: 'spreadsheetml.sheet.main+xml',
} as const

function checkContentTypes(text: string, type: 'docx' | 'xlsx'): void {
  if (/macroEnabled|vbaProject|activeX|oleObject/i.test(text)) throw refuseUpload('files.macro')
  if (!text.includes(mains[type])) throw refuseUpload('files.unknownType')
}

/** Addresses that a reader may follow are let be; what a program would fetch by itself is not. */
function checkLinks(text: string): void {
  for (const [link] of text.matchAll(/<(?:\w+:)?Relationship\s[^>]*>/g)) {
    if (/vbaProject|oleObject|activeX|\/package"|attachedTemplate|aFChunk/i.test(link))
      throw refuseUpload(/External/i.test(link) ? 'files.external' : 'files.macro')
    const outside = /TargetMode\s*=\s*["']?\s*External/i.test(link)
    if (outside && !/Type\s*=\s*["'][^"']*\/hyperlink["']/.test(link))
      throw refuseUpload('files.external')
    if (outside && !/Target\s*=\s*["'](?:https?:|mailto:|tel:)/i.test(link))
      throw refuseUpload('files.external')
  }
}

/** The instructions of fields, however they are cut into runs. */
function fieldsOf(text: string): string {
  const runs = text.matchAll(/<w:instrText[^>]*>([^<]*)|w:instr="([^"]*)"/g)
  return [...runs].map(([, run, whole]) => run ?? ` ${whole} `).join('')
}

const ours = {
  'import.bomb': 'files.bomb',
  'import.encrypted': 'files.encrypted',
  'import.damaged': 'files.damaged',
} as const

function inOurWords<T>(work: () => T): T {
  try {
    return work()
  } catch (error) {
    return rethrow(error)
  }
}

/** The reader of archives speaks of imports; the words here are of uploads. */
function rethrow(error: unknown): never {
  if (error instanceof Refusal && error.code in ours)
    throw refuseUpload(ours[error.code as keyof typeof ours])
  if (error instanceof RangeError) throw refuseUpload('files.damaged')
  throw error
}
