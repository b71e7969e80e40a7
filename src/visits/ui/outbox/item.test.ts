import { expect, test } from 'vitest'
import { afterFailure, ageWords, inOrder, isDue, isEditable, isStale, type Item } from './item.ts'

const item = (values: Partial<Item>): Item => ({
  id: 'a',
  state: 'draft',
  fullName: '',
  values: {},
  photos: [],
  changedAt: 0,
  tries: 0,
  visit: {
    retireeId: 1,
    visitedOn: '2026-11-20',
    reasons: ['routine'],
    way: 'home',
    visitors: '某',
  },
  ...values,
})

test.each([
  [{ state: 'draft' }, true, false],
  [{ state: 'waiting' }, true, true],
  [{ state: 'waiting', tries: 1 }, false, true],
  [{ state: 'sending', tries: 1 }, false, true],
  [{ state: 'refused', tries: 2 }, true, false],
  [{ state: 'delivered', tries: 1 }, false, false],
] as const)('%o: may be changed %s, is to be sent %s', (values, editable, due) => {
  expect(isEditable(item(values))).toBe(editable)
  expect(isDue(item(values))).toBe(due)
})

test('what was never completed is not sent, whatever its state says', () => {
  const { visit: _, ...bare } = item({ state: 'waiting' })
  expect(isDue(bare)).toBe(false)
})

test('what the network or the server’s state stopped waits; what the server declined is handed back', () => {
  for (const kind of ['offline', 'fault', 'unavailable', 'tooMany', 'unknown'])
    expect(afterFailure(kind)).toBe('waiting')
  for (const kind of ['invalid', 'conflict', 'forbidden', 'missing', 'tooLarge'])
    expect(afterFailure(kind)).toBe('refused')
})

test('visits go in the order in which they were made, and what arrived is shown for a day', () => {
  const [early, late] = [item({ id: 'z', changedAt: 1 }), item({ id: 'a', changedAt: 2 })]
  expect(inOrder([late, early])).toEqual([early, late])
  const day = 24 * 3_600_000
  expect(isStale(item({ state: 'delivered' }), day)).toBe(false)
  expect(isStale(item({ state: 'delivered' }), day + 1)).toBe(true)
  expect(isStale(item({ state: 'waiting' }), 10 * day)).toBe(false)
})

test.each([
  [0, '刚刚'],
  [59 * 60_000, '59 分钟前'],
  [3 * 3_600_000, '3 小时前'],
  [49 * 3_600_000, '2 天前'],
])('%i ms ago reads %s', (ms, words) => {
  expect(ageWords(0, ms)).toBe(words)
})
