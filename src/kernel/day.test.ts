import fc from 'fast-check'
import { expect, test } from 'vitest'
import * as day from './day.ts'

const first = day.dayNumber('1900-01-01')
const last = day.dayNumber('2100-12-31')
const anyDay = fc.integer({ min: first, max: last }).map(day.dayOf)

test('every day from 1900 to 2100 survives the way to a number and back, one by one', () => {
  let previous = '1899-12-31'
  for (let number = first; number <= last; number++) {
    const text = day.dayOf(number)
    if (day.dayNumber(text) !== number || text <= previous || !day.isDay(text)) {
      expect({ number, text, previous }).toBeUndefined()
    }
    previous = text
  }
  expect(last - first + 1).toBe(73414)
})

test('days agree with an independent calendar', () => {
  fc.assert(
    fc.property(anyDay, fc.integer({ min: -40000, max: 40000 }), (from, step) => {
      const utc = new Date(`${from}T00:00:00Z`)
      expect(day.weekdayOf(from)).toBe(utc.getUTCDay() || 7)
      utc.setUTCDate(utc.getUTCDate() + step)
      expect(day.addDays(from, step)).toBe(utc.toISOString().slice(0, 10))
      expect(day.daysBetween(from, day.addDays(from, step))).toBe(step)
    }),
  )
})

test.each(['1940-06-03', '1949-05-01', '1986-05-04', '1991-09-15'])(
  'the day when China changed its clocks, %s, is a day like any other',
  (text) => {
    expect(day.addDays(day.addDays(text, -1), 1)).toBe(text)
    expect(day.parsePartialDate(text)).toBe(text)
  },
)

test.each([
  ['19480312', '1948-03-12'],
  ['1948-3-12', '1948-03-12'],
  ['1948.3.12', '1948-03-12'],
  ['1948/3/12', '1948-03-12'],
  ['1948年3月', '1948-03'],
  ['1948年3月12日', '1948-03-12'],
  ['1948 年 3 月 12 号', '1948-03-12'],
  ['1948．03', '1948-03'],
  ['1948年', '1948'],
  ['196503', '1965-03'],
  ['1948', '1948'],
  [' 1948。3。12 ', '1948-03-12'],
  ['1948、3', '1948-03'],
  ['1948.3.', '1948-03'],
  ['1948.3月生', '1948-03'],
  ['１９４８年３月', '1948-03'],
  ['一九四八年三月十二日', '1948-03-12'],
  ['二〇〇四年廿三月', undefined],
  ['二〇〇四年十一月二十三日', '2004-11-23'],
  ['1949年元月', '1949-01'],
  ['1948.00', '1948'],
  ['19480300', '1948-03'],
  ['19480000', '1948'],
  ['1948-00-12', undefined],
  ['1971-10-01T00:00:00.000Z', '1971-10-01'],
  ['1971-10-01 00:00:00', '1971-10-01'],
  ['1971-10-01 8:30', '1971-10-01'],
  ['1949-04-30T16:00:00.000Z', undefined],
  ['1951年13月', undefined],
  ['1951年5月40日', undefined],
  ['1951-02-29', undefined],
  ['1952-02-29', '1952-02-29'],
  ['48.3', undefined],
  ['194813', undefined],
  ['17604', undefined],
  ['不详', undefined],
  ['', undefined],
  ['1948年3月12日至1950年', undefined],
])('「%s」 reads as %s', (text, partial) => {
  expect(day.parsePartialDate(text)).toBe(partial)
})

test('what is shown can be read again, without loss or gain of precision', () => {
  fc.assert(
    fc.property(anyDay, fc.constantFrom(4, 7, 10), (text, length) => {
      const partial = text.slice(0, length)
      expect(day.parsePartialDate(day.formatDay(partial))).toBe(partial)
      expect(day.parsePartialDate(partial.replaceAll('-', '.'))).toBe(partial)
      expect(day.parsePartialDate(partial.replaceAll('-', ''))).toBe(partial)
      expect(day.isPartialDate(partial)).toBe(true)
    }),
  )
})

test.each([
  ['1948', '1948-01-01', '1948-12-31', 'year'],
  ['1948-02', '1948-02-01', '1948-02-29', 'month'],
  ['1948-03-12', '1948-03-12', '1948-03-12', 'day'],
])('%s lies between %s and %s', (partial, from, to, precision) => {
  expect(day.firstDay(partial)).toBe(from)
  expect(day.lastDay(partial)).toBe(to)
  expect(day.precisionOf(partial)).toBe(precision)
})

test.each([
  ['2026-01-31', 1, '2026-02-28'],
  ['2024-02-29', 12, '2025-02-28'],
  ['2026-03-31', -1, '2026-02-28'],
  ['2026-01-15', -13, '2024-12-15'],
  ['1964-12-01', 720, '2024-12-01'],
])('%s and %i months is %s', (from, months, to) => {
  expect(day.addMonths(from, months)).toBe(to)
})

test.each([
  ['1948-03-12', '2028-03-11', 79],
  ['1948-03-12', '2028-03-12', 80],
  ['1948-02-29', '2025-02-28', 76],
  ['1948-02-29', '2025-03-01', 77],
  ['1948-03', '2028-03-01', 80],
  ['1948', '2028-01-01', 80],
])('born %s, on %s: %i full years', (born, on, years) => {
  expect(day.fullYearsBetween(born, on)).toBe(years)
})

test('partial dates order by their first day, and only sure differences are sure', () => {
  expect(day.compare('1948', '1948-01-01')).not.toBe(0)
  expect(day.compare('1948-03', '1948-04')).toBe(-1)
  expect(day.compare('1948-03', '1948-03')).toBe(0)
  expect(day.isSurelyAfter('1948-03', '1948')).toBe(false)
  expect(day.isSurelyAfter('1949-01', '1948')).toBe(true)
})

test('days are shown in Chinese', () => {
  expect(day.formatDay('1948-03-02')).toBe('1948年3月2日')
  expect(day.weekdayName('2026-11-21')).toBe('星期六')
})

test.each(['1948-3-1', '1948-13', '1799', '2200', '1951-02-29', '1948-03-12T', ''])(
  '%s is no stored date',
  (text) => {
    expect(day.isPartialDate(text)).toBe(false)
    expect(day.isDay(text)).toBe(false)
  },
)
