import { addDays, addMonths, addYears, dayNumber, dayOf, lastDay } from '#src/kernel/day.ts'
import type { County } from '../orgs/county.ts'
import type { DemoOrg } from '../orgs/org.ts'
import type { Category, Outline } from '../person.ts'
import type { Random } from '../random.ts'
import { statutoryRetirement, type OriginalAge } from '#src/roster/service.ts'

export type Fate = 'living' | 'newlyRetired' | 'deceased'

export interface Slot {
  readonly serial: number
  readonly category: Category
  readonly fate: Fate
}

/** Years of birth of those who joined before October 1949 and live today. */
const lixiuYears = [
  [1923, 1],
  [1924, 1],
  [1925, 2],
  [1926, 4],
  [1927, 7],
  [1928, 12],
  [1929, 17],
  [1930, 20],
  [1931, 18],
  [1932, 11],
  [1933, 5],
  [1934, 2],
] as const

const tuixiuAges: readonly (readonly [readonly [low: number, high: number], number])[] = [
  [[54, 59], 8],
  [[60, 64], 19],
  [[65, 69], 23],
  [[70, 74], 20],
  [[75, 79], 14],
  [[80, 84], 9],
  [[85, 89], 5],
  [[90, 96], 2],
]

const ethnicities = [
  ['01', 952],
  ['03', 18],
  ['11', 7],
  ['02', 5],
  ['15', 4],
  ['08', 4],
  ['05', 3],
  ['06', 3],
  ['10', 2],
  ['04', 1],
  ['17', 1],
] as const

/** Settles who this is: sex, birth, beginning and end of work, where from, where living. */
export function outline(random: Random, today: string, county: County, slot: Slot): Outline {
  const lixiu = slot.category === 'lixiu'
  const woman = random.chance(lixiu ? 0.17 : 0.37)
  const unit = pickUnit(random, county.units, lixiu)
  const diedOn = slot.fate === 'deceased' ? addDays(today, -random.between(12, 900)) : null
  const until = diedOn ?? today
  const life = lixiu ? lixiuLife(random, woman) : tuixiuLife(random, woman, until, slot.fate)
  return {
    serial: slot.serial,
    category: slot.category,
    woman,
    ethnicity: random.weighted(ethnicities),
    ...life,
    unit,
    community: random.weighted(county.communities.map((place) => [place, place.weight] as const)),
    isMember: random.chance(lixiu ? 0.93 : 0.575),
    diedOn,
    until,
  }
}

type Life = Pick<Outline, 'bornOn' | 'joinedOn' | 'retiredOn' | 'originalAge'>

/** 国发〔1982〕62号: joined by 1949-09-30; men left at 60 and women at 55, not before 1982. */
function lixiuLife(random: Random, woman: boolean): Life {
  const bornOn = dayInYear(random, random.weighted(lixiuYears))
  const earliest = addYears(
    bornOn,
    random.weighted([
      [14, 4],
      [15, 6],
      [16, 5],
      [17, 3],
      [18, 2],
    ] as const),
  )
  const last = '1949-09-30'
  const joinedOn =
    earliest < last ? dayBetween(random, earliest, last) : dayBetween(random, '1949-03-01', last)
  const left = addMonths(addYears(bornOn, woman ? 55 : 60), random.between(0, 3))
  const retiredOn = left < '1982-10-01' ? dayBetween(random, '1982-10-01', '1984-12-31') : left
  return { bornOn, joinedOn, retiredOn, originalAge: woman ? 55 : 60 }
}

function tuixiuLife(random: Random, woman: boolean, today: string, fate: Fate): Life {
  const originalAge = random.weighted<OriginalAge>(
    woman
      ? [
          [55, 70],
          [50, 14],
          [60, 16],
        ]
      : [[60, 1]],
  )
  const bornOn =
    fate === 'newlyRetired'
      ? bornToRetireIn(random, originalAge, addMonths(today, -random.between(0, 2)).slice(0, 7))
      : bornAndRetired(random, originalAge, today)
  const early = fate === 'living' && random.chance(0.07) ? random.between(6, 50) : 0
  const retired = lastDay(retirementMonth(bornOn, originalAge))
  const retiredOn = addMonths(retired > today ? today : retired, -early)
  const started = addMonths(bornOn, random.between(17 * 12, 24 * 12))
  return {
    bornOn,
    joinedOn: started > '1949-10-05' ? started : '1949-10-05',
    retiredOn,
    originalAge,
  }
}

function bornAndRetired(random: Random, originalAge: OriginalAge, today: string): string {
  const [low, high] = random.weighted(tuixiuAges)
  const age = random.between(low, high)
  const bornOn = addDays(addYears(today, -age), -random.between(0, 364))
  return retirementMonth(bornOn, originalAge) < today.slice(0, 7)
    ? bornOn
    : bornAndRetired(random, originalAge, today)
}

/** A birthday whose holder reaches the statutory age in the given month. */
function bornToRetireIn(random: Random, originalAge: OriginalAge, month: string): string {
  let bornOn = addDays(addYears(`${month}-01`, -originalAge), random.between(0, 27))
  while (retirementMonth(bornOn, originalAge) > month) bornOn = addMonths(bornOn, -1)
  return bornOn
}

function retirementMonth(bornOn: string, originalAge: OriginalAge): string {
  return statutoryRetirement(bornOn, originalAge)?.month ?? bornOn
}

function pickUnit(random: Random, units: readonly DemoOrg[], lixiu: boolean): DemoOrg {
  return random.weighted(
    units.map(
      (unit) => [unit, unit.weight * (lixiu && unit.nature === 'enterprise' ? 2 : 1)] as const,
    ),
  )
}

function dayInYear(random: Random, year: number): string {
  return addDays(`${year}-01-01`, random.between(0, 364))
}

export function dayBetween(random: Random, from: string, to: string): string {
  return dayOf(random.between(dayNumber(from), dayNumber(to)))
}
