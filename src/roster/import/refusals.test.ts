import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { writeOds } from 'hucre/ods'
import { writeXlsx } from 'hucre/xlsx'
import { expect, test } from 'vitest'
import { Refusal } from '#src/kernel/refusal.ts'
import { rawRow, rawXlsx, rawZip } from '#test/rosters/rawXlsx.ts'
import { citizenIdOf } from '../citizenId.ts'
import { checkFile } from './checkFile.ts'
import { checkFileInWorker } from './inWorker.ts'

const titles = ['序号', '姓名', '性别', '出生年月', '身份证号码', '联系电话']
const person = [
  '1',
  '张国华',
  '男',
  '1952.03',
  citizenIdOf('990101', '1952-03-15', 851),
  '13812345678',
]
const options = { name: '名册.xlsx', kind: 'roster', today: '2026-11-21' } as const
const fixtures = join(import.meta.dirname, '../../../test/fixtures/rosters')

async function refusal(bytes: Uint8Array): Promise<Refusal> {
  try {
    await checkFile(bytes, options)
  } catch (error) {
    if (error instanceof Refusal) return error
    throw error
  }
  throw new Error('not refused')
}

const workbook = await writeXlsx({ sheets: [{ name: '表', rows: [titles, person] }] })
const columns = Array.from({ length: 494 }, (_, index) => `列${index}`)
const blanks = Array.from(
  { length: 1_000_000 },
  (_, index) => `<row r="${index + 3}" spans="1:6"/>`,
)
const styled = Array.from(
  { length: 400_000 },
  (_, i) => `<row r="${i + 3}"><c r="A${i + 3}" s="1"/><c r="B${i + 3}" s="1"/></row>`,
)

const files: readonly (readonly [string, string, () => Promise<Uint8Array> | Uint8Array])[] = [
  ['an empty file', 'import.empty', () => Buffer.alloc(0)],
  ['one byte', 'import.noHeader', () => Buffer.from('a')],
  ['a letter', 'import.noHeader', () => Buffer.from('各位老同志：\n定于周五体检。\n')],
  ['a PDF', 'import.notSpreadsheet', () => Buffer.from('%PDF-1.7 …')],
  ['a picture', 'import.notSpreadsheet', () => Buffer.from('\x89PNG\r\n\x1a\n', 'latin1')],
  ['any bytes', 'import.notSpreadsheet', () => Buffer.from([1, 0, 2, 0, 3, 200, 201, 0, 9])],
  [
    'a Word document',
    'import.notSpreadsheet',
    () =>
      rawZip([
        { name: '[Content_Types].xml', content: '' },
        { name: '_rels/.rels', content: '' },
        { name: 'word/document.xml', content: '' },
      ]),
  ],
  ['a zip of something', 'import.notSpreadsheet', () => rawZip([{ name: 'a.txt', content: 'a' }])],
  [
    'an .ods table',
    'import.otherFormat',
    () => writeOds({ sheets: [{ name: '表', rows: [titles] }] }),
  ],
  [
    'a workbook with a password',
    'import.encrypted',
    () =>
      writeXlsx({
        sheets: [{ name: '表', rows: [titles, person] }],
        encryption: { password: '1', spinCount: 1000 },
      }),
  ],
  ['half a workbook', 'import.damaged', () => workbook.slice(0, workbook.length / 2)],
  ['a workbook without its end', 'import.damaged', () => workbook.slice(0, -30)],
  ['a workbook with a wrong byte', 'import.damaged', () => withWrongByte()],
  [
    'half an old workbook',
    'import.damaged',
    () => readFileSync(join(fixtures, 'old-office.xls')).subarray(0, 60_000),
  ],
  [
    'one cell of a hundred million letters',
    'import.bomb',
    () => rawXlsx({ sheet: rawRow([...titles, 'A'.repeat(100_000_000)]) }),
  ],
  [
    'a part larger than it claims to be',
    'import.damaged',
    () => rawXlsx({ sheet: rawRow(titles) + ' '.repeat(5_000_000), claimed: 4000 }),
  ],
  [
    'a million blank rows',
    'import.blankRows',
    () => rawXlsx({ sheet: rawRow(titles) + rawRow(person) + blanks.join('') }),
  ],
  [
    'hundreds of thousands of rows with borders only',
    'import.blankRows',
    () => rawXlsx({ sheet: rawRow(titles) + rawRow(person) + styled.join('') }),
  ],
  [
    'a stray cell in the last row',
    'import.blankRows',
    () => rawXlsx({ sheet: rawRow(titles) + rawRow(['x'], ' r="1048576"') }),
  ],
  [
    'a million blank lines',
    'import.blankRows',
    () => Buffer.from(`${titles.join()}\r\n${person.join()}\r\n${',,,,,\r\n'.repeat(1_000_000)}`),
  ],
  [
    '500 columns',
    'import.tooManyColumns',
    () => writeXlsx({ sheets: [{ name: '表', rows: [[...titles, ...columns], person] }] }),
  ],
  [
    '500 columns of text',
    'import.tooManyColumns',
    () => Buffer.from([...titles, ...columns].join()),
  ],
  [
    'two tables side by side',
    'import.sideBySide',
    () => writeXlsx({ sheets: [{ name: '表', rows: [[...titles, null, ...titles], person] }] }),
  ],
  [
    'two tables that share no title but 姓名',
    'import.sideBySide',
    () =>
      writeXlsx({
        sheets: [
          { name: '表', rows: [['姓名', '身份证号', '电话', null, '姓名', '单位'], person] },
        ],
      }),
  ],
  [
    'a second table that begins lower down',
    'import.sideBySide',
    () =>
      writeXlsx({
        sheets: [
          {
            name: '表',
            rows: [
              titles,
              person,
              [...person, null, '姓名', '电话'],
              [...person, null, '李芳', '1'],
            ],
          },
        ],
      }),
  ],
  [
    'a table of figures beside the people',
    'import.sideBySide',
    () =>
      writeXlsx({
        sheets: [
          {
            name: '表',
            rows: [[...titles, null, '单位', '人数'], [...person, null, '县水务局', 12], person],
          },
        ],
      }),
  ],
  [
    'a table without titles',
    'import.noHeader',
    () => writeXlsx({ sheets: [{ name: '表', rows: [person, person] }] }),
  ],
  [
    'a table without names',
    'import.noName',
    () => writeXlsx({ sheets: [{ name: '表', rows: [['序号', '身份证号码', '联系电话']] }] }),
  ],
]

function withWrongByte(): Uint8Array {
  const bytes = Buffer.from(workbook)
  const at = bytes.indexOf('xl/worksheets/sheet1.xml') + 60
  bytes[at] = (bytes[at] ?? 0) ^ 0xff
  return bytes
}

test.each(files)('%s is refused with %s', async (_, code, make) => {
  const refused = await refusal(await make())
  expect(refused.code).toBe(code)
  expect(refused.message).toMatch(/请/)
  expect(refused.issues[0]?.field).toBe('file')
})

test('narrower limits can be given', async () => {
  const rows = [titles, ...Array.from({ length: 20 }, () => person)]
  const bytes = await writeXlsx({ sheets: [{ name: '表', rows }] })
  const check = (limits: object) => checkFile(bytes, { ...options, limits })
  await expect(check({ rows: 10 })).rejects.toMatchObject({ code: 'import.tooManyRows' })
  await expect(check({ columns: 5 })).rejects.toMatchObject({ code: 'import.tooManyColumns' })
  await expect(check({ fileBytes: 100 })).rejects.toMatchObject({ code: 'import.tooLarge' })
})

test('no entity is expanded', async () => {
  const attack = `<!DOCTYPE x [<!ENTITY a "aaaa"><!ENTITY b "&a;&a;">]><worksheet><sheetData>${rawRow(titles)}${rawRow(person.with(1, '&b;'))}</sheetData></worksheet>`
  const { report } = await checkFile(rawXlsx({ sheet: attack }), options)
  expect(report.issues.map((issue) => issue.value)).toEqual(['&b;'])
})

test('in a worker the answer is the same', async () => {
  const path = join(fixtures, 'county-register.xlsx')
  const inProcess = await checkFile(path, { ...options, name: 'county-register.xlsx' })
  const seen: number[] = []
  const inWorker = await checkFileInWorker(path, {
    ...options,
    name: 'county-register.xlsx',
    onProgress: (rows) => seen.push(rows),
  })
  expect(inWorker.report).toEqual(inProcess.report)
  expect([...inWorker.rows]).toEqual(JSON.parse(JSON.stringify(inProcess.rows)))
  expect(seen.at(-1)).toBe(3397)
})

test('a worker refuses, runs out of memory or of time without harm', async () => {
  const path = join(fixtures, 'county-register.xlsx')
  await expect(checkFileInWorker(Buffer.from('%PDF-'), options)).rejects.toMatchObject({
    code: 'import.notSpreadsheet',
    kind: 'invalid',
  })
  await expect(
    checkFileInWorker(path, { ...options, worker: { milliseconds: 1 } }),
  ).rejects.toMatchObject({ code: 'import.tooSlow' })
  await expect(
    checkFileInWorker(path, { ...options, worker: { heapMiB: 8 } }),
  ).rejects.toMatchObject({ code: 'import.tooMuchMemory' })
})
