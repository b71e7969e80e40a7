import { expect, test } from 'vitest'
import { parseNumber, parseYuan, yuanText } from './numberText.ts'

test.each([
  ['12', 0, 12],
  ['１２', 0, 12],
  ['1,200', 0, 1200],
  ['-3', 0, -3],
  ['1.5', 0, undefined],
  ['1.5', 1, 1.5],
  ['1.55', 1, undefined],
  ['十二', 0, undefined],
  ['', 0, undefined],
])('%s with %i decimals reads as %s', (text, decimals, value) => {
  expect(parseNumber(text, decimals)).toBe(value)
})

test.each([
  ['6842', 684200],
  ['6,842.5', 684250],
  ['0.07', 7],
  ['４３１６．２０元', 431620],
  ['1.005', undefined],
  ['abc', undefined],
])('%s yuan is %s fen', (text, fen) => {
  expect(parseYuan(text)).toBe(fen)
})

test.each([0, 7, 70, 684200, 123456789])('%i fen survives being written and read', (fen) => {
  expect(parseYuan(yuanText(fen))).toBe(fen)
})
