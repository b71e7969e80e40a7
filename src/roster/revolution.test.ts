import { expect, test } from 'vitest'
import { addDays } from '#src/kernel/day.ts'
import * as revolution from './revolution.ts'

test.each([
  ['1921-07-01', 'P1'],
  ['1927-07-31', 'P1'],
  ['1927-08', 'P2'],
  ['1937-07-06', 'P2'],
  ['1937-07-07', 'P3A'],
  ['1942', 'P3A'],
  ['1943-01', 'P3B'],
  ['1945-09-02', 'P3B'],
  ['1945-09-03', 'P4'],
  ['1949-09', 'P4'],
  ['1949', 'P4'],
  ['1949-10-01', undefined],
  ['1921-06', undefined],
])('who joined in %s belongs to %s (国发〔1982〕62号)', (joined, period) => {
  expect(revolution.revolutionaryPeriodOf(joined)).toBe(period)
  expect(revolution.needsDayOfRevolution(joined)).toBe(false)
})

test.each(['1937-07', '1945-09', '1945', '1937', '1927'])(
  '%s leaves two periods open',
  (joined) => {
    expect(revolution.revolutionaryPeriodOf(joined)).toBeUndefined()
    expect(revolution.needsDayOfRevolution(joined)).toBe(true)
  },
)

test('the periods follow one another without a gap', () => {
  const periods = Object.values(revolution.revolutionaryPeriods)
  periods.slice(1).forEach((period, index) => {
    expect(period.from).toBe(addDays(periods[index]?.to ?? '', 1))
  })
})

test('离休 is refused to those who joined after 1949-09-30', () => {
  const lixiu = (revolutionJoin: string) =>
    revolution.refusalOfLixiu({ retirementCategory: 'lixiu', revolutionJoin })
  expect(lixiu('1949-09-30')).toBeUndefined()
  expect(lixiu('1949')).toBeUndefined()
  expect(lixiu('1949-10-01')?.issues[0]?.field).toBe('revolutionJoin')
  expect(
    revolution.refusalOfLixiu({ retirementCategory: 'tuixiu', revolutionJoin: '1951' }),
  ).toBeUndefined()
})
