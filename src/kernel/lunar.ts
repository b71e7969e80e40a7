import { LunarYear, SolarTerm } from 'tyme4ts'
import { addDays, dayNumber, dayOf, daysInMonth } from './day.ts'
import { two } from './civil.ts'

/** A day of the Chinese calendar. `year` is the solar year in which its 春节 falls. */
export interface LunarDate {
  readonly year: number
  readonly month: number
  readonly day: number
  readonly leap: boolean
}

/** The day a person wishes to be congratulated on; the year of birth plays no part. */
export interface Celebration {
  readonly calendar: 'solar' | 'lunar'
  readonly month: number
  readonly day: number
  readonly leap: boolean
}

/** A row of the table that sets solar and lunar days side by side. */
export interface LunarRow {
  readonly day: string
  readonly year: number
  readonly month: number
  readonly dom: number
  readonly leap: boolean
  /** The last day of its lunar month: birthdays on the thirtieth are kept then. */
  readonly isLast: boolean
}

interface Month {
  readonly month: number
  readonly leap: boolean
  readonly first: number
  readonly days: number
}

const years = new Map<number, readonly Month[]>()

/** The lunar months of a year in order, from tyme4ts; each year is worked out once. */
function monthsOf(year: number): readonly Month[] {
  const known = years.get(year)
  if (known) return known
  const months = LunarYear.fromYear(year)
    .getMonths()
    .map((month) => {
      const first = month.getFirstJulianDay().getSolarDay()
      const day = `${first.getYear()}-${two(first.getMonth())}-${two(first.getDay())}`
      return {
        month: month.getMonth(),
        leap: month.isLeap(),
        first: dayNumber(day),
        days: month.getDayCount(),
      }
    })
  years.set(year, months)
  return months
}

/** The lunar day of a solar day. */
export function lunarOf(day: string): LunarDate {
  const number = dayNumber(day)
  const year = lunarYearOf(day)
  const month = monthsOf(year).findLast(({ first }) => first <= number) as Month
  return { year, month: month.month, day: number - month.first + 1, leap: month.leap }
}

/** The lunar year that a solar day lies in: it changes at 春节. */
export function lunarYearOf(day: string): number {
  const year = Number(day.slice(0, 4))
  return day < springFestivalOn(year) ? year - 1 : year
}

/** True when the lunar year has this leap month. */
export function hasLeapMonth(year: number, month: number): boolean {
  return monthsOf(year).some((each) => each.leap && each.month === month)
}

/**
 * The solar day of a lunar day of that lunar year. The thirtieth of a short month is its last day;
 * a leap month that the year does not have is the ordinary month of the same number.
 */
export function dayOfLunar(year: number, month: number, day: number, leap = false): string {
  const months = monthsOf(year)
  const found =
    months.find((each) => each.month === month && each.leap === leap) ??
    months.find((each) => each.month === month)
  if (!found) throw new RangeError(`no lunar month ${month}`)
  return dayOf(found.first + Math.min(day, found.days) - 1)
}

/** 春节, 正月初一, in a solar year. */
export function springFestivalOn(year: number): string {
  return dayOf(monthsOf(year)[0]?.first ?? Number.NaN)
}

/** 除夕 before the 春节 of a year, be it the 29th or the 30th. */
export function newYearEveOn(year: number): string {
  return addDays(springFestivalOn(year), -1)
}

/** 腊八, 腊月初八, of the winter before the 春节 of a year; it may fall in the year before. */
export function labaOn(year: number): string {
  return dayOfLunar(year - 1, 12, 8)
}

/** 元宵, 正月十五. */
export function lanternFestivalOn(year: number): string {
  return dayOfLunar(year, 1, 15)
}

/** 清明, the solar term. */
export function qingmingOn(year: number): string {
  const day = SolarTerm.fromName(year, '清明').getSolarDay()
  return `${day.getYear()}-${two(day.getMonth())}-${two(day.getDay())}`
}

/** 端午, 五月初五. */
export function dragonBoatOn(year: number): string {
  return dayOfLunar(year, 5, 5)
}

/** 中秋, 八月十五. */
export function midAutumnOn(year: number): string {
  return dayOfLunar(year, 8, 15)
}

/** 重阳, 九月初九, 老年节 by《老年人权益保障法》第十二条. */
export function doubleNinthOn(year: number): string {
  return dayOfLunar(year, 9, 9)
}

/**
 * The day a birthday is kept in a year: a solar year for a solar birthday, a lunar year for a lunar
 * one (腊月 of lunar 2026 is early in 2027). A day that the month does not have is its last day.
 */
export function celebratedBirthdayIn(year: number, celebration: Celebration): string {
  const { calendar, month, day, leap } = celebration
  if (calendar === 'lunar') return dayOfLunar(year, month, day, leap)
  return `${year}-${two(month)}-${two(Math.min(day, daysInMonth(year, month)))}`
}

/**
 * Every day from `from` to `to` on which the birthday is kept. With `both`, one born in a leap
 * month keeps the ordinary month too in a year when the leap month recurs.
 */
export function celebratedBirthdaysBetween(
  from: string,
  to: string,
  celebration: Celebration,
  both = false,
): string[] {
  const days: string[] = []
  for (let year = Number(from.slice(0, 4)) - 1; year <= Number(to.slice(0, 4)); year++) {
    const kept = celebratedBirthdayIn(year, celebration)
    const ordinary = both ? celebratedBirthdayIn(year, { ...celebration, leap: false }) : kept
    days.push(...new Set([ordinary, kept]))
  }
  return days.filter((day) => day >= from && day <= to)
}

/** The lunar birthday of one born on a solar day, leap month kept. */
export function lunarBirthdayOf(born: string): Celebration {
  const { month, day, leap } = lunarOf(born)
  return { calendar: 'lunar', month, day, leap }
}

/** Solar and lunar days side by side, for SQL to join against; about 10 ms a decade. */
export function lunarCalendar(fromDay: string, toDay: string): LunarRow[] {
  const rows: LunarRow[] = []
  for (let year = lunarYearOf(fromDay); year <= lunarYearOf(toDay); year++) {
    for (const { month, leap, first, days } of monthsOf(year)) {
      for (let dom = 1; dom <= days; dom++)
        rows.push({ day: dayOf(first + dom - 1), year, month, dom, leap, isLast: dom === days })
    }
  }
  return rows.filter(({ day }) => day >= fromDay && day <= toDay)
}
