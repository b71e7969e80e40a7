import { expect, test } from 'vitest'
import { treeMove, type TreeLine } from './treeMove.ts'

const leaf = { expandable: false, expanded: false }
const lines: TreeLine[] = [
  { id: 'root', level: 1, expandable: true, expanded: true },
  { id: 'a', level: 2, expandable: true, expanded: false },
  { id: 'b', level: 2, ...leaf },
]

test.each([
  ['root', 'ArrowDown', { kind: 'focus', id: 'a' }],
  ['root', 'ArrowRight', { kind: 'focus', id: 'a' }],
  ['root', 'ArrowLeft', { kind: 'close', id: 'root' }],
  ['a', 'ArrowRight', { kind: 'open', id: 'a' }],
  ['a', 'ArrowLeft', { kind: 'focus', id: 'root' }],
  ['a', 'ArrowUp', { kind: 'focus', id: 'root' }],
  ['b', 'ArrowLeft', { kind: 'focus', id: 'root' }],
  ['b', 'ArrowRight', undefined],
  ['b', 'ArrowDown', undefined],
  ['b', 'Home', { kind: 'focus', id: 'root' }],
  ['root', 'End', { kind: 'focus', id: 'b' }],
  ['gone', 'End', undefined],
])('on %s %s does %o', (id, key, step) => {
  expect(treeMove(lines, id, key)).toEqual(step)
})
