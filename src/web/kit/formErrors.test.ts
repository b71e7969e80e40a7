import { expect, test } from 'vitest'
import { flattenErrors, inWords, withoutBlanks } from './formErrors.ts'

test('nested errors become one list of paths', () => {
  const errors = {
    name: { message: '请填写姓名', type: 'x', ref: { name: 'n' } },
    stays: [undefined, { place: { message: '请填写地点' } }],
    phones: { root: { message: '最多三个' } },
  }
  expect(flattenErrors(errors)).toEqual([
    { name: 'name', message: '请填写姓名' },
    { name: 'stays.1.place', message: '请填写地点' },
    { name: 'phones', message: '最多三个' },
  ])
})

test('empty text is not given, deep down too; zero and false are', () => {
  const value = { a: '', b: 0, c: false, d: { e: '' }, f: ['', 'x'] }
  expect(withoutBlanks(value, undefined)).toEqual({ b: 0, c: false, d: {}, f: [undefined, 'x'] })
  expect(withoutBlanks({ a: '' }, null)).toEqual({ a: null })
})

test.each([
  ['Invalid input', true, '请填写姓名'],
  ['Too big', false, '姓名填写有误，请核对'],
  ['走访日期早于事由日期', false, '走访日期早于事由日期'],
])('%s reads %s', (message, isEmpty, words) => {
  expect(inWords(message, '姓名', isEmpty)).toBe(words)
})
