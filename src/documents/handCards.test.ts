import { create } from 'qrcode'
import { expect, test } from 'vitest'
import { qrSvg, spaced } from './handCards.ts'

test.each([
  ['19999025010', '199 9902 5010'],
  ['0999-9901010', '0999-9901010'],
  ['120', '120'],
])('%s is set as %s', (phone, words) => {
  expect(spaced(phone)).toBe(words)
})

test('the drawing has a square for each dark module of the code, and no other', () => {
  const address = 'https://lgb.example.cn/h/abcdefghijklmnopqrstuv'
  const { modules } = create(address, { errorCorrectionLevel: 'M' })
  const squares = new Set(qrSvg(address).match(/M\d+ \d+/g))
  for (let row = 0; row < modules.size; row += 1)
    for (let column = 0; column < modules.size; column += 1)
      expect(squares.has(`M${column} ${row}`)).toBe(modules.get(row, column) === 1)
})
