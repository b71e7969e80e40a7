import { addDays } from '#src/kernel/day.ts'
import type { DemoPerson } from './person.ts'
import { randomFrom } from './random.ts'
import { visitsTo, type DemoVisit } from './visits.ts'

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

/** What was done and what befell the people of the county up to a day. */
export function happenings(people: readonly DemoPerson[], today: string): Happenings {
  const random = randomFrom(990_102)
  const all = people.map((all, person) => ({ ...all, person }))
  const living = all.filter(({ facts }) => facts.leftOn === null)
  return {
    visits: all.flatMap((seen) => visitsTo(random, seen, today)),
    events: all.flatMap((seen) => eventsOf(seen, today)),
    requests: living
      .slice(0, 900)
      .filter((_, index) => index % 100 === 40)
      .map(requestBy),
  }
}

/** A person with the place in the list of people. */
export interface Seen extends DemoPerson {
  readonly person: number
}

function eventsOf({ facts, person }: Seen, today: string): DemoEvent[] {
  if (facts.diedOn) return [{ person, kind: 'died', happenedOn: facts.diedOn }]
  const retired = facts.retiredOn ?? today
  if (retired >= addDays(today, -200).slice(0, retired.length))
    return [{ person, kind: 'retired', happenedOn: retired }]
  return []
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
