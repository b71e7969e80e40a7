import { expect, test } from 'vitest'
import { readQuery, writeQuery } from './queryState.ts'

const defaults = { name: '', age: 0, overdue: false, units: [] as string[], sort: 'name' }

test('an empty address reads as the defaults', () => {
  expect(readQuery(new URLSearchParams(), defaults)).toEqual(defaults)
})

test('what is written is read back, and defaults leave no mark', () => {
  const state = { name: '王 & 李', age: 90, overdue: true, units: ['a', 'b'], sort: 'name' }
  const params = writeQuery(new URLSearchParams(), defaults, state)
  expect(readQuery(new URLSearchParams(params.toString()), defaults)).toEqual(state)
  expect(params.has('sort')).toBe(false)
})

test('a change keeps other keys of the address and removes what is reset', () => {
  const params = writeQuery(new URLSearchParams('tab=x&name=y'), defaults, { name: '' })
  expect(params.toString()).toBe('tab=x')
})

test('a number that cannot be read takes the default', () => {
  expect(readQuery(new URLSearchParams('age=abc'), defaults).age).toBe(0)
})
