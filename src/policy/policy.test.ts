import { expect, test } from 'vitest'
import { Refusal } from '#src/kernel/refusal.ts'
import {
  inForce,
  parsePolicyValue,
  policyCodes,
  policyTitles,
  refusalsOfDates,
  type PolicyCode,
} from './policy.ts'

const version = (
  id: number,
  orgId: number | null,
  validFrom: string,
  validTo: string | null = null,
) => ({
  id,
  orgId,
  validFrom,
  validTo,
})
const path = [1, 5, 9]

// rules, general rule: jurisdiction, then date; the nearest jurisdiction wins, then the latest.
test.each([
  ['only the national default', [version(1, null, '2000-01-01')], 1],
  ['the county over the nation', [version(1, null, '2026-01-01'), version(2, 5, '2020-01-01')], 2],
  ['the bureau over the county', [version(2, 5, '2026-01-01'), version(3, 9, '2020-01-01')], 3],
  ['the latest of the same', [version(2, 5, '2020-01-01'), version(3, 5, '2026-01-01')], 3],
  ['not yet in force', [version(1, null, '2000-01-01'), version(2, 5, '2026-11-22')], 1],
  ['from the day itself', [version(1, null, '2000-01-01'), version(2, 5, '2026-11-21')], 2],
  [
    'ended yesterday',
    [version(1, null, '2000-01-01'), version(2, 5, '2020-01-01', '2026-11-20')],
    1,
  ],
  [
    'to the last day',
    [version(1, null, '2000-01-01'), version(2, 5, '2020-01-01', '2026-11-21')],
    2,
  ],
  ['of another county', [version(1, null, '2000-01-01'), version(2, 6, '2026-01-01')], 1],
  ['none', [version(2, 6, '2026-01-01')], undefined],
])('%s', (_, versions, id) => {
  expect(inForce(versions, path, '2026-11-21')?.id).toBe(id)
})

test.each([
  [{ validFrom: '2026-11-01' }, undefined, []],
  [{ validFrom: '2027-01-01', validTo: '2027-12-31' }, '2026-01-01', []],
  [{ validFrom: '2026-11-01' }, '2026-11-01', ['policy.overlaps']],
  [{ validFrom: '2025-11-20' }, undefined, ['policy.tooFarBack']],
  [{ validFrom: '2029-11-22' }, undefined, ['policy.tooFarAhead']],
  [{ validFrom: '2027-01-01', validTo: '2026-12-31' }, undefined, ['policy.endsBeforeStart']],
])('dates %o after %s: %o', (dates, latest, codes) => {
  const found = refusalsOfDates(dates, latest, '2026-11-21').filter((each) => each !== undefined)
  expect(found.map(({ code }) => code)).toEqual(codes)
})

const base = { enabled: true, owner: 'bureau' }
test.each<[PolicyCode, object, string]>([
  ['springFestivalVisit', { ...base, fromLunarDay: 30 }, 'value.fromLunarDay'],
  ['springFestivalVisit', { fromLunarDay: 8, enabled: true, owner: 'church' }, 'value.owner'],
  ['milestoneBirthday', { ...base, ages: [], ageStyle: 'full', windowDays: 1 }, 'value.ages'],
  ['milestoneBirthday', { ...base, ages: [90, 90], ageStyle: 'full', windowDays: 1 }, 'value.ages'],
  ['recordVerification', { ...base, from: '07-01', due: '06-30', freshDays: 1 }, 'value.due'],
  ['recordVerification', { ...base, from: '02-30', due: '06-30', freshDays: 1 }, 'value.from'],
  ['missingContact', { ...base, dueDays: 1.5 }, 'value.dueDays'],
  ['missingContact', { ...base, dueDays: 30, more: 1 }, 'value'],
])('%s %o is refused at %s', (code, value, field) => {
  try {
    parsePolicyValue(code, value)
    expect.unreachable()
  } catch (error) {
    expect((error as Refusal).issues[0]?.field).toBe(field)
  }
})

test('every parameter has a Chinese title', () => {
  expect(Object.keys(policyTitles)).toEqual(policyCodes)
})
