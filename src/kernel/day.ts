import { daysInMonth, partialOf, two } from './civil.ts'

export { daysInMonth, partialOf } from './civil.ts'
export { parsePartialDate } from './dateText.ts'

/**
 * Calendar days as text, YYYY-MM-DD, and partial dates as text: YYYY, YYYY-MM or YYYY-MM-DD.
 * Everything is integer arithmetic on the proleptic Gregorian calendar: no instants and no time
 * zones, so that China's summer times (1940–1949, 1986–1991) cannot move a day.
 */

export type Precision = 'year' | 'month' | 'day'

const dayForm = /^(1[89]|20|21)\d\d-\d\d-\d\d$/
const partialForm = /^((?:1[89]|20|21)\d\d)(?:-(\d\d)(?:-(\d\d))?)?$/

/** True for an existing calendar day YYYY-MM-DD between 1800 and 2199. */
export function isDay(text: string): boolean {
  return dayForm.test(text) && isPartialDate(text)
}

/** True for YYYY, YYYY-MM or YYYY-MM-DD that exists in the calendar, between 1800 and 2199. */
export function isPartialDate(text: string): boolean {
  const [, year, month, day] = partialForm.exec(text) ?? []
  if (!year) return false
  return partialOf(Number(year), month && Number(month), day && Number(day)) === text
}

/** How much of a date is known. */
export function precisionOf(partial: string): Precision {
  if (partial.length === 4) return 'year'
  return partial.length === 7 ? 'month' : 'day'
}

/** The first day that a partial date may mean. */
export function firstDay(partial: string): string {
  return partial + '-01-01'.slice(partial.length - 4)
}

/** The last day that a partial date may mean. */
export function lastDay(partial: string): string {
  if (partial.length === 4) return `${partial}-12-31`
  if (partial.length === 7) return `${partial}-${two(daysInMonth(...yearAndMonth(partial)))}`
  return partial
}

/** Order of two partial dates by the first day they may mean, the coarser first: −1, 0 or 1. */
export function compare(a: string, b: string): -1 | 0 | 1 {
  const [x, y] = [firstDay(a) + a.length, firstDay(b) + b.length]
  if (x === y) return 0
  return x < y ? -1 : 1
}

/** True when `a` is later than `b` however the missing parts are read. */
export function isSurelyAfter(a: string, b: string): boolean {
  return firstDay(a) > lastDay(b)
}

/** Days since 1970-01-01 (which is 0). */
export function dayNumber(day: string): number {
  const [year, month] = yearAndMonth(day)
  const y = month <= 2 ? year - 1 : year
  const era = Math.floor(y / 400)
  const yearOfEra = y - era * 400
  const dayOfYear = Math.floor((153 * ((month + 9) % 12) + 2) / 5) + Number(day.slice(8)) - 1
  const dayOfEra =
    yearOfEra * 365 + Math.floor(yearOfEra / 4) - Math.floor(yearOfEra / 100) + dayOfYear
  return era * 146097 + dayOfEra - 719468
}

/** The day that is so many days after 1970-01-01. */
export function dayOf(number: number): string {
  const shifted = number + 719468
  const era = Math.floor(shifted / 146097)
  const dayOfEra = shifted - era * 146097
  const yearOfEra = Math.floor(
    (dayOfEra -
      Math.floor(dayOfEra / 1460) +
      Math.floor(dayOfEra / 36524) -
      Math.floor(dayOfEra / 146096)) /
      365,
  )
  const dayOfYear =
    dayOfEra - (365 * yearOfEra + Math.floor(yearOfEra / 4) - Math.floor(yearOfEra / 100))
  const shiftedMonth = Math.floor((5 * dayOfYear + 2) / 153)
  const day = dayOfYear - Math.floor((153 * shiftedMonth + 2) / 5) + 1
  const month = shiftedMonth < 10 ? shiftedMonth + 3 : shiftedMonth - 9
  const year = yearOfEra + era * 400 + (month <= 2 ? 1 : 0)
  return `${String(year).padStart(4, '0')}-${two(month)}-${two(day)}`
}

/** The day so many days later; negative is earlier. */
export function addDays(day: string, days: number): string {
  return dayOf(dayNumber(day) + days)
}

/** The same day so many months on; the last day of the month where that day does not exist. */
export function addMonths(day: string, months: number): string {
  const [year, month] = yearAndMonth(day)
  const index = year * 12 + month - 1 + months
  const [y, m] = [Math.floor(index / 12), (((index % 12) + 12) % 12) + 1]
  return `${y}-${two(m)}-${two(Math.min(Number(day.slice(8)), daysInMonth(y, m)))}`
}

/** The same day so many years on; 29 February becomes 28 where there is none. */
export function addYears(day: string, years: number): string {
  return addMonths(day, years * 12)
}

/** Days from `from` to `to`; negative when `to` is earlier. */
export function daysBetween(from: string, to: string): number {
  return dayNumber(to) - dayNumber(from)
}

/**
 * 周岁: years completed on `day`, counted from the first day that `born` may mean. The year is
 * completed on the birthday; for 29 February on 1 March of a common year. Negative before birth.
 */
export function fullYearsBetween(born: string, day: string): number {
  const first = firstDay(born)
  const years = Number(day.slice(0, 4)) - Number(first.slice(0, 4))
  return day.slice(5) < first.slice(5) ? years - 1 : years
}

/** ISO weekday: 1 Monday … 7 Sunday. */
export function weekdayOf(day: string): number {
  return ((((dayNumber(day) + 3) % 7) + 7) % 7) + 1
}

/** 星期一 … 星期日. */
export function weekdayName(day: string): string {
  return `星期${'一二三四五六日'[weekdayOf(day) - 1]}`
}

/** 1948年3月12日, 1948年3月 or 1948年: a date as precise as it is known. */
export function formatDay(partial: string): string {
  const [year, month, day] = partial.split('-').map(Number)
  return `${year}年${month ? `${month}月` : ''}${day ? `${day}日` : ''}`
}

function yearAndMonth(text: string): [number, number] {
  return [Number(text.slice(0, 4)), Number(text.slice(5, 7))]
}
