import fc from 'fast-check'
import { readXlsx, writeXlsx } from 'hucre/xlsx'
import { expect, test } from 'vitest'
import { hasOffice, savedByOffice } from '#test/libreoffice.ts'
import { markIn, marked } from './fingerprint.ts'

const aMark = fc.uint8Array({ minLength: 6, maxLength: 6 })

test('a mark is read back from any text that carries it, and from no other', () => {
  fc.assert(
    fc.property(aMark, fc.integer({ min: 1, max: 99_999 }), (mark, number) => {
      const text = marked(String(number), mark)
      expect(markIn(`甲\t${text}\t乙`)).toEqual(Buffer.from(mark))
      expect(text.replace(/\p{Cf}/gu, '')).toBe(String(number))
    }),
    { numRuns: 500 },
  )
  expect(markIn('1\t王建国\t县水利局')).toBeUndefined()
  expect(markIn('👨‍👩‍👧 \u200b零\u200d宽')).toBeUndefined()
})

test('damaged rows are outvoted by the others', () => {
  const mark = Buffer.from('c0ffee123456', 'hex')
  const whole = marked('1', mark)
  const damaged = `1${[...whole].slice(1).toReversed().join('')}`
  const cut = whole.slice(0, 9)
  expect(markIn([whole, damaged, whole, cut, whole].join('\n'))).toEqual(mark)
})

/** Ten rows copied into another workbook, saved by another program where there is one. */
async function resaved(rows: string[][]): Promise<string[]> {
  const written = await writeXlsx({ sheets: [{ name: '摘抄', rows }] })
  const saved = hasOffice ? await savedByOffice('copy.xlsx', written, 'xlsx') : written
  const { sheets } = await readXlsx(saved)
  return sheets[0]?.rows.map((row) => row.join('\t')) ?? []
}

test('200 excerpts of ten rows, saved by another program, all lead back (requirement 30)', async () => {
  const trials = fc.sample(aMark, { numRuns: 200, seed: 14 })
  const rows = trials.flatMap((mark, trial) =>
    Array.from({ length: 10 }, (_, row) => {
      const number = String(trial * 7 + row + 1)
      return [marked(number, mark), `王建国${row}`, '990101194801011238']
    }),
  )
  const lines = await resaved(rows)
  const found = trials.map((_, trial) =>
    markIn(lines.slice(trial * 10, trial * 10 + 10).join('\n')),
  )
  expect(found).toEqual(trials.map((mark) => Buffer.from(mark)))
  expect(lines[0]).toContain('990101194801011238')
})
