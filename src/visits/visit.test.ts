import { expect, test } from 'vitest'
import { lastDayVisited, RecordVisit, refusalOfVisitDay } from './visit.ts'

test.each([
  ['2026-11-21', undefined, undefined],
  ['2026-11-22', undefined, 'visits.inFuture'],
  ['1949-09-30', undefined, 'visits.tooEarly'],
  ['2026-10-02', '2026-10-01', 'visits.afterDeath'],
  ['2026-10-01', '2026-10-01', undefined],
  ['1999-05-01', undefined, undefined],
])('a visit on %s, alive until %s: %s', (day, lastAlive, code) => {
  expect(refusalOfVisitDay(day, '2026-11-21', lastAlive)?.code).toBe(code)
})

const visit = {
  retireeId: 1,
  visitedOn: '2026-11-20',
  reasons: ['birthday'],
  way: 'home',
  visitors: '张敏',
}

// requirements 1.19: no field on opinions; needs in at most 300 characters.
test.each([
  [{ reasons: [] }, 'reasons'],
  [{ reasons: ['birthday', 'birthday'] }, 'reasons'],
  [{ reasons: ['party'] }, 'reasons.0'],
  [{ way: 'video' }, 'way'],
  [{ visitors: ' ' }, 'visitors'],
  [{ findings: '需'.repeat(301) }, 'findings'],
  [{ visitedOn: '2026-02-30' }, 'visitedOn'],
  [{ attitude: '好' }, ''],
])('%o is refused at %s', (wrong, field) => {
  const { error } = RecordVisit.safeParse({ ...visit, ...wrong })
  expect(error?.issues[0]?.path.join('.')).toBe(field)
})

test('a plain visit passes', () => {
  expect(RecordVisit.safeParse(visit).success).toBe(true)
})

test('the family of one who died is visited after the death, for nothing else', () => {
  expect(lastDayVisited('2026-10', ['bereavement'])).toBeUndefined()
  expect(lastDayVisited('2026-10', ['birthday'])).toBe('2026-10-31')
  expect(lastDayVisited(null, ['birthday'])).toBeUndefined()
})
