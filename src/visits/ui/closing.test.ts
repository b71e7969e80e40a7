import { expect, test } from 'vitest'
import { closingOn } from './closing.ts'

const duty = (rule: 'doubleNinthVisit' | 'milestoneBirthday' | 'missingContact', fromOn: string) =>
  ({ rule, fromOn, state: 'open' }) as const

const old = duty('doubleNinthVisit', '2024-09-26')
const current = duty('doubleNinthVisit', '2026-10-03')
const birthday = duty('milestoneBirthday', '2026-11-09')
const all = [old, current, birthday, duty('missingContact', '2024-01-01')]

test('a visit closes the period last opened and misses the earlier ones', () => {
  expect(closingOn(all, '2026-11-22', ['doubleNinth'])).toEqual({
    closed: [current],
    others: [birthday],
    missed: [old],
  })
})

test('a late entry of that time closes the earlier period', () => {
  expect(closingOn(all, '2024-10-01', ['doubleNinth']).closed).toEqual([old])
})

test('an earlier period stays missed after the later one was done', () => {
  const done = { ...current, state: 'done' } as const
  expect(closingOn([old, done], '2026-11-22', ['doubleNinth'])).toEqual({
    closed: [],
    others: [],
    missed: [old],
  })
})

test('what no visit closes plays no part', () => {
  const nothing = { closed: [], others: [], missed: [] }
  expect(closingOn([duty('missingContact', '2024-01-01')], '2026-11-22', ['routine'])).toEqual(
    nothing,
  )
})
