import { SolarTerm } from 'tyme4ts'
import { two } from '#src/kernel/civil.ts'
import { daysBetween, weekdayName } from '#src/kernel/day.ts'
import {
  doubleNinthOn,
  dragonBoatOn,
  lanternFestivalOn,
  lunarOf,
  midAutumnOn,
  newYearEveOn,
  qingmingOn,
  springFestivalOn,
} from '#src/kernel/lunar.ts'
import { lunarName } from '#src/kernel/lunarName.ts'

/** What a desk calendar says of a day. */
export interface Almanac {
  readonly weekday: string
  /** 十月十四, by the Chinese calendar. */
  readonly lunar: string
  /** The solar term or festivals that fall on the day: 小雪, 重阳节（老年节）. */
  readonly named: readonly string[]
  /** The next festival on which retired cadres are remembered. */
  readonly next: { readonly name: string; readonly on: string; readonly days: number }
}

/** Festivals and days of remembrance of the office's year, by the solar year they fall in. */
const festivals: Readonly<Record<string, (year: number) => string>> = {
  元旦: (year) => `${year}-01-01`,
  除夕: newYearEveOn,
  春节: springFestivalOn,
  元宵节: lanternFestivalOn,
  清明节: qingmingOn,
  劳动节: (year) => `${year}-05-01`,
  端午节: dragonBoatOn,
  建党节: (year) => `${year}-07-01`,
  建军节: (year) => `${year}-08-01`,
  抗战胜利纪念日: (year) => `${year}-09-03`,
  中秋节: midAutumnOn,
  国庆节: (year) => `${year}-10-01`,
  '重阳节（老年节）': doubleNinthOn,
}

/** The calendar's page for a day between 1900 and 2100. */
export function almanacOf(day: string): Almanac {
  const { month, day: dom, leap } = lunarOf(day)
  const year = Number(day.slice(0, 4))
  const ahead = [year, year + 1].flatMap(festivalsIn).filter(({ on }) => on > day)
  const next = ahead.reduce((first, one) => (one.on < first.on ? one : first))
  const today = festivalsIn(year).filter(({ on }) => on === day)
  const term = termOn(day)
  return {
    weekday: weekdayName(day),
    lunar: lunarName(month, dom, leap),
    named: [...today.map(({ name }) => name), ...(term && term !== '清明' ? [term] : [])],
    next: { ...next, days: daysBetween(day, next.on) },
  }
}

function festivalsIn(year: number): { name: string; on: string }[] {
  return Object.entries(festivals).map(([name, dayIn]) => ({ name, on: dayIn(year) }))
}

/** The solar term that begins on a day, if one does; 冬至 of the year before is term 0. */
function termOn(day: string): string | undefined {
  const year = Number(day.slice(0, 4))
  const terms = Array.from({ length: 25 }, (_, index) => SolarTerm.fromIndex(year, index))
  return terms.find((term) => dayTextOf(term) === day)?.getName()
}

function dayTextOf(term: SolarTerm): string {
  const day = term.getSolarDay()
  return `${day.getYear()}-${two(day.getMonth())}-${two(day.getDay())}`
}
