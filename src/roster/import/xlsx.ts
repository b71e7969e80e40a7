import type { Merge, RawFile, RawSheet } from './cell.ts'
import { columnOf } from './cell.ts'
import type { ImportLimits } from './limits.ts'
import { refuseFile } from './refusals.ts'
import { attribute, tagsOf } from './xml.ts'
import { readSharedStrings, readWorkbook, type SheetPart } from './xlsxParts.ts'
import { readRows } from './xlsxRows.ts'
import { unpack, type ZipDirectory, type ZipEntry } from './zip.ts'

/**
 * Opens an .xlsx workbook for streaming. Own reader on top of node:zlib because the importer
 * needs what the library's streaming reader leaves out: which cells are formulas, how much of a
 * date a cell shows, hidden sheets, and one table of texts for all sheets.
 */
export async function openXlsx(
  bytes: Buffer,
  entries: ZipDirectory,
  limits: ImportLimits,
): Promise<RawFile> {
  const workbook = await readWorkbook(bytes, entries)
  if (workbook.sheets.length > limits.sheets) throw refuseFile('import.tooManySheets')
  let strings: Promise<string[]> | undefined
  const { formats, since1904 } = workbook
  const { columns, blankRows } = limits
  const open = (part: SheetPart): RawSheet => {
    const entry = entries.get(part.path) as ZipEntry
    return {
      name: part.name,
      hidden: part.hidden,
      merges: () => readMerges(bytes, entry),
      rows: async function* () {
        strings ??= readSharedStrings(bytes, entries, workbook.sharedStringsPath)
        const context = { strings: await strings, formats, since1904, columns, blankRows }
        yield* readRows(unpack(bytes, entry), context)
      },
    }
  }
  return { format: 'xlsx', sheets: workbook.sheets.map(open) }
}

/** Merged ranges stand after the rows, so the part is run through once without parsing it. */
async function readMerges(bytes: Buffer, entry: ZipEntry): Promise<Merge[]> {
  const tail: Buffer[] = []
  let previous: Buffer = Buffer.alloc(0)
  for await (const chunk of unpack(bytes, entry)) {
    if (tail.length > 0) tail.push(chunk)
    else if (Buffer.concat([previous.subarray(-16), chunk]).includes('mergeCell'))
      tail.push(previous, chunk)
    previous = chunk
  }
  const xml = new TextDecoder().decode(Buffer.concat(tail))
  return [...tagsOf(xml, 'mergeCell')].map((tag) => rangeOf(attribute(tag, 'ref') ?? 'A1'))
}

function rangeOf(reference: string): Merge {
  const [from = 'A1', to = from] = reference.replaceAll('$', '').split(':')
  const rowOf = (cell: string) => Number(cell.replace(/^\D+/, '')) - 1
  return {
    startRow: rowOf(from),
    endRow: rowOf(to),
    startCol: columnOf(from),
    endCol: columnOf(to),
  }
}
