import { inflateSync } from 'node:zlib'

export interface PdfPage {
  /** The words of the page in the order in which they are set, one run a line. */
  text: string
  /** Characters for which the typefaces had no glyph and an empty box is printed. */
  boxes: number
}

type Objects = Map<string, { head: string; stream: string }>

/**
 * The text of a PDF as a reader would copy it: for documents set by this project (objects in the
 * open, Identity-H fonts with a ToUnicode map), so that tests need no other program.
 */
export function readPdf(bytes: Uint8Array): PdfPage[] {
  const objects = objectsOf(Buffer.from(bytes).toString('latin1'))
  const root = [...objects.values()].find(({ head }) => /\/Type \/Pages\b/.test(head))
  return root ? pagesUnder(root.head, objects) : []
}

function objectsOf(source: string): Objects {
  const found: Objects = new Map()
  for (const [, id = '', body = ''] of source.matchAll(/(\d+) 0 obj\n([\s\S]*?)\nendobj/g)) {
    const [head = '', ...rest] = body.split(/stream\r?\n/)
    const stream = rest.join('stream\n').replace(/\r?\nend(stream\n)?$/, '')
    found.set(id, { head, stream: inflated(head, stream) })
  }
  return found
}

function inflated(head: string, stream: string): string {
  if (stream === '' || !head.includes('FlateDecode')) return stream
  return inflateSync(Buffer.from(stream, 'latin1')).toString('latin1')
}

function pagesUnder(head: string, objects: Objects): PdfPage[] {
  const kids = /\/Kids \[([^\]]*)\]/.exec(head)?.[1] ?? ''
  return references(kids).flatMap((id) => {
    const kid = objects.get(id)?.head ?? ''
    return kid.includes('/Kids') ? pagesUnder(kid, objects) : [pageOf(kid, objects)]
  })
}

function references(text: string): string[] {
  return Array.from(text.matchAll(/(\d+) 0 R/g), ([, id = '']) => id)
}

function pageOf(head: string, objects: Objects): PdfPage {
  const content = objects.get(/\/Contents (\d+) 0 R/.exec(head)?.[1] ?? '')?.stream ?? ''
  const fonts = new Map<string, Map<number, string>>()
  for (const [, name = '', id = ''] of head.matchAll(/\/(f\d+) (\d+) 0 R/g)) {
    fonts.set(name, charactersOf(id, objects))
  }
  const page: PdfPage = { text: '', boxes: 0 }
  let font = new Map<number, string>()
  let shown = ''
  for (const token of tokens(content)) {
    if (typeof token !== 'string') shown += token.bytes
    else if (token === 'BT') shown = ''
    else if (fonts.has(token.slice(1))) font = fonts.get(token.slice(1)) ?? font
    else if (token === 'Tj' || token === 'TJ') {
      page.text += `${glyphsOf(shown)
        .map((glyph) => read(glyph, font, page))
        .join('')}\n`
      shown = ''
    }
  }
  return page
}

/** Words of a content stream and the bytes of its strings (ISO 32000-1 §7.3.4). */
function* tokens(content: string): Generator<string | { bytes: string }> {
  let at = 0
  const word = /<([0-9A-Fa-f]+)>|[^\s()<>[\]]+/y
  while (at < content.length) {
    if (content[at] === '(') {
      const end = stringEnd(content, at)
      yield { bytes: unescaped(content.slice(at + 1, end)) }
      at = end + 1
      continue
    }
    word.lastIndex = at
    const match = word.exec(content)
    if (match)
      yield match[1] ? { bytes: Buffer.from(match[1], 'hex').toString('latin1') } : match[0]
    at += match?.[0].length ?? 1
  }
}

function stringEnd(content: string, start: number): number {
  let depth = 0
  for (let at = start; at < content.length; at += 1) {
    if (content[at] === '\\') at += 1
    else if (content[at] === '(') depth += 1
    else if (content[at] === ')') depth -= 1
    if (depth === 0) return at
  }
  return content.length
}

function read(glyph: number, font: Map<number, string>, page: PdfPage): string {
  if (glyph === 0) page.boxes += 1
  return font.get(glyph) ?? ''
}

function charactersOf(font: string, objects: Objects): Map<number, string> {
  const map = /\/ToUnicode (\d+) 0 R/.exec(objects.get(font)?.head ?? '')?.[1] ?? ''
  const singles = objects.get(map)?.stream.match(/beginbfchar[^]*?endbfchar/g) ?? []
  const pairs = singles.join('').matchAll(/<([0-9A-Fa-f]{4})> <([0-9A-Fa-f]+)>/g)
  return new Map(
    Array.from(pairs, ([, glyph = '', text = '']) => [parseInt(glyph, 16), utf16(text)]),
  )
}

function utf16(hex: string): string {
  return Buffer.from(hex, 'hex').swap16().toString('utf16le')
}

function glyphsOf(bytes: string): number[] {
  const codes = Buffer.from(bytes, 'latin1')
  return Array.from({ length: codes.length / 2 }, (_, index) => codes.readUInt16BE(index * 2))
}

const named: Record<string, string> = { n: '\n', r: '\r', t: '\t', b: '\b', f: '\f' }

function unescaped(text: string): string {
  return text.replace(/\\(?:([0-7]{1,3})|([^]))/g, (_, octal: string | undefined, other: string) =>
    octal ? String.fromCharCode(parseInt(octal, 8)) : (named[other] ?? other),
  )
}
