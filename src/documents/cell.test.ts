import { expect, test } from 'vitest'
import { guardFormula, plainText, yuanText } from './cell.ts'
import { formulaPayloads } from '#test/formula-payloads.ts'

test('every text that could run as a formula is defused (OWASP ASVS V1.2.10)', () => {
  expect(formulaPayloads.length).toBeGreaterThanOrEqual(500)
  for (const payload of formulaPayloads) {
    if (payload.startsWith('"')) continue
    expect(guardFormula(payload)).toMatch(/^'/)
  }
})

test('ordinary texts stay as they are', () => {
  const texts = [
    '王𬱖',
    '李㛃',
    '买买提·艾力',
    '𠮷',
    '990000194801011238',
    'a=b',
    '1-2',
    '（空）',
    '',
  ]
  for (const text of texts) expect(guardFormula(text)).toBe(text)
})

test('what files cannot carry is left out, the rest kept', () => {
  expect(plainText('甲\0乙\x1B\uFFFF丙\uD800丁\r\n戊\t己')).toBe('甲乙丙\uFFFD丁\n戊\t己')
})

test('yuan are written from whole fen', () => {
  const cases: [number, string][] = [
    [0, '0.00'],
    [5, '0.05'],
    [-5, '-0.05'],
    [123456, '1234.56'],
    [-100, '-1.00'],
    [900719925474099, '9007199254740.99'],
  ]
  for (const [fen, yuan] of cases) expect(yuanText(fen)).toBe(yuan)
  expect(() => yuanText(1.5)).toThrow('whole fen')
})
