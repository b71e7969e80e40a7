import { inflateSync, constants } from 'node:zlib'
import { refuseUpload } from '../refusals.ts'

/** Streams in one file, bytes of one dictionary, bytes of all object streams once inflated. */
const mostStreams = 20_000
const longestDictionary = 8_192
const mostInflated = 48 * 1024 * 1024

const nothing = String.raw`(?![^\s\0()<>[\]{}/%])`
const space = String.raw`[\s\0]*`
const value = String.raw`${space}(?:\(|<|\d+[\s\0]+\d+[\s\0]+R)`

/** Names long enough that no picture spells them by chance. */
const active = new RegExp(
  `/(?:JavaScript|Launch|EmbeddedFiles?|Rendition|RichMedia|SubmitForm|ImportData|GoToE|GoToR)${nothing}`,
)
const brief = new RegExp(`/(?:JS|AA|XFA)(?:${value}|${space}\\[)`)
const opening = new RegExp(
  `/OpenAction${space}(\\[|(\\d+)[\\s\\0]+(\\d+)[\\s\\0]+R|<<([^]{0,400}))`,
  'g',
)
const link = new RegExp(`/URI${nothing}`)
const encrypted = new RegExp(`/Encrypt${value}`)
const markup = /<(?:!doctype|html|script|svg|body|iframe)\b/i

/**
 * Refuses a PDF that does anything by itself — scripts, programs, enclosed files, forms that send,
 * addresses opened on opening — also in object streams, and one that is broken, closed by a
 * password, or something else besides (ASVS 5.0 V5.2.2; PDF 32000-1:2008 7.3.5, 7.5.7, 12.6).
 */
export function checkPdf(bytes: Buffer): void {
  const raw = bytes.toString('latin1')
  const end = raw.lastIndexOf('%%EOF')
  if (end < 0) throw refuseUpload('files.damaged')
  if (!/^[\s\0]*$/.test(raw.slice(end + 5)) || markup.test(raw.slice(0, 1024)))
    throw refuseUpload('files.mixed')
  if (raw.slice(-66_000).includes('PK\x05\x06')) throw refuseUpload('files.mixed')
  const text = spelledOut(raw)
  if (encrypted.test(text)) throw refuseUpload('files.encrypted')
  if (!/\d[\s\0]+obj\b/.test(text)) throw refuseUpload('files.damaged')
  const parts = [text, ...objectStreams(bytes, raw).map(spelledOut)]
  if (parts.some((part) => active.test(part) || brief.test(part)))
    throw refuseUpload('files.activePdf')
  if (parts.some((part) => opensLink(part, parts))) throw refuseUpload('files.activePdf')
}

/** Any letter of a name may be written as its number: `/J#53`. */
function spelledOut(text: string): string {
  return text.replace(/#([0-9a-f]{2})/gi, (_all, code: string) =>
    String.fromCharCode(Number.parseInt(code, 16)),
  )
}

/** On opening, a place in the document may be shown, and nothing else. */
function opensLink(part: string, parts: readonly string[]): boolean {
  for (const [, , number, , dictionary] of part.matchAll(opening)) {
    if (dictionary !== undefined && link.test(dictionary)) return true
    if (number !== undefined && parts.some((one) => link.test(objectIn(one, number)))) return true
  }
  return false
}

/** What an object begins with, wherever it lies; of a packed one whose place is unclear, all is read. */
function objectIn(part: string, number: string): string {
  const [, lead = ''] = /^([\s\0]*(?:\d+[\s\0]+\d+[\s\0]+)+)</.exec(part) ?? []
  if (lead) {
    const pairs = lead.split(/[\s\0]+/).filter(Boolean)
    const index = pairs.findIndex((word, place) => place % 2 === 0 && word === number)
    return index < 0 ? '' : beginningAt(part, lead.length + Number(pairs[index + 1]))
  }
  if (/^[\s\0]*(?:%|\d+[\s\0]+\d+)/.test(part)) return part
  const at = part.search(new RegExp(`(?<!\\d)${number}[\\s\\0]+\\d+[\\s\\0]+obj\\b`))
  return at < 0 ? '' : part.slice(at, at + 400)
}

/** A dictionary up to its end; where strings or comments could hide the end, more than that. */
function beginningAt(part: string, at: number): string {
  const text = part.slice(at, at + 400)
  const plain = /^<<[^()%<>]*>>/.exec(text)
  return plain ? plain[0] : text
}

/** The contents of all streams that hold objects. What cannot be looked into is refused. */
function objectStreams(bytes: Buffer, raw: string): string[] {
  const found: string[] = []
  let streams = 0
  let left = mostInflated
  for (const { index, 0: keyword } of raw.matchAll(/stream\r?\n/g)) {
    if (raw.startsWith('end', index - 3)) continue
    if (++streams > mostStreams) throw refuseUpload('files.opaquePdf')
    const holds = saysItHoldsObjects(raw, index)
    const data = bytes.subarray(index + keyword.length)
    if (!holds && !looksLikeObjects(data)) continue
    const inflated = inflate(data, left)
    if (inflated === 'tooMuch') throw refuseUpload('files.bomb')
    if (inflated === undefined && holds === 'packed') throw refuseUpload('files.opaquePdf')
    if (inflated === undefined) continue
    left -= inflated.length
    const text = inflated.toString('latin1')
    found.push(placesAreClear(raw, index, text) ? text : `%${text}`)
  }
  return found
}

/** Whether the list of objects ends where the dictionary says, so that each is found by its place. */
function placesAreClear(raw: string, index: number, text: string): boolean {
  const lead = /^(?:\d+[\s\0]+\d+[\s\0]+)+(?=<)/.exec(text)?.[0].length
  const before = raw.slice(Math.max(0, index - longestDictionary), index)
  const dictionary = spelledOut(before.slice(before.lastIndexOf('obj')))
  const claims = [...dictionary.matchAll(/\/First[\s\0]+(\d+)/g)]
  return claims.length === 1 && Number(claims[0]?.[1]) === lead
}

/** Reads the dictionary before a stream; an object stream packed in an unusual way is refused. */
function saysItHoldsObjects(raw: string, index: number): 'packed' | 'plain' | undefined {
  const before = raw.slice(Math.max(0, index - longestDictionary), index)
  const begin = before.lastIndexOf('obj')
  if (begin < 0) throw refuseUpload('files.opaquePdf')
  const dictionary = spelledOut(before.slice(begin))
  if (!/\/(?:ObjStm|First)(?![A-Za-z])/.test(dictionary)) return undefined
  if (!dictionary.includes('/Filter')) return 'plain'
  const flateOnly = /\/Filter[\s\0]*\[?[\s\0]*\/Fl(?:ateDecode)?[\s\0]*(?:\]|\/|>>)/.test(
    dictionary,
  )
  const predicted = /\/Predictor[\s\0]+(?!1(?!\d))/.test(dictionary)
  if (!flateOnly || predicted || /\/DecodeParms[\s\0]+\d/.test(dictionary))
    throw refuseUpload('files.opaquePdf')
  return 'packed'
}

/** An object stream begins with pairs of numbers; a picture or a page hardly ever does. */
function looksLikeObjects(data: Buffer): boolean {
  if ((data[0] ?? 0) % 16 !== 8) return false
  try {
    const head = inflateSync(data.subarray(0, 256), { finishFlush: constants.Z_SYNC_FLUSH })
    return /^[\s\0]*(?:%|\d+[\s\0]+\d+[\s\0])/.test(head.toString('latin1', 0, 64))
  } catch {
    return false
  }
}

function inflate(data: Buffer, most: number): Buffer | 'tooMuch' | undefined {
  const options = { maxOutputLength: Math.max(most, 1), finishFlush: constants.Z_SYNC_FLUSH }
  try {
    return inflateSync(data, options)
  } catch (error) {
    return (error as { code?: string }).code === 'ERR_BUFFER_TOO_LARGE' ? 'tooMuch' : undefined
  }
}
