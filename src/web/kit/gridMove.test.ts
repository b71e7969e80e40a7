import { expect, test } from 'vitest'
import { clamp, gridMove } from './gridMove.ts'

const bounds = { rows: 50, columns: 8, page: 12 }
const from = { row: 10, column: 3 }

test.each([
  ['ArrowUp', false, { row: 9, column: 3 }],
  ['ArrowDown', false, { row: 11, column: 3 }],
  ['ArrowLeft', false, { row: 10, column: 2 }],
  ['ArrowRight', false, { row: 10, column: 4 }],
  ['PageDown', false, { row: 22, column: 3 }],
  ['PageUp', false, { row: 0, column: 3 }],
  ['Home', false, { row: 10, column: 0 }],
  ['End', false, { row: 10, column: 7 }],
  ['Home', true, { row: 0, column: 0 }],
  ['End', true, { row: 49, column: 7 }],
])('%s (ctrl %s) leads to %o', (key, ctrl, target) => {
  expect(gridMove(from, key, ctrl, bounds)).toEqual(target)
})

test('other keys do not move', () => {
  expect(gridMove(from, 'a', false, bounds)).toBeUndefined()
})

test('up from the first row reaches the header and stays there', () => {
  expect(gridMove({ row: 0, column: 2 }, 'ArrowUp', false, bounds)).toEqual({ row: -1, column: 2 })
  expect(gridMove({ row: -1, column: 2 }, 'ArrowUp', false, bounds)).toEqual({ row: -1, column: 2 })
})

test('an empty grid has only its header', () => {
  expect(clamp({ row: 4, column: 9 }, { rows: 0, columns: 3, page: 5 })).toEqual({
    row: -1,
    column: 2,
  })
})
