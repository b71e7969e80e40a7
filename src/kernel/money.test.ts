import fc from 'fast-check'
import { expect, test } from 'vitest'
import { applyRate, capitalsOf, formatFen, parseFen, roundTo } from './money.ts'

test.each([
  ['6,842.00', 684200],
  ['6842元', 684200],
  ['￥6,842.5', 684250],
  ['6842', 684200],
  ['0.68万元', 680000],
  ['1.2万', 1200000],
  ['-5.00', -500],
  ['6842.100', 684210],
  ['68,42', undefined],
  ['6842.005', undefined],
  ['约6000', undefined],
  ['', undefined],
])('「%s」 is %s 分', (text, fen) => {
  expect(parseFen(text)).toBe(fen)
})

test('what is shown is read again as the same amount', () => {
  fc.assert(
    fc.property(fc.integer({ min: -1e13, max: 1e13 }), (fen) => {
      expect(parseFen(formatFen(fen))).toBe(fen === 0 ? 0 : fen)
    }),
  )
})

// 中组发〔2008〕3号 第五条: 0.5 % up to 5,000, 1 % above, half a 分 rounded up
test.each([
  [500000, 5, 1000, 2500],
  [500001, 1, 100, 5000],
  [432100, 5, 1000, 2161],
  [-432100, 5, 1000, -2161],
  [1, 1, 3, 0],
])('%i 分 × %i ÷ %i is %i', (fen, numerator, denominator, share) => {
  expect(applyRate(fen, numerator, denominator)).toBe(share)
})

test('rounding to 角 is half up', () => {
  expect(roundTo(2161, 10)).toBe(2160)
  expect(roundTo(2165, 10)).toBe(2170)
})

test.each([
  [0, '零元整'],
  [4, '肆分'],
  [50, '伍角整'],
  [100, '壹元整'],
  [105, '壹元零伍分'],
  [125, '壹元贰角伍分'],
  [1000, '壹拾元整'],
  [10010, '壹佰元壹角整'],
  [6060000, '陆万零陆佰元整'],
  [10020030004, '壹亿零贰拾万零叁佰元零肆分'],
  [100100, '壹仟零壹元整'],
  [101000, '壹仟零壹拾元整'],
  [1200000, '壹万贰仟元整'],
  [10000060000, '壹亿零陆佰元整'],
  [100000100000, '壹拾亿零壹仟元整'],
  [34837600, '叁拾肆万捌仟叁佰柒拾陆元整'],
  [4314383, '肆万叁仟壹佰肆拾叁元捌角叁分'],
  [123456789012, '壹拾贰亿叁仟肆佰伍拾陆万柒仟捌佰玖拾元壹角贰分'],
  [-500, '负伍元整'],
  [123400000000000, '壹万贰仟叁佰肆拾亿元整'],
])('%i 分 is %s', (fen, text) => {
  expect(capitalsOf(fen)).toBe(text)
})

test('no capital amount repeats 零 or ends a unit with it', () => {
  fc.assert(
    fc.property(fc.integer({ min: 1, max: 1e14 }), (fen) => {
      expect(capitalsOf(fen)).not.toMatch(/零零|零[万亿仟佰拾角]|零元/)
    }),
  )
})
