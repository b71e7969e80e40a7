import { expect, test } from 'vitest'
import { citizenIdOf } from './citizenId.ts'
import { doubtsOfRecord } from './doubts.ts'

const today = '2026-11-21'

function doubted(facts: Parameters<typeof doubtsOfRecord>[0]): string[] {
  return doubtsOfRecord(facts, today).map(({ field, code }) => `${field} ${code}`)
}

test('an ordinary life raises no doubt, whatever the precision', () => {
  const life = {
    idNumber: citizenIdOf('110101', '1948-03-12', 122),
    birthArchive: '1948-03',
    workStart: '1968',
    retiredOn: '2003-03',
    partyJoined: '1971-06',
    partyFull: '1971-06',
    diedOn: '2020',
  }
  expect(doubted(life)).toEqual([])
  expect(doubted({ ...life, workStart: '1948', retiredOn: '1968' })).toEqual([
    'workStart DATE_IMPLAUSIBLE',
    'retiredOn DATE_IMPLAUSIBLE',
  ])
})

test.each([
  [{ birthArchive: '1948-03', workStart: '1947' }, 'workStart DATE_IMPLAUSIBLE'],
  [{ workStart: '1968', retiredOn: '1967-12' }, 'retiredOn DATE_IMPLAUSIBLE'],
  [{ birthArchive: '1948-03', retiredOn: '1947' }, 'retiredOn DATE_IMPLAUSIBLE'],
  [{ retiredOn: '2003', diedOn: '2002' }, 'diedOn DATE_IMPLAUSIBLE'],
  [{ partyJoined: '1971', partyFull: '1970' }, 'partyFull DATE_IMPLAUSIBLE'],
  [{ birthArchive: '1905-01' }, 'birthArchive DATE_IMPLAUSIBLE'],
  [{ birthArchive: '1999-01' }, 'birthArchive DATE_IMPLAUSIBLE'],
  [{ birthArchive: '1948' }, 'birthArchive DATE_PRECISION'],
  [{ retirementCategory: 'lixiu', birthArchive: '1939-05' }, 'birthArchive DATE_IMPLAUSIBLE'],
  [{ retirementCategory: 'lixiu', revolutionJoin: '1945-09' }, 'revolutionJoin DATE_PRECISION'],
  [
    { birthArchive: '1948-04', idNumber: citizenIdOf('990101', '1948-03-12', 122) },
    'birthArchive ID_BIRTH_MISMATCH',
  ],
  [{ idNumber: citizenIdOf('160101', '1948-03-12', 122) }, 'idNumber ID_REGION'],
] as const)('%j raises %s', (facts, doubt) => {
  expect(doubted(facts)).toEqual([doubt])
})
