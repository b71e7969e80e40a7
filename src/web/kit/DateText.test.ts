import { expect, test } from 'vitest'
import { readDate } from './DateText.tsx'

test.each([
  ['19480312', '1948-03-12'],
  ['1948-3-12', '1948-03-12'],
  ['1948.3.12', '1948-03-12'],
  ['1948年3月', '1948-03'],
  ['196503', '1965-03'],
  [' 1948 ', '1948'],
  ['', ''],
  ['1948-02-30', undefined],
  ['三月', undefined],
])('%s is read as %s', (text, date) => {
  expect(readDate(text)).toBe(date)
})

test('where a whole day is needed, a month is not enough', () => {
  expect(readDate('1948.3', true)).toBeUndefined()
  expect(readDate('1948.3.12', true)).toBe('1948-03-12')
  expect(readDate('', true)).toBe('')
})
