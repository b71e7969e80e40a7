import * as fc from 'fast-check'
import { expect, test } from 'vitest'
import { makeFile, type Layout, type MadeFile } from '#test/rosters/layout.ts'
import { asCsv, asHtml, asXlsx, gbk } from '#test/rosters/write.ts'
import { columnLetters } from './cell.ts'
import { checkFile, type Checked } from './checkFile.ts'

const layouts: fc.Arbitrary<Layout> = fc.record({
  seed: fc.nat(),
  people: fc.integer({ min: 5, max: 60 }),
  titleRows: fc.constantFrom(0, 1, 2, 3),
  header: fc.constantFrom('single', 'grouped', 'groupedUnmerged'),
  unit: fc.constantFrom('column', 'mergedColumn', 'section', 'sheet'),
  category: fc.constantFrom('column', 'remark', 'none'),
  serial: fc.boolean(),
  repeatEvery: fc.constantFrom(0, 0, 7, 12),
  subtotals: fc.boolean(),
  ending: fc.boolean(),
  spacers: fc.boolean(),
  shuffled: fc.boolean(),
  numbering: fc.boolean(),
  textOnly: fc.constant(false),
})

function check(bytes: Uint8Array): Promise<Checked> {
  return checkFile(bytes, { name: '名册.xlsx', kind: 'roster', today: '2026-11-21' })
}

function found({ report }: Checked, sheets: boolean): string[] {
  return report.issues.map((i) => `${sheets ? i.sheet : ''}!${i.column}${i.row} ${i.code}`).sort()
}

function expected({ planted }: MadeFile, sheets: boolean): string[] {
  return planted
    .map(({ sheet, row, column, code }) => {
      const name = sheets ? columnLetters(column) : column + 1
      return `${sheets ? sheet : ''}!${name}${row} ${code}`
    })
    .sort()
}

test('whatever the layout, every planted defect is found on its cell and nothing else is said', async () => {
  await fc.assert(
    fc.asyncProperty(layouts, async (layout) => {
      const file = makeFile(layout)
      const checked = await check(await asXlsx(file))
      expect(checked.report.rows).toBe(layout.people)
      expect(found(checked, true)).toEqual(expected(file, true))
      const units = checked.rows.map((row) => row.ties.formerUnit)
      expect(units.toSorted()).toEqual(file.people.map((person) => person.unit).toSorted())
    }),
    { numRuns: 50 },
  )
})

const encodings: readonly (readonly [string, (file: MadeFile) => Uint8Array])[] = [
  ['UTF-8', (file) => Buffer.from(asCsv(file))],
  ['UTF-8 with a byte order mark', (file) => Buffer.from(`\ufeff${asCsv(file)}`)],
  ['UTF-8 with semicolons', (file) => Buffer.from(asCsv(file, ';', '\n'))],
  ['tabs in UTF-16', (file) => Buffer.from(`\ufeff${asCsv(file, '\t')}`, 'utf16le')],
  ['GB 18030', (file) => gbk(asCsv(file).replaceAll('㛃', '娟'))],
  ['a web page', (file) => Buffer.from(asHtml(file))],
]

test.each(encodings)('the same holds for %s', async (name, encode) => {
  await fc.assert(
    fc.asyncProperty(layouts, async (made) => {
      const unit = made.unit === 'sheet' || made.unit === 'mergedColumn' ? 'column' : made.unit
      const file = makeFile({ ...made, unit, textOnly: true })
      const checked = await check(encode(file))
      expect(checked.report.rows).toBe(made.people)
      const isPage = name === 'a web page'
      const named = expected(file, isPage).map((at) => (isPage ? at.replace(/^[^!]*/, '名册') : at))
      expect(found(checked, isPage)).toEqual(named.sort())
    }),
    { numRuns: 15 },
  )
})
