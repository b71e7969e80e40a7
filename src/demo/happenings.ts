import { addDays, dayNumber } from '#src/kernel/day.ts'
import { doubleNinthOn, springFestivalOn } from '#src/kernel/lunar.ts'
import type { VisitReason, VisitWay } from '#src/visits/visit.ts'
import type { DemoPerson } from './person.ts'
import { randomFrom, type Random } from './random.ts'

export interface DemoVisit {
  readonly person: number
  readonly visitedOn: string
  readonly reasons: readonly VisitReason[]
  readonly way: VisitWay
  readonly visitors: string
  readonly findings: string | null
}

export interface DemoEvent {
  readonly person: number
  readonly kind: string
  readonly happenedOn: string
}

export interface DemoRequest {
  readonly person: number
  readonly proposed: Readonly<Record<string, string>>
  readonly reason: string
  readonly channel: string
  readonly requestedBy: string
}

export interface Happenings {
  readonly visits: readonly DemoVisit[]
  readonly events: readonly DemoEvent[]
  readonly requests: readonly DemoRequest[]
}

/** What was done and what befell the people of the county in the year before a day. */
export function happenings(people: readonly DemoPerson[], today: string): Happenings {
  const random = randomFrom(990_102)
  const all = people.map((all, person) => ({ ...all, person }))
  const living = all.filter(({ facts }) => facts.leftOn === null)
  return {
    visits: living.flatMap((seen) => visitsTo(random, seen, today)),
    events: all.flatMap((seen) => eventsOf(random, seen, today)),
    requests: living
      .slice(0, 900)
      .filter((_, index) => index % 100 === 40)
      .map(requestBy),
  }
}

interface Seen extends DemoPerson {
  readonly person: number
}

const findings = [
  '精神尚好，饮食起居正常。',
  '希望社区协助预约体检。',
  '家中老旧灯具需更换，已告知社区。',
  '盼多参加老年大学的书画课。',
]

function visitsTo(random: Random, { facts, person }: Seen, today: string): DemoVisit[] {
  const age = Number(today.slice(0, 4)) - Number((facts.birthId ?? today).slice(0, 4))
  const closeness = facts.retirementCategory === 'lixiu' ? 1 : age >= 80 ? 0.85 : 0.4
  const visit = (reason: VisitReason, visitedOn: string): DemoVisit => ({
    person,
    visitedOn,
    reasons: [reason],
    way: random.weighted([
      ['home', 70],
      ['phone', 20],
      ['office', 10],
    ] as const),
    visitors: random.pick([
      '局领导、服务管理科',
      '单位老干部工作人员',
      '社区书记、网格员',
      '党支部书记',
    ]),
    findings: random.chance(0.2) ? random.pick(findings) : null,
  })
  return [
    random.chance(0.97 * closeness) &&
      visit('springFestival', addDays(latest(today, springFestivalOn), -random.between(1, 20))),
    random.chance(0.72 * closeness) &&
      visit('doubleNinth', addDays(latest(today, doubleNinthOn), -random.between(0, 6))),
    age % 5 === 0 && random.chance(0.8) && visit('birthday', lastBirthday(facts.birthId, today)),
    facts.retiredOn &&
      facts.retiredOn > addDays(today, -150) &&
      random.chance(0.5) &&
      visit('welcome', addDays(facts.registeredOn, random.between(2, 25))),
    random.chance(0.02) && visit('illness', addDays(today, -random.between(5, 300))),
  ].filter(
    (found) => found && found.visitedOn >= facts.registeredOn && found.visitedOn <= today,
  ) as DemoVisit[]
}

/** The latest of a yearly day that is not after `today`. */
function latest(today: string, dayIn: (year: number) => string): string {
  const year = Number(today.slice(0, 4))
  return dayIn(year) <= today ? dayIn(year) : dayIn(year - 1)
}

function lastBirthday(born: string | null, today: string): string {
  const monthAndDay = (born ?? today).slice(5).replace('02-29', '02-28')
  const year = Number(today.slice(0, 4))
  const thisYear = `${year}-${monthAndDay}`
  return thisYear <= today ? thisYear : `${year - 1}-${monthAndDay}`
}

function eventsOf(random: Random, { facts, person }: Seen, today: string): DemoEvent[] {
  if (facts.diedOn) return [{ person, kind: 'died', happenedOn: facts.diedOn }]
  const retired = facts.retiredOn ?? today
  if (retired >= addDays(today, -200).slice(0, retired.length))
    return [{ person, kind: 'retired', happenedOn: retired }]
  if (!random.chance(0.012)) return []
  const ill = addDays(today, -random.between(2, 160))
  const home = addDays(ill, random.between(5, 21))
  const stay = { person, kind: 'hospitalised', happenedOn: ill }
  return dayNumber(home) > dayNumber(today)
    ? [stay]
    : [stay, { person, kind: 'discharged', happenedOn: home }]
}

function requestBy({ facts, ties, person }: Seen, index: number): DemoRequest {
  const mobile = `1999903${String(1000 + index)}`
  return index % 2
    ? {
        person,
        proposed: { mobile },
        reason: '更换手机号码',
        channel: 'phone',
        requestedBy: facts.fullName,
      }
    : {
        person,
        proposed: { livingArrangement: 'withChildren' },
        reason: '已搬去与子女同住',
        channel: 'community',
        requestedBy: ties.find(({ kind }) => kind === 'community')?.org.slice(10) ?? '社区',
      }
}
