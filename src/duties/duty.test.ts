import { expect, test } from 'vitest'
import { policyCodes } from '#src/policy/policy.ts'
import {
  dueBetween,
  endOfWeek,
  horizonOn,
  refusalToWaive,
  ruleCodes,
  startOfWeek,
  timings,
  timingOf,
  type Timing,
} from './duty.ts'
import { allRules } from './rules.ts'

test('each rule has a query, a name and a policy', () => {
  expect(allRules.map(({ code }) => code).toSorted()).toEqual(ruleCodes.toSorted())
  expect(policyCodes).toEqual(expect.arrayContaining([...ruleCodes]))
})

// GB/T 7408: the week begins on Monday. 2026-11-21 is a Saturday.
test.each([
  ['2026-11-16', '2026-11-16', '2026-11-22'],
  ['2026-11-21', '2026-11-16', '2026-11-22'],
  ['2026-11-22', '2026-11-16', '2026-11-22'],
  ['2026-11-23', '2026-11-23', '2026-11-29'],
])('the week of %s is %s to %s', (day, monday, sunday) => {
  expect([startOfWeek(day), endOfWeek(day)]).toEqual([monday, sunday])
})

test.each([
  ['2026-11-20', 'overdue'],
  ['2026-11-21', 'today'],
  ['2026-11-22', 'thisWeek'],
  ['2026-11-23', 'upcoming'],
] as const)('due on %s is %s on a Saturday', (dueOn, timing) => {
  expect(timingOf(dueOn, '2026-11-21')).toBe(timing)
})

test('every day belongs to exactly one timing, and lists find it there', () => {
  const today = '2026-11-18'
  for (let day = 1; day <= 30; day++) {
    const dueOn = `2026-11-${String(day).padStart(2, '0')}`
    const found = (Object.keys(timings) as Timing[]).filter((timing) => {
      const { from = '', to = '9' } = dueBetween(timing, today)
      return from <= dueOn && dueOn <= to
    })
    expect(found, dueOn).toEqual([timingOf(dueOn, today)])
  }
})

test('the ledger reaches a month ahead, and a week more for missed nights', () => {
  expect(horizonOn('2026-11-21')).toBe('2026-12-28')
})

test('only what is open can be waived, and the refusal says why', () => {
  expect(refusalToWaive('open')).toBeUndefined()
  expect(refusalToWaive('done')?.message).toBe('这一事项已经办结，不能免办')
  expect(refusalToWaive('waived')?.kind).toBe('conflict')
})
