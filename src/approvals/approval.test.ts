import fc from 'fast-check'
import { expect, test } from 'vitest'
import {
  Decide,
  expiryOf,
  refusalToDecide,
  refusalToUse,
  refusalToWithdraw,
  stateOf,
  type Decision,
  type Standing,
} from './approval.ts'

const start = new Date('2026-11-21T12:00:00+08:00')
const asked: Standing = {
  makerAccountId: 1,
  decision: null,
  expiresAt: expiryOf(start),
  usedAt: null,
}
const after = (hours: number) => new Date(start.getTime() + hours * 3_600_000)

test.each([
  [71.9, 'open'],
  [72, 'expired'],
  [500, 'expired'],
] as const)('after %d hours an undecided request is %s', (hours, state) => {
  expect(stateOf(asked, after(hours))).toBe(state)
})

test('a refusal to agree needs its reason in words', () => {
  expect(Decide.safeParse({ id: 1, approve: false, reason: '不' }).success).toBe(false)
  expect(Decide.safeParse({ id: 1, approve: false, reason: '人数不符' }).success).toBe(true)
  expect(Decide.safeParse({ id: 1, approve: true, seen: 'digest' }).success).toBe(true)
  expect(Decide.safeParse({ id: 1, approve: true }).success).toBe(false)
})

type Step =
  | { readonly act: 'approve' | 'decline' | 'withdraw'; readonly by: number }
  | { readonly act: 'use' }
  | { readonly act: 'wait'; readonly hours: number }

const step: fc.Arbitrary<Step> = fc.oneof(
  fc.record({
    act: fc.constantFrom('approve' as const, 'decline' as const, 'withdraw' as const),
    by: fc.integer({ min: 1, max: 3 }),
  }),
  fc.constant({ act: 'use' as const }),
  fc.record({ act: fc.constant('wait' as const), hours: fc.integer({ min: 0, max: 80 }) }),
)

interface Run {
  standing: Standing
  now: Date
  readonly log: { act: string; by?: number; at: Date }[]
}

const outcome = { approve: 'approved', decline: 'declined', withdraw: 'withdrawn' } as const

/** What the operations do with the rules: only what no rule refuses happens. */
function play(run: Run, one: Step): void {
  const { standing, now } = run
  if (one.act === 'wait') {
    run.now = new Date(now.getTime() + one.hours * 3_600_000)
    return
  }
  if (one.act === 'use') {
    if (refusalToUse(standing)) return
    run.standing = { ...standing, usedAt: now }
    run.log.push({ act: 'used', at: now })
    return
  }
  const refusal =
    one.act === 'withdraw'
      ? refusalToWithdraw(standing, one.by, now)
      : refusalToDecide(standing, one.by, now)
  if (refusal) return
  const decision: Decision = outcome[one.act]
  run.standing = { ...standing, decision }
  run.log.push({ act: decision, by: one.by, at: now })
}

test('however it goes: maker ≠ checker, no use before approval, decided once, used once', () => {
  fc.assert(
    fc.property(fc.array(step, { maxLength: 14 }), (steps) => {
      const run: Run = { standing: asked, now: start, log: [] }
      for (const one of steps) play(run, one)
      const acts = run.log.map(({ act }) => act)
      const decided = run.log.filter(({ act }) => act !== 'used')
      expect(decided.length).toBeLessThanOrEqual(1)
      expect(acts.filter((act) => act === 'used').length).toBeLessThanOrEqual(1)
      if (acts.includes('used')) expect(acts.indexOf('approved')).toBe(0)
      for (const { act, by, at } of decided) {
        expect(by === asked.makerAccountId).toBe(act === 'withdrawn')
        expect(at < asked.expiresAt).toBe(true)
      }
    }),
    { numRuns: 10_000 },
  )
})
