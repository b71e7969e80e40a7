import fc from 'fast-check'
import { SolarDay } from 'tyme4ts'
import { expect, test } from 'vitest'
import { addDays, dayNumber, dayOf } from './day.ts'
import * as lunar from './lunar.ts'
import { lunarName } from './lunarName.ts'

const anyDay = fc.integer({ min: dayNumber('1900-02-01'), max: dayNumber('2100-12-31') }).map(dayOf)

test.each([
  [2024, '2024-02-10'],
  [2025, '2025-01-29'],
  [2026, '2026-02-17'],
  [2027, '2027-02-06'],
  [2028, '2028-01-26'],
])('春节 %i is on %s', (year, day) => {
  expect(lunar.springFestivalOn(year)).toBe(day)
  expect(lunar.lunarOf(day)).toEqual({ year, month: 1, day: 1, leap: false })
  expect(lunar.newYearEveOn(year)).toBe(addDays(day, -1))
})

test('重阳, 中秋 and the other festivals', () => {
  expect([2026, 2027, 2028].map(lunar.doubleNinthOn)).toEqual([
    '2026-10-18',
    '2027-10-08',
    '2028-10-26',
  ])
  expect(lunar.midAutumnOn(2027)).toBe('2027-09-15')
  expect(lunar.lanternFestivalOn(2026)).toBe('2026-03-03')
  expect(lunar.dragonBoatOn(2026)).toBe('2026-06-19')
  expect(lunar.qingmingOn(2026)).toBe('2026-04-05')
  expect(lunar.labaOn(2026)).toBe('2026-01-26')
  expect(lunar.labaOn(2028)).toBe('2028-01-04')
})

test('leap months: 2025 sixth, 2028 fifth, 2033 eleventh', () => {
  const leaps = [2025, 2026, 2028, 2033].map((year) =>
    [1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12].filter((month) => lunar.hasLeapMonth(year, month)),
  )
  expect(leaps).toEqual([[6], [], [5], [11]])
})

test('in the lunar years 2024–2028 除夕 is the 29th, and a birthday on the 30th is kept then', () => {
  for (const year of [2024, 2025, 2026, 2027, 2028]) {
    const eve = lunar.newYearEveOn(year + 1)
    expect(lunar.lunarOf(eve)).toMatchObject({ month: 12, day: 29 })
    expect(
      lunar.celebratedBirthdayIn(year, { calendar: 'lunar', month: 12, day: 30, leap: false }),
    ).toBe(eve)
  }
})

test('one born on 1930-08-10 was born on 闰六月十六, and keeps the sixth month when it is not leap', () => {
  const born = lunar.lunarBirthdayOf('1930-08-10')
  expect(born).toEqual({ calendar: 'lunar', month: 6, day: 16, leap: true })
  expect(lunarName(born.month, born.day, born.leap)).toBe('闰六月十六')
  expect(lunar.lunarOf(lunar.celebratedBirthdayIn(2026, born))).toMatchObject({
    month: 6,
    day: 16,
    leap: false,
  })
  expect(lunar.lunarOf(lunar.celebratedBirthdayIn(2025, born))).toMatchObject({ leap: true })
})

test('both months are kept when the leap month recurs, if so wished', () => {
  const born = lunar.lunarBirthdayOf('1930-08-10')
  const once = lunar.celebratedBirthdaysBetween('2025-01-01', '2026-12-31', born)
  const both = lunar.celebratedBirthdaysBetween('2025-01-01', '2026-12-31', born, true)
  expect(once).toEqual(['2025-08-09', '2026-07-29'])
  expect(both).toEqual(['2025-07-10', '2025-08-09', '2026-07-29'])
})

test('a lunar birthday late in the year may fall twice in one solar year, or not at all', () => {
  const late = { calendar: 'lunar', month: 12, day: 1, leap: false } as const
  const counts = [2024, 2025, 2026, 2027].map(
    (y) => lunar.celebratedBirthdaysBetween(`${y}-01-01`, `${y}-12-31`, late).length,
  )
  expect(counts).toEqual([2, 0, 1, 2])
})

test('29 February is kept on the 28th of a common year', () => {
  const born = { calendar: 'solar', month: 2, day: 29, leap: false } as const
  expect(lunar.celebratedBirthdayIn(2026, born)).toBe('2026-02-28')
  expect(lunar.celebratedBirthdayIn(2028, born)).toBe('2028-02-29')
})

test('every day agrees with the calendar library, there and back', () => {
  fc.assert(
    fc.property(anyDay, (day) => {
      const [year, month, dom] = day.split('-').map(Number) as [number, number, number]
      const known = SolarDay.fromYmd(year, month, dom).getLunarDay()
      const found = lunar.lunarOf(day)
      expect(found).toEqual({
        year: known.getYear(),
        month: Math.abs(known.getMonth()),
        day: known.getDay(),
        leap: known.getLunarMonth().isLeap(),
      })
      expect(lunar.dayOfLunar(found.year, found.month, found.day, found.leap)).toBe(day)
    }),
    { numRuns: 400 },
  )
})

test('the calendar table has every day once and agrees with the single look-up', () => {
  const rows = lunar.lunarCalendar('2024-01-01', '2029-12-31')
  expect(rows).toHaveLength(dayNumber('2029-12-31') - dayNumber('2024-01-01') + 1)
  rows.forEach((row, index) => {
    expect(row.day).toBe(addDays('2024-01-01', index))
    expect(row.isLast).toBe(lunar.lunarOf(addDays(row.day, 1)).day === 1)
  })
  for (const { day, year, month, dom, leap } of rows.slice(0, 800))
    expect(lunar.lunarOf(day)).toEqual({ year, month, day: dom, leap })
})

test.each([
  [1, 1, false, '正月初一'],
  [6, 16, true, '闰六月十六'],
  [11, 10, false, '冬月初十'],
  [12, 20, false, '腊月二十'],
  [12, 29, false, '腊月廿九'],
  [12, 30, false, '腊月三十'],
])('month %i, day %i, leap %s is %s', (month, day, leap, name) => {
  expect(lunarName(month, day, leap)).toBe(name)
})
