import fc from 'fast-check'
import { expect, test } from 'vitest'
import { columnKeys } from '#src/roster/columns.ts'
import { classOf, freePeople, stateOfExport, weightOf, type Course } from './export.ts'

const now = new Date('2026-11-21T12:00:00+08:00')
const hours = (count: number) => new Date(now.getTime() + count * 3_600_000)

test('columns that tell of number, health or need are sensitive (个人信息保护法 Art. 28)', () => {
  const sensitive = columnKeys.filter((key) => classOf(key) === 'S3')
  expect(sensitive.sort()).toEqual(['healthStatus', 'idNumber', 'tags'])
})

// Requirement 28: 20 + 20 + 20 is 60, however it is split, repeated or ordered.
test('no way of splitting takes more than 20 different people a day on one word', () => {
  const someone = fc.integer({ min: 1, max: 90 })
  const list = fc.uniqueArray(someone, { minLength: 1, maxLength: 40 })
  fc.assert(
    fc.property(fc.array(list, { maxLength: 12 }), (lists) => {
      const taken = new Set<number>()
      for (const people of lists) {
        const weight = weightOf(people, [...taken], ['fullName', 'mobile'], false)
        if (!weight.needsApproval) for (const one of people) taken.add(one)
        else expect(new Set([...taken, ...people]).size).toBeGreaterThan(freePeople)
        expect(taken.size).toBeLessThanOrEqual(freePeople)
      }
    }),
    { numRuns: 2_000 },
  )
})

test.each([
  [['fullName', 'idNumber'], false, true],
  [['fullName', 'tags'], false, true],
  [['fullName'], true, true],
  [['fullName', 'birth', 'residenceAddress'], false, false],
] as const)('one person with %j, clean %s: asks %s', (columns, clean, asks) => {
  expect(weightOf([1], [], columns, clean).needsApproval).toBe(asks)
})

const asked: Course = {
  format: 'xlsx',
  approvalState: 'approved',
  decidedAt: now,
  madeAt: null,
  takenAt: null,
  expiresAt: null,
  failure: null,
}

test.each<[string, Partial<Course>, string]>([
  ['nobody decided', { approvalState: 'open' }, 'waiting'],
  ['declined', { approvalState: 'declined' }, 'declined'],
  ['nobody decided in time', { approvalState: 'expired' }, 'lapsed'],
  ['the queue has it', {}, 'making'],
  ['the queue never finished', { decidedAt: hours(-2) }, 'failed'],
  ['refused by the queue', { failure: '申请人已不在原岗位' }, 'failed'],
  ['made', { madeAt: now, expiresAt: hours(24) }, 'ready'],
  ['fetched', { madeAt: now, expiresAt: hours(24), takenAt: now }, 'taken'],
  ['not fetched in time', { madeAt: hours(-24), expiresAt: now }, 'expired'],
  ['a print agreed to', { format: 'pdf', madeAt: now, expiresAt: hours(24) }, 'printable'],
  [
    'printed before',
    { format: 'pdf', madeAt: now, expiresAt: hours(1), takenAt: now },
    'printable',
  ],
  ['taken at once', { approvalState: null, madeAt: now, takenAt: now }, 'taken'],
])('%s: %j is %s', (_what, course, state) => {
  expect(stateOfExport({ ...asked, ...course }, now)).toBe(state)
})
