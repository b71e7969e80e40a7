import { addDays } from '#src/kernel/day.ts'
import {
  celebratedBirthdayIn,
  doubleNinthOn,
  labaOn,
  newYearEveOn,
  type Celebration,
} from '#src/kernel/lunar.ts'
import type { VisitReason, VisitWay } from '#src/visits/visit.ts'
import type { Seen } from './happenings.ts'
import { dayBetween } from './people/outline.ts'
import type { Random } from './random.ts'

export interface DemoVisit {
  readonly person: number
  readonly visitedOn: string
  readonly reasons: readonly VisitReason[]
  readonly way: VisitWay
  readonly visitors: string
  readonly findings: string | null
}

const visitors = ['局领导、服务管理科', '单位老干部工作人员', '社区书记、网格员', '党支部书记']
const findings = [
  '精神尚好，饮食起居正常。',
  '希望社区协助预约体检。',
  '家中老旧灯具需更换，已告知社区。',
  '盼多参加老年大学的书画课。',
]

interface Occasion {
  readonly reason: VisitReason
  readonly from: string
  readonly to: string
  /** How likely the visit was made; the latest occasions still lack more. */
  readonly likely: number
}

/** The visits that a person had since being registered: nearly all that were owed, not quite. */
export function visitsTo(random: Random, seen: Seen, today: string): DemoVisit[] {
  const { registeredOn, diedOn } = seen.facts
  const until = diedOn ?? today
  return occasionsOf(seen, until)
    .filter(({ from, to, likely }) => registeredOn <= to && from <= until && random.chance(likely))
    .map(({ reason, from, to }) =>
      visitOn(random, seen, reason, dayBetween(random, later(from, registeredOn), to)),
    )
    .filter(({ visitedOn }) => registeredOn <= visitedOn && visitedOn <= until)
}

function later(a: string, b: string): string {
  return a > b ? a : b
}

function visitOn(random: Random, seen: Seen, reason: VisitReason, visitedOn: string): DemoVisit {
  return {
    person: seen.person,
    visitedOn,
    reasons: [reason],
    way: random.weighted<VisitWay>([
      ['home', 70],
      ['phone', 20],
      ['office', 10],
    ]),
    visitors: random.pick(visitors),
    findings: random.chance(0.1) ? random.pick(findings) : null,
  }
}

function occasionsOf(seen: Seen, until: string): Occasion[] {
  const last = Number(until.slice(0, 4))
  const years = [last - 3, last - 2, last - 1, last]
  return [...years.flatMap((year) => occasionsIn(seen, year, until)), ...welcome(seen)]
}

function occasionsIn(seen: Seen, year: number, until: string): Occasion[] {
  const recent = (day: string) => day > addDays(until, -60)
  const spring = newYearEveOn(year)
  const ninth = doubleNinthOn(year)
  const birthday = milestoneIn(seen, year)
  const veteran = seen.tags.some(({ code }) => code === 'warVeteran')
  return [
    {
      reason: 'springFestival',
      from: labaOn(year),
      to: spring,
      likely: recent(spring) ? 0.99 : 1,
    },
    {
      reason: 'doubleNinth',
      from: addDays(ninth, -9),
      to: ninth,
      likely: recent(ninth) ? 0.99 : 1,
    },
    birthday && {
      reason: 'birthday',
      from: addDays(birthday, -4),
      to: birthday,
      likely: recent(birthday) ? 0.85 : 1,
    },
    veteran && {
      reason: 'commemoration',
      from: `${year}-08-25`,
      to: `${year}-09-03`,
      likely: 1,
    },
  ].filter((occasion) => Boolean(occasion)) as Occasion[]
}

/** The celebrated day of a year in which the person turns 60, 65, 70 and so on. */
function milestoneIn({ facts }: Seen, year: number): string | false {
  const born = String(facts.birthArchive ?? '')
  const age = year - Number(born.slice(0, 4))
  if (age < 60 || age % 5 !== 0) return false
  if (facts.birthCelebrated)
    return celebratedBirthdayIn(year, JSON.parse(facts.birthCelebrated as string) as Celebration)
  const known = facts.birthId?.startsWith(born) ? facts.birthId : born.length === 7 && `${born}-01`
  if (!known) return false
  const [month, day] = [Number(known.slice(5, 7)), Number(known.slice(8))]
  return celebratedBirthdayIn(year, { calendar: 'solar', month, day, leap: false })
}

/** Those who retired while the register was kept were received soon after. */
function welcome({ facts }: Seen): Occasion[] {
  const { registeredOn, retiredOn } = facts
  if (!retiredOn || retiredOn < addDays(registeredOn, -190)) return []
  const to = addDays(registeredOn, 24)
  return [{ reason: 'welcome', from: addDays(registeredOn, 1), to, likely: 1 }]
}
