import fc from 'fast-check'
import { expect, test } from 'vitest'
import { addDays } from './day.ts'
import * as workdays from './workdays.ts'

const days = [...workdays.publishedSpecialDays(2025), ...workdays.publishedSpecialDays(2026)]
const special = workdays.specialDays(days)

// 国务院办公厅关于2026年部分节假日安排的通知
test.each([
  ['2026-02-13', true],
  ['2026-02-14', true],
  ['2026-02-15', false],
  ['2026-02-23', false],
  ['2026-02-24', true],
  ['2026-02-28', true],
  ['2026-10-07', false],
  ['2026-10-08', true],
  ['2026-10-10', true],
  ['2026-10-11', false],
])('%s is a working day: %s', (day, works) => {
  expect(workdays.isWorkday(day, special)).toBe(works)
})

test('a year whose notice is not out is unknown, and counts by the ordinary week', () => {
  expect(workdays.isPublished(2026, special)).toBe(true)
  expect(workdays.isPublished(2027, special)).toBe(false)
  expect(workdays.isWorkday('2027-02-08', special)).toBe(true)
})

test('five working days from before 国庆 end after it (信访工作条例 第二十三条 counts in 工作日)', () => {
  expect(workdays.addWorkdays('2026-09-30', 5, special)).toBe('2026-10-13')
  expect(workdays.workdaysBetween('2026-09-30', '2026-10-13', special)).toBe(5)
  expect(workdays.workdayOnOrBefore('2026-10-05', special)).toBe('2026-09-30')
  expect(workdays.workdayOnOrAfter('2026-10-01', special)).toBe('2026-10-08')
})

test('adding and counting working days agree, and the last one is a working day', () => {
  fc.assert(
    fc.property(
      fc.integer({ min: 0, max: 600 }),
      fc.integer({ min: 1, max: 60 }),
      (offset, count) => {
        const from = addDays('2025-01-01', offset)
        const to = workdays.addWorkdays(from, count, special)
        expect(workdays.isWorkday(to, special)).toBe(true)
        expect(workdays.workdaysBetween(from, to, special)).toBe(count)
        expect(workdays.workdayOnOrBefore(to, special)).toBe(to)
      },
    ),
  )
})
