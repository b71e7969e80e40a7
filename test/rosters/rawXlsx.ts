import { crc32, deflateRawSync } from 'node:zlib'

interface Part {
  readonly name: string
  readonly content: string | Buffer
}

/** A zip file put together by hand; `claimed` is the size that the directory gives for a part. */
export function rawZip(
  parts: readonly Part[],
  claimed: Readonly<Record<string, number>> = {},
): Buffer {
  const files: Buffer[] = []
  const directory: Buffer[] = []
  let offset = 0
  for (const { name, content } of parts) {
    const data = Buffer.from(content)
    const packed = deflateRawSync(data)
    const label = Buffer.from(name)
    const size = claimed[name] ?? data.length
    const local = Buffer.alloc(30)
    local.writeUInt32LE(0x04034b50, 0)
    local.writeUInt16LE(8, 8)
    local.writeUInt32LE(crc32(data), 14)
    local.writeUInt32LE(packed.length, 18)
    local.writeUInt32LE(size, 22)
    local.writeUInt16LE(label.length, 26)
    const entry = Buffer.alloc(46)
    entry.writeUInt32LE(0x02014b50, 0)
    entry.writeUInt16LE(8, 10)
    entry.writeUInt32LE(crc32(data), 16)
    entry.writeUInt32LE(packed.length, 20)
    entry.writeUInt32LE(size, 24)
    entry.writeUInt16LE(label.length, 28)
    entry.writeUInt32LE(offset, 42)
    files.push(local, label, packed)
    directory.push(entry, label)
    offset += local.length + label.length + packed.length
  }
  const list = Buffer.concat(directory)
  const end = Buffer.alloc(22)
  end.writeUInt32LE(0x06054b50, 0)
  end.writeUInt16LE(parts.length, 8)
  end.writeUInt16LE(parts.length, 10)
  end.writeUInt32LE(list.length, 12)
  end.writeUInt32LE(offset, 16)
  return Buffer.concat([...files, list, end])
}

const relationships = 'http://schemas.openxmlformats.org/officeDocument/2006/relationships'

export interface RawWorkbook {
  /** The inside of worksheet/sheetData, or a whole worksheet. */
  readonly sheet: string
  readonly sharedStrings?: string
  readonly styles?: string
  readonly workbook?: string
  /** Target of the sheet in the workbook's relationships. */
  readonly target?: string
  readonly claimed?: number
}

/** A workbook of one sheet from its XML, for everything that no library writes. */
export function rawXlsx(book: RawWorkbook): Buffer {
  const sheet =
    book.sheet.includes('<worksheet') || book.sheet.includes(':worksheet')
      ? book.sheet
      : `<worksheet><sheetData>${book.sheet}</sheetData></worksheet>`
  const links = [
    `<Relationship Id="rId1" Type="${relationships}/worksheet" Target="${book.target ?? 'worksheets/sheet1.xml'}"/>`,
    `<Relationship Id="rId2" Type="${relationships}/sharedStrings" Target="sharedStrings.xml"/>`,
    `<Relationship Id="rId3" Type="${relationships}/styles" Target="styles.xml"/>`,
  ]
  const parts = [
    { name: '[Content_Types].xml', content: '<Types/>' },
    {
      name: '_rels/.rels',
      content: `<Relationships><Relationship Id="rId1" Type="${relationships}/officeDocument" Target="xl/workbook.xml"/></Relationships>`,
    },
    {
      name: 'xl/workbook.xml',
      content:
        book.workbook ??
        `<workbook xmlns:r="${relationships}"><sheets><sheet name="花名册" sheetId="1" r:id="rId1"/></sheets></workbook>`,
    },
    {
      name: 'xl/_rels/workbook.xml.rels',
      content: `<Relationships>${links.join('')}</Relationships>`,
    },
    { name: 'xl/worksheets/sheet1.xml', content: sheet },
    ...(book.sharedStrings ? [{ name: 'xl/sharedStrings.xml', content: book.sharedStrings }] : []),
    ...(book.styles ? [{ name: 'xl/styles.xml', content: book.styles }] : []),
  ]
  return rawZip(
    parts,
    book.claimed === undefined ? {} : { 'xl/worksheets/sheet1.xml': book.claimed },
  )
}

/** One row of inline texts. */
export function rawRow(values: readonly string[], attributes = ''): string {
  const cells = values.map((value) => `<c t="inlineStr"><is><t>${value}</t></is></c>`)
  return `<row${attributes}>${cells.join('')}</row>`
}
