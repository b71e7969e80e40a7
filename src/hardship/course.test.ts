import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { after, courseOf, refusalOfStep, stepTitles, type Step, type StepKind } from './course.ts'

const today = '2026-11-21'
const by = (accountId: number) => ({ accountId, today })
const applied: Step = { kind: 'applied', accountId: 1 }
const kinds = Object.keys(stepTitles) as StepKind[]

const anyStep: fc.Arbitrary<Step> = fc.record({
  kind: fc.constantFrom(...kinds),
  accountId: fc.integer({ min: 1, max: 4 }),
  untilOn: fc.constantFrom('2026-11-20', '2026-11-21', '2026-11-30'),
})

// Applicant ≠ approver (ASVS 5.0 V2.3.5), over 10,000 random courses.
test('nobody decides on what he handled, and nothing is approved unseen', () => {
  fc.assert(
    fc.property(fc.array(anyStep, { maxLength: 24 }), fc.boolean(), (tried, urgent) => {
      let course = courseOf([applied], urgent)
      for (const step of tried) {
        if (refusalOfStep(course, step.kind, { accountId: step.accountId, today })) continue
        if (step.kind === 'approved') {
          expect(course.hands).not.toContain(step.accountId)
          expect(course.objections).toBe(0)
          if (!urgent) expect((course.publicUntil ?? '9999') < today).toBe(true)
        }
        if (step.kind === 'declined') expect(course.hands).not.toContain(step.accountId)
        course = after(course, step)
        expect(course.objections).toBeGreaterThanOrEqual(0)
      }
    }),
    { numRuns: 10_000 },
  )
})

const ordinary: Step[] = [
  applied,
  { kind: 'inquired', accountId: 1 },
  { kind: 'reviewed', accountId: 2 },
  { kind: 'publicised', accountId: 1, untilOn: '2026-11-20' },
]

describe('edges of the course', () => {
  test.each<[string, Step[], boolean, StepKind, number, string | undefined]>([
    ['after publicity', ordinary, false, 'approved', 3, undefined],
    ['by the inquirer', ordinary, false, 'approved', 1, 'hardship.ownHands'],
    ['by the reviewer', ordinary, false, 'approved', 2, 'hardship.ownHands'],
    [
      'on the last day of publicity',
      [...ordinary.slice(0, 3), { kind: 'publicised', accountId: 1, untilOn: today }],
      false,
      'approved',
      3,
      'hardship.stillPublic',
    ],
    [
      'with an objection open',
      [...ordinary, { kind: 'objected', accountId: 2 }],
      false,
      'approved',
      3,
      'hardship.objections',
    ],
    [
      'with the objection settled',
      [...ordinary, { kind: 'objected', accountId: 2 }, { kind: 'settled', accountId: 2 }],
      false,
      'approved',
      3,
      undefined,
    ],
    ['before publicity', ordinary.slice(0, 3), false, 'approved', 3, 'hardship.notNow'],
    ['urgent, before publicity', ordinary.slice(0, 3), true, 'approved', 3, undefined],
    ['urgent, without inquiry', [applied], true, 'reviewed', 2, undefined],
    ['without inquiry', [applied], false, 'reviewed', 2, 'hardship.notNow'],
    [
      'twice',
      [...ordinary, { kind: 'approved', accountId: 3 }],
      false,
      'approved',
      4,
      'hardship.notNow',
    ],
  ])('%s', (_title, steps, urgent, kind, account, code) => {
    expect(refusalOfStep(courseOf(steps, urgent), kind, by(account))?.code).toBe(code)
  })
})
