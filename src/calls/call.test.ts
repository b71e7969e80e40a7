import fc from 'fast-check'
import { expect, test } from 'vitest'
import { Refusal } from '#src/kernel/refusal.ts'
import { moved, newCall, takesPress, type CallLife, type Move } from './call.ts'
import { dueAt, firstLevel, mostSteps, secondsUntil, stepAt, toldAt, turnAt } from './chain.ts'
import { policyValues } from '#src/policy/policy.ts'

const at = (seconds: number) => new Date(1_790_000_000_000 + seconds * 1_000)
const second = fc.integer({ min: -100, max: 10_000 })
const who = fc.integer({ min: 1, max: 4 })
const anyMove: fc.Arbitrary<Move> = fc.oneof(
  fc.record({ kind: fc.constant('press' as const), at: second.map(at), count: fc.nat(9) }),
  fc.record({
    kind: fc.constantFrom('show', 'dispatch', 'arrive', 'mistaken'),
    at: second.map(at),
  }),
  fc.record({ kind: fc.constant('acknowledge' as const), at: second.map(at), by: who }),
  fc.record({
    kind: fc.constant('close' as const),
    at: second.map(at),
    by: who,
    closing: fc.constantFrom('helped', 'accidental', 'drill'),
  }),
)

/** All states that a list of moves leads through; what is refused changes nothing. */
function lives(moves: readonly Move[]): { before: CallLife; after: CallLife; move: Move }[] {
  let life = newCall(at(0), 1, false)
  return moves.map((move) => {
    const before = life
    try {
      life = moved(life, move)
    } catch (error) {
      if (!(error instanceof Refusal)) throw error
    }
    return { before, after: life, move }
  })
}

// Security plan 43: mis-press closes with one tap and is counted, never penalised; counts are exact.
test('whatever happens, presses are exact, the first taker stays, and the end is the end', () => {
  fc.assert(
    fc.property(fc.array(anyMove, { maxLength: 40 }), (moves) => {
      let presses = 1
      for (const { before, after, move } of lives(moves)) {
        if (move.kind === 'press' && before.state !== 'closed') presses += move.count
        expect(after.presses).toBe(presses)
        if (before.state === 'closed') expect(after).toEqual(before)
        if (before.acknowledgedBy !== null) expect(after.acknowledgedBy).toBe(before.acknowledgedBy)
        expect((after.state === 'closed') === (after.closing !== null)).toBe(true)
        expect(after.state === 'closed' ? after.closedAt : null).toEqual(after.closedAt)
        if (after.state !== 'ringing') expect(after.escalateAt).toBeNull()
        if (after.closing === 'helped') expect(after.acknowledgedAt).not.toBeNull()
        for (const time of [after.shownAt, after.acknowledgedAt, after.arrivedAt, after.closedAt])
          if (time) expect(time >= after.receivedAt).toBe(true)
      }
    }),
    { numRuns: 500 },
  )
})

test('a mistake is closed with one move from any open state, and a drill as well', () => {
  fc.assert(
    fc.property(fc.array(anyMove, { maxLength: 10 }), (moves) => {
      const life = lives(moves).at(-1)?.after ?? newCall(at(0), 1, false)
      fc.pre(life.state !== 'closed')
      for (const closing of ['accidental', 'drill'] as const)
        expect(moved(life, { kind: 'close', at: at(9), by: 1, closing }).closing).toBe(closing)
    }),
  )
})

test('the caller’s own word closes what rings, and only informs whoever has it', () => {
  const rings = newCall(at(0), 1, false)
  expect(moved(rings, { kind: 'mistaken', at: at(5) })).toMatchObject({
    state: 'closed',
    closing: 'accidental',
    closedBy: null,
  })
  const taken = moved(rings, { kind: 'acknowledge', at: at(5), by: 1 })
  expect(moved(taken, { kind: 'mistaken', at: at(9) })).toEqual(taken)
})

// Security plan 43: repeats within 60 s are one call; what still rings takes every further press.
test.each([
  ['ringing', 0, true],
  ['ringing', 3_600, true],
  ['acknowledged', 60, true],
  ['acknowledged', 61, false],
  ['closed', 1, false],
] as const)('a press on a call that is %s after %i s joins it: %s', (state, seconds, joins) => {
  const call = { state, lastPressAt: at(0), isDrill: false }
  expect(takesPress(call, { at: at(seconds), isDrill: false }, 60)).toBe(joins)
  expect(takesPress(call, { at: at(seconds), isDrill: true }, 60)).toBe(false)
})

const chain = policyValues.callChain.parse({
  enabled: true,
  owner: 'bureau',
  secondSeconds: 30,
  leaderSeconds: 120,
  directorSeconds: 300,
  coalesceSeconds: 60,
  dayFrom: '08:00',
  dayTo: '18:00',
})

test('30 seconds, two minutes, five minutes, and the last again and again', () => {
  expect([0, 1, 2, 3, 4, 5].map((level) => secondsUntil(level, chain))).toEqual([
    0, 30, 120, 300, 600, 900,
  ])
  expect([0, 1, 2, 3, 4].map(stepAt)).toEqual(['first', 'second', 'leader', 'director', 'director'])
  expect(dueAt(at(0), 1, chain)).toEqual(at(30))
  expect(dueAt(at(0), mostSteps, chain)).toBeNull()
  expect(dueAt(at(0), 1, { ...chain, enabled: false })).toBeNull()
  expect([firstLevel('day'), firstLevel('night')]).toEqual([1, 0])
})

test.each([
  ['2026-11-21T07:59:59+08:00', '2026-11-20', 'night'],
  ['2026-11-21T08:00:00+08:00', '2026-11-21', 'day'],
  ['2026-11-21T17:59:00+08:00', '2026-11-21', 'day'],
  ['2026-11-21T18:00:00+08:00', '2026-11-21', 'night'],
  ['2026-11-22T00:30:00+08:00', '2026-11-21', 'night'],
])('at %s it is the turn of %s, %s', (moment, day, part) => {
  expect(turnAt(new Date(moment), chain)).toEqual({ day, part })
})

test('a hole in the roster falls back to the directors, and then to everyone there', () => {
  const roster = { places: { second: 7 }, directors: [1], superiors: [2], everyone: [7, 8] }
  expect(toldAt('second', roster)).toEqual({ told: [7], fellBack: false })
  expect(toldAt('leader', roster)).toEqual({ told: [1], fellBack: true })
  expect(toldAt('director', roster)).toEqual({ told: [1, 2], fellBack: false })
  const alone = { ...roster, directors: [], superiors: [] }
  expect(toldAt('director', alone)).toEqual({ told: [7, 8], fellBack: true })
})
