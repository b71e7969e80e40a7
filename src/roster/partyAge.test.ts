import { expect, test } from 'vitest'
import { isMedalCandidate, partyAge, partyAgeFrom, probationYears } from './partyAge.ts'

// 预备期 in the constitutions of the Party of 1928, 1945, 1956, 1969 and 1977
test.each([
  ['1928-06-17', undefined],
  ['1938-05', 0],
  ['1945-04', undefined],
  ['1948-03', undefined],
  ['1956-09-14', undefined],
  ['1956-09-15', 1],
  ['1969-03-31', 1],
  ['1969-04-01', 0],
  ['1977-08-11', 0],
  ['1977-08', undefined],
  ['1977-08-12', 1],
  ['1977', undefined],
  ['1986-07', 1],
])('who was admitted in %s had %s years of probation', (joined, years) => {
  expect(probationYears(joined)).toBe(years)
})

test.each([
  ['1978.04', '1979-04', '1979-04'],
  ['1971-09', null, '1971-09'],
  ['1986-07-01', null, '1987-07-01'],
  ['1960', null, '1961'],
  ['1948-03', null, undefined],
  ['1948-03', '1948-09', '1948-09'],
  [null, null, undefined],
])('admitted %s, full member %s: counts from %s', (joined, full, from) => {
  expect(partyAgeFrom(joined, full)).toBe(from)
})

test('party age is counted in completed years', () => {
  expect(partyAge('1976-07-01', null, '2026-06-30')).toBe(49)
  expect(partyAge('1976-07-01', null, '2026-07-01')).toBe(50)
  expect(partyAge('1948-03', null, '2026-07-01')).toBeUndefined()
})

test.each([
  [{ partyJoined: '1976-07-01' }, true],
  [{ partyJoined: '1976-07-02' }, false],
  [{ partyJoined: '1976-07' }, true],
  [{ partyFull: '1976-06-30' }, true],
  [{ partyJoined: '1978-01', partyFull: '1979-01' }, false],
  [{ partyJoined: '1970', diedOn: '2026-06-30' }, false],
  [{ partyJoined: '1970', diedOn: '2026-07-01' }, true],
  [{ partyJoined: '1970', membershipState: 'suspended' }, false],
  [{ partyJoined: null }, false],
])('%j is a candidate for the fifty-year medal of 2026: %s', (member, candidate) => {
  expect(isMedalCandidate(member, 2026)).toBe(candidate)
})
