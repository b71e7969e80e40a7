import { LegalHoliday } from 'tyme4ts'
import { addDays, weekdayOf } from './day.ts'

/**
 * Days that differ from the ordinary week, as the yearly notice of the State Council has them:
 * true is a working day at a weekend (调休上班), false a day off. Later notices and local days are
 * added by the office.
 */
export type SpecialDays = ReadonlyMap<string, boolean>

export interface SpecialDay {
  readonly day: string
  readonly works: boolean
  readonly name: string
}

/** The days known for a year when the programme was made; empty where the notice was not out yet. */
export function publishedSpecialDays(year: number): SpecialDay[] {
  const found: SpecialDay[] = []
  for (let day = `${year}-01-01`; day <= `${year}-12-31`; day = addDays(day, 1)) {
    const [y, m, d] = day.split('-').map(Number) as [number, number, number]
    const holiday = LegalHoliday.fromYmd(y, m, d)
    if (holiday) found.push({ day, works: holiday.isWork(), name: holiday.getName() })
  }
  return found
}

/** The days as a look-up, of several years if need be. */
export function specialDays(days: readonly SpecialDay[]): SpecialDays {
  return new Map(days.map(({ day, works }) => [day, works]))
}

/** False where no day of the year is known: limits in working days are then shown as 未公布. */
export function isPublished(year: number, special: SpecialDays): boolean {
  return [...special.keys()].some((day) => day.startsWith(`${year}-`))
}

/** Whether the offices work on a day: the yearly notice of 国务院办公厅 goes before the weekday. */
export function isWorkday(day: string, special: SpecialDays): boolean {
  return special.get(day) ?? weekdayOf(day) <= 5
}

/** The day that is `count` working days after `day`, which itself does not count. */
export function addWorkdays(day: string, count: number, special: SpecialDays): string {
  let reached = day
  for (let left = count; left > 0;) {
    reached = addDays(reached, 1)
    if (isWorkday(reached, special)) left--
  }
  return reached
}

/** Working days after `from` up to and including `to`; 0 when `to` is not later. */
export function workdaysBetween(from: string, to: string, special: SpecialDays): number {
  let count = 0
  for (let day = addDays(from, 1); day <= to; day = addDays(day, 1))
    if (isWorkday(day, special)) count++
  return count
}

/** The last working day not after `day`: when a matter due on a holiday had better be done. */
export function workdayOnOrBefore(day: string, special: SpecialDays): string {
  let found = day
  while (!isWorkday(found, special)) found = addDays(found, -1)
  return found
}

/** The first working day not before `day`. */
export function workdayOnOrAfter(day: string, special: SpecialDays): string {
  let found = day
  while (!isWorkday(found, special)) found = addDays(found, 1)
  return found
}
