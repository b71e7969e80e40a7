import { addWorkdays, publishedSpecialDays, specialDays, type SpecialDays } from './workdays.ts'

const known = new Map<number, SpecialDays>()

/** The published days off and on of a year and the one after it. */
function daysAround(year: number): SpecialDays {
  const days =
    known.get(year) ??
    specialDays([...publishedSpecialDays(year), ...publishedSpecialDays(year + 1)])
  known.set(year, days)
  return days
}

/** The day that is `count` working days after `day`; years not yet published count by the week. */
export function inWorkdays(day: string, count: number): string {
  return addWorkdays(day, count, daysAround(Number(day.slice(0, 4))))
}
