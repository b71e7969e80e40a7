import type { DateShape } from './cell.ts'
import { dateShapeOf, showsTwoDecimals } from './numberFormat.ts'
import { refuseFile } from './refusals.ts'
import { attribute, plainText, prefixOf, tagsOf } from './xml.ts'
import { unpack, unpackText, type ZipDirectory } from './zip.ts'

export interface CellFormat {
  readonly shape?: DateShape
  readonly twoDecimals?: boolean
}

export interface SheetPart {
  readonly name: string
  readonly hidden: boolean
  readonly path: string
}

export interface WorkbookParts {
  readonly sheets: readonly SheetPart[]
  readonly since1904: boolean
  readonly formats: readonly CellFormat[]
  readonly sharedStringsPath: string | undefined
}

interface Link {
  readonly id: string
  readonly type: string
  readonly target: string
}

/** The skeleton of a workbook (ECMA-376 part 1 §18.2): sheets, date system, number formats. */
export async function readWorkbook(bytes: Buffer, entries: ZipDirectory): Promise<WorkbookParts> {
  const textOf = async (path: string) => {
    const entry = entries.get(path)
    return entry && unpackText(bytes, entry)
  }
  const rootLinks = linksOf((await textOf('_rels/.rels')) ?? '', '')
  const path = rootLinks.find((link) => link.type === 'officeDocument')?.target
  const workbook = path && (await textOf(path))
  if (!workbook) throw refuseFile('import.damaged')
  const folder = path.slice(0, path.lastIndexOf('/') + 1)
  const links = linksOf(
    (await textOf(`${folder}_rels/${path.slice(folder.length)}.rels`)) ?? '',
    folder,
  )
  const stylesPath = links.find((link) => link.type === 'styles')?.target
  return {
    sheets: sheetsOf(workbook, links, entries),
    since1904: /^(1|true|on)$/.test(first(workbook, 'workbookPr', 'date1904') ?? ''),
    formats: formatsOf((stylesPath && (await textOf(stylesPath))) ?? ''),
    sharedStringsPath: links.find((link) => link.type === 'sharedStrings')?.target,
  }
}

function first(xml: string, element: string, name: string): string | undefined {
  for (const tag of tagsOf(xml, element)) return attribute(tag, name)
  return undefined
}

function linksOf(xml: string, folder: string): Link[] {
  return [...tagsOf(xml, 'Relationship')].map((tag) => ({
    id: attribute(tag, 'Id') ?? '',
    type: (attribute(tag, 'Type') ?? '').replace(/^.*\//, ''),
    target: resolvePath(folder, attribute(tag, 'Target') ?? ''),
  }))
}

function resolvePath(folder: string, target: string): string {
  const plain = target.replaceAll('\\', '/')
  const steps = plain.startsWith('/') ? [] : folder.split('/').filter(Boolean)
  for (const step of plain.split('/')) {
    if (step === '..') steps.pop()
    else if (step !== '' && step !== '.') steps.push(step)
  }
  return steps.join('/').toLowerCase()
}

function sheetsOf(workbook: string, links: readonly Link[], entries: ZipDirectory): SheetPart[] {
  const byId = new Map(links.map((link) => [link.id, link]))
  const sheets: SheetPart[] = []
  for (const tag of tagsOf(workbook, 'sheet')) {
    const link = byId.get(/(?:^|\s)[\w.-]+:id\s*=\s*["']([^"']*)/.exec(tag)?.[1] ?? '')
    if (!link || link.type !== 'worksheet') continue
    if (!entries.has(link.target)) throw refuseFile('import.damaged')
    const state = attribute(tag, 'state') ?? 'visible'
    sheets.push({
      name: attribute(tag, 'name') ?? '',
      hidden: state !== 'visible',
      path: link.target,
    })
  }
  if (sheets.length === 0) throw refuseFile('import.damaged')
  return sheets
}

function formatsOf(styles: string): CellFormat[] {
  const codes = new Map<number, string>()
  for (const tag of tagsOf(styles, 'numFmt'))
    codes.set(Number(attribute(tag, 'numFmtId')), attribute(tag, 'formatCode') ?? '')
  const prefix = prefixOf(styles, 'styleSheet')
  const from = styles.indexOf(`<${prefix}cellXfs`)
  const to = styles.indexOf(`</${prefix}cellXfs>`)
  if (from < 0 || to < 0) return []
  return [...tagsOf(styles.slice(from, to), 'xf')].map((tag) => {
    const id = Number(attribute(tag, 'numFmtId') ?? 0)
    const shape = dateShapeOf(id, codes.get(id))
    if (shape) return { shape }
    return showsTwoDecimals(id, codes.get(id)) ? { twoDecimals: true } : {}
  })
}

/** The table of texts that cells point into; phonetic guides are left out. */
export async function readSharedStrings(
  bytes: Buffer,
  entries: ZipDirectory,
  path: string | undefined,
): Promise<string[]> {
  const entry = path === undefined ? undefined : entries.get(path)
  if (!entry) return []
  const strings: string[] = []
  const decoder = new TextDecoder()
  let rest = ''
  let prefix: string | undefined
  for await (const chunk of unpack(bytes, entry)) {
    rest += decoder.decode(chunk, { stream: true })
    prefix ??= rest.includes('sst') ? prefixOf(rest, 'sst') : undefined
    if (prefix !== undefined) rest = rest.slice(takeStrings(rest, prefix, strings))
    if (rest.length > longestItem) throw refuseFile('import.bomb')
  }
  return strings
}

const longestItem = 8 * 1024 * 1024

/** Appends every complete item and tells how far the text was used up. */
function takeStrings(xml: string, prefix: string, strings: string[]): number {
  const open = `<${prefix}si`
  const close = `</${prefix}si>`
  let used = 0
  for (;;) {
    const start = xml.indexOf(open, used)
    if (start < 0) return used
    const tagEnd = xml.indexOf('>', start)
    if (tagEnd < 0) return start
    if (xml[tagEnd - 1] === '/') {
      strings.push('')
      used = tagEnd + 1
      continue
    }
    const end = xml.indexOf(close, tagEnd)
    if (end < 0) return start
    strings.push(ownCopy(richText(xml.slice(tagEnd + 1, end), prefix)))
    used = end + close.length
  }
}

/** A slice keeps the whole chunk that it was cut from alive; a copy does not. */
function ownCopy(text: string): string {
  return text.length < 13 ? text : ` ${text}`.slice(1)
}

/** All `<t>` of one item but those of phonetic guides (`<rPh>`). */
export function richText(xml: string, prefix: string): string {
  const inner = xml.includes('rPh')
    ? xml.replace(new RegExp(`<${prefix}rPh[\\s>][\\s\\S]*?</${prefix}rPh>`, 'g'), '')
    : xml
  const open = `<${prefix}t`
  const close = `</${prefix}t>`
  let text = ''
  for (let at = inner.indexOf(open); at >= 0; at = inner.indexOf(open, at + 2)) {
    const after = inner.charCodeAt(at + open.length)
    if (after !== 62 && after > 32) continue
    const start = inner.indexOf('>', at) + 1
    if (inner[start - 2] === '/') continue
    const end = inner.indexOf(close, start)
    text += plainText(inner.slice(start, end < 0 ? undefined : end))
  }
  return text
}
