import * as fc from 'fast-check'
import { expect, test } from 'vitest'
import { after, caseOf, caseSteps, type Case, type CaseEvent, type CaseStep } from './case.ts'
import { clockOf, daysLeft, dueAfter, isLate } from './clock.ts'
import { refusalOfStep, stepsOf } from './rule.ts'

const first: CaseEvent = {
  kind: 'registered',
  owner: { orgId: 1, accountId: null },
  dueOn: '2026-12-11',
}
const org = fc.integer({ min: 1, max: 9 })
const account = fc.option(fc.integer({ min: 1, max: 9 }))
const owner = fc.record({ orgId: org, accountId: account })
const dueOn = fc.constantFrom('2026-12-31', '2027-01-29')
const plain = ['handled', 'answered', 'followedUp', 'closed', 'returned', 'withdrawn'] as const

/** Any step at all, admitted or not. */
const anyEvent: fc.Arbitrary<CaseEvent> = fc.oneof(
  fc.record({ kind: fc.constantFrom('accepted', 'claimed', 'taken'), accountId: account }),
  fc.record({ kind: fc.constantFrom('assigned', 'handedOver'), owner }),
  fc.record({ kind: fc.constant('offered' as const), orgId: org }),
  fc.record({ kind: fc.constantFrom('reopened', 'extended'), dueOn }),
  fc.record({ kind: fc.constantFrom(...plain) }),
) as fc.Arbitrary<CaseEvent>

/** A course of whatever was tried, with only what the rules admit. */
const course = fc.array(anyEvent, { maxLength: 60 }).map((tried) => {
  const admitted: CaseEvent[] = [first]
  for (const event of tried) if (!refusalOfStep(caseOf(admitted), event.kind)) admitted.push(event)
  return admitted
})

test('no path closes a case without an answer that stands', () => {
  fc.assert(
    fc.property(course, (events) => {
      let answered = false
      for (const { kind } of events) {
        if (kind === 'answered') answered = true
        if (kind === 'reopened') answered = false
        if (kind === 'closed') expect(answered).toBe(true)
      }
      if (caseOf(events).state === 'closed') expect(answered).toBe(true)
    }),
    { numRuns: 2000 },
  )
})

test('a case has an owner at every moment, and an offer changes nothing until it is taken', () => {
  fc.assert(
    fc.property(course, (events) => {
      let found = caseOf(events.slice(0, 1))
      for (const event of events.slice(1)) {
        const next = after(found, event)
        expect(next.owner.orgId).toBeGreaterThan(0)
        if (event.kind === 'offered') expect(next.owner).toEqual(found.owner)
        if (event.kind === 'returned' || event.kind === 'withdrawn')
          expect(next).toEqual({ ...found, offeredTo: null })
        if (event.kind === 'taken') expect(next.owner.orgId).toBe(found.offeredTo)
        else if (event.kind !== 'assigned' && event.kind !== 'handedOver')
          expect(next.owner.orgId).toBe(found.owner.orgId)
        found = next
      }
    }),
    { numRuns: 2000 },
  )
})

test('no case is stuck: from wherever it stands an answer and an end can be reached', () => {
  fc.assert(
    fc.property(course, (events) => {
      let found = caseOf(events)
      const way: CaseEvent[] = [
        { kind: 'withdrawn' },
        { kind: 'accepted', accountId: 1 },
        { kind: 'answered' },
        { kind: 'closed' },
      ]
      for (const event of way) if (!refusalOfStep(found, event.kind)) found = after(found, event)
      expect(found.state).toBe('closed')
    }),
    { numRuns: 500 },
  )
})

test.each<[Partial<Case>, CaseStep, string]>([
  [{ state: 'registered' }, 'closed', 'cases.unanswered'],
  [{ state: 'handled' }, 'closed', 'cases.unanswered'],
  [{ state: 'handled' }, 'followedUp', 'cases.unanswered'],
  [{ state: 'registered' }, 'answered', 'cases.notAccepted'],
  [{ state: 'closed' }, 'handled', 'cases.closed'],
  [{ state: 'answered' }, 'answered', 'cases.notNow'],
  [{ state: 'accepted', offeredTo: 2 }, 'answered', 'cases.offered'],
  [{ state: 'accepted', offeredTo: 2 }, 'assigned', 'cases.offered'],
  [{ state: 'accepted' }, 'returned', 'cases.notOffered'],
])('%o refuses %s', (found, step, code) => {
  const whole = { ...caseOf([first]), ...found }
  expect(refusalOfStep(whole, step)?.code).toBe(code)
  expect(stepsOf(whole)).not.toContain(step)
})

test('every step has a name', () => {
  expect(Object.values(caseSteps).every((name) => /^[\u4e00-\u9fff]+$/.test(name))).toBe(true)
})

// State Council notice for 2026: 1–7 October off, 10 October at work; 民法典 Art. 201.
test('limits run in working or in calendar days from the day after', () => {
  expect(dueAfter('2026-09-30', { count: 3, kind: 'working' })).toBe('2026-10-10')
  expect(dueAfter('2026-09-30', { count: 3, kind: 'calendar' })).toBe('2026-10-03')
})

test('the clock follows from the course alone', () => {
  const told = [
    { kind: 'registered', on: '2026-11-02', dueOn: '2026-11-23' },
    { kind: 'extended', on: '2026-11-20', dueOn: '2026-11-30' },
    { kind: 'answered', on: '2026-12-01' },
  ]
  const clock = clockOf(told)
  expect(clock).toEqual({ startedOn: '2026-11-02', dueOn: '2026-11-30', answeredOn: '2026-12-01' })
  expect(clock && isLate(clock, '2026-12-02')).toBe(true)
  const again = clockOf([...told, { kind: 'reopened', on: '2026-12-03', dueOn: '2026-12-24' }])
  expect(again).toMatchObject({ answeredOn: null, dueOn: '2026-12-24' })
  expect(again && daysLeft(again, '2026-12-20')).toBe(4)
  expect(again && isLate(again, '2026-12-24')).toBe(false)
})
