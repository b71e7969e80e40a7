import { expect, test } from 'vitest'
import { firstLayout, moveColumn, readLayout, toggleColumn } from './layout.ts'

const columns = [{ key: 'no' }, { key: 'name' }, { key: 'note', hidden: true }]
const first = firstLayout(columns)

test('the first layout leaves out columns hidden at first', () => {
  expect(first).toEqual({ shown: ['no', 'name'], density: 'normal' })
})

test.each([undefined, null, 'x', { shown: [] }, { shown: ['gone'] }, { shown: 3, density: 'odd' }])(
  'a saved layout of %o reads as the first one',
  (saved) => expect(readLayout(saved, columns)).toEqual(first),
)

test('a saved layout keeps known columns in its own order, once each', () => {
  const saved = { shown: ['note', 'gone', 'no', 'note'], density: 'compact' }
  expect(readLayout(saved, columns)).toEqual({ shown: ['note', 'no'], density: 'compact' })
})

test('columns hide, come back last, and the last one stays', () => {
  const hidden = toggleColumn(first, 'no')
  expect(hidden.shown).toEqual(['name'])
  expect(toggleColumn(hidden, 'no').shown).toEqual(['name', 'no'])
  expect(toggleColumn(hidden, 'name')).toBe(hidden)
})

test('columns move within bounds', () => {
  expect(moveColumn(first, 'name', -1).shown).toEqual(['name', 'no'])
  expect(moveColumn(first, 'name', 1)).toBe(first)
})
