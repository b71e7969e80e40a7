import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { householdsOf, refusalOfResult, refusalsOfDays, standardOf } from './festival.ts'

const standards = [
  { category: 'lixiu', minAge: null },
  { category: null, minAge: 90 },
  { category: 'tuixiu', minAge: null },
] as const

describe('the first standard that fits is the one', () => {
  test.each([
    ['lixiu', 95, 1],
    ['tuixiu', 90, 2],
    ['tuixiu', 89, 3],
    ['tuixiu', null, 3],
    ['resignedWithPension', 91, 2],
    ['resignedWithPension', 70, undefined],
    [null, null, undefined],
  ])('%s at %s has standard %s', (category, age, expected) => {
    expect(standardOf(standards, { category, age })).toBe(expected)
  })
})

test('every household is of one or two, and each person has one', () => {
  const ids = [1, 2, 3, 4, 5, 6]
  const id = fc.integer({ min: 1, max: 8 })
  fc.assert(
    fc.property(fc.array(fc.record({ one: id, other: id }), { maxLength: 12 }), (pairs) => {
      const households = householdsOf(ids, pairs)
      expect([...households.keys()]).toEqual(ids)
      const members = Map.groupBy(ids, (one) => households.get(one))
      for (const [household, [first, ...others]] of members) {
        expect(household).toBe(first)
        expect(others.length).toBeLessThanOrEqual(1)
      }
    }),
  )
})

describe('what may have become of someone', () => {
  const round = { fromOn: '2027-01-15', today: '2027-02-05' }
  const alive = { fullName: '王建国', diedOn: null }
  const dead = { fullName: '王建国', diedOn: '2027-01-20' }
  test.each([
    ['delivered', '2027-02-01', alive, undefined],
    ['delivered', '2027-01-20', dead, undefined],
    ['delivered', '2027-01-21', dead, 'result'],
    ['delivered', '2027-01-31', { ...dead, diedOn: '2027-01' }, undefined],
    ['toSurvivor', '2027-02-01', dead, undefined],
    ['toSurvivor', '2027-02-01', alive, 'result'],
    ['sent', '2027-02-06', alive, 'happenedOn'],
    ['returned', '2027-01-14', alive, 'happenedOn'],
  ] as const)('%s on %s', (result, day, person, field) => {
    expect(refusalOfResult(result, day, person, round)?.issues[0]?.field).toBe(field)
  })
})

test.each([
  [{ cutOffOn: '2027-01-11', fromOn: '2027-01-15', dueOn: '2027-02-05' }, []],
  [{ cutOffOn: '2027-01-13', fromOn: '2027-01-15', dueOn: '2027-02-05' }, ['cutOffOn']],
  [{ cutOffOn: '2025-12-31', fromOn: '2026-01-15', dueOn: '2026-02-05' }, ['cutOffOn']],
  [{ cutOffOn: '2027-01-11', fromOn: '2026-12-10', dueOn: '2027-02-05' }, ['fromOn']],
  [{ cutOffOn: '2027-01-11', fromOn: '2027-01-15', dueOn: '2027-01-14' }, ['dueOn']],
  [{ cutOffOn: '2027-01-11', fromOn: '2027-01-15', dueOn: '2027-05-01' }, ['dueOn']],
])('%o is refused at %o', (days, fields) => {
  const refused = refusalsOfDays(days, '2027-01-12').flatMap((one) => one?.issues ?? [])
  expect(refused.map(({ field }) => field)).toEqual(fields)
})
