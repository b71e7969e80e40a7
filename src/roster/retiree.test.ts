import fc from 'fast-check'
import { expect, test } from 'vitest'
import { addDays, dayNumber, dayOf } from '#src/kernel/day.ts'
import { springFestivalOn } from '#src/kernel/lunar.ts'
import { citizenIdOf } from './citizenId.ts'
import * as retiree from './retiree.ts'

const today = '2026-11-21'

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
  expect(retiree.revolutionaryPeriodOf(joined)).toBe(period)
  expect(retiree.needsDayOfRevolution(joined)).toBe(false)
})

test.each(['1937-07', '1945-09', '1945', '1937', '1927'])(
  '%s leaves two periods open',
  (joined) => {
    expect(retiree.revolutionaryPeriodOf(joined)).toBeUndefined()
    expect(retiree.needsDayOfRevolution(joined)).toBe(true)
  },
)

test('the periods follow one another without a gap', () => {
  const periods = Object.values(retiree.revolutionaryPeriods)
  periods.slice(1).forEach((period, index) => {
    expect(period.from).toBe(addDays(periods[index]?.to ?? '', 1))
  })
})

test('离休 is refused to those who joined after 1949-09-30', () => {
  const lixiu = (revolutionJoin: string) =>
    retiree.refusalOfLixiu({ retirementCategory: 'lixiu', revolutionJoin })
  expect(lixiu('1949-09-30')).toBeUndefined()
  expect(lixiu('1949')).toBeUndefined()
  expect(lixiu('1949-10-01')?.issues[0]?.field).toBe('revolutionJoin')
  expect(
    retiree.refusalOfLixiu({ retirementCategory: 'tuixiu', revolutionJoin: '1951' }),
  ).toBeUndefined()
})

test('one is a year older by 虚岁 at 春节, and by 周岁 on the birthday', () => {
  expect(retiree.ageOn('1936-11-22', today)).toBe(89)
  expect(retiree.ageOn('1936-11-21', today)).toBe(90)
  expect(retiree.nominalAge('1937-01-05', '2026-02-16')).toBe(90)
  expect(retiree.nominalAge('1937-01-05', '2026-02-17')).toBe(91)
  expect(retiree.nominalAge('1937', '2026-02-17')).toBe(90)
  expect(retiree.nominalAge('1937-01', '2026-02-17')).toBe(91)
})

test('虚岁 is one or two more than 周岁, never less', () => {
  const born = fc.integer({ min: dayNumber('1910-01-01'), max: dayNumber('1970-01-01') })
  fc.assert(
    fc.property(born, fc.integer({ min: 0, max: 20000 }), (number, step) => {
      const [birth, day] = [dayOf(number), dayOf(dayNumber('1990-01-01') + step)]
      const ahead = retiree.nominalAge(birth, day) - retiree.ageOn(birth, day)
      expect([1, 2]).toContain(ahead)
      expect(retiree.nominalAge(birth, springFestivalOn(2030))).toBe(
        retiree.nominalAge(birth, addDays(springFestivalOn(2030), -1)) + 1,
      )
    }),
  )
})

test.each([
  ['1946-11-21', '31', true],
  ['1946-11-22', '31', false],
  ['1930', '20', false],
  ['1930', '10', false],
  ['1930', '61', true],
  ['1930', null, false],
])('born %s with health %s: 双高期 %s', (born, health, expected) => {
  expect(retiree.isHighAgeHighIllness(born, health, today)).toBe(expected)
})

test.each([
  [0, '1'],
  [3, '1'],
  [4, '2'],
  [8, '2'],
  [9, '3'],
  [18, '3'],
  [19, '4'],
])('a score of %i is level %s (国家基本公共卫生服务规范)', (score, level) => {
  expect(retiree.selfCareLevelOf(score)).toBe(level)
})

function refused(facts: Parameters<typeof retiree.refusalsOfRecord>[0]): string[] {
  return retiree
    .refusalsOfRecord(facts, today)
    .flatMap((refusal) => (refusal ? [refusal.code] : []))
}

test('what cannot be kept is refused at its field', () => {
  const woman = citizenIdOf('990101', '1948-03-12', 122)
  expect(refused({ idNumber: woman, gender: '2', birthArchive: '1948-03' })).toEqual([])
  expect(refused({ idNumber: woman, gender: '1' })).toEqual(['roster.sexMismatch'])
  expect(refused({ idNumber: woman, gender: '9' })).toEqual([])
  expect(refused({ idNumber: '110105194912310021' })).toEqual(['roster.id.checksum'])
  expect(refused({ idNumber: '1101051949123100' })).toEqual(['roster.id.length'])
  expect(refused({ idNumber: 'E1234567', idType: 'passport' })).toEqual([])
  expect(refused({ birthArchive: '2026-12' })).toEqual(['roster.inFuture'])
  expect(refused({ birthArchive: '2026', retiredOn: '2027-01' })).toEqual([])
  expect(refused({ retirementCategory: 'lixiu', revolutionJoin: '1950' })).toEqual([
    'roster.lixiuAfter1949',
  ])
})

function doubted(facts: Parameters<typeof retiree.doubtsOfRecord>[0]): string[] {
  return retiree.doubtsOfRecord(facts, today).map(({ field, code }) => `${field} ${code}`)
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

test('lists are ordered by pinyin, then by the characters', () => {
  const people = ['张三', '李四', '阿依', '张叁'].map((fullName) => ({
    fullName,
    ...retiree.namePinyin(fullName),
  }))
  expect(people.sort(retiree.compareNames).map((person) => person.fullName)).toEqual([
    '阿依',
    '李四',
    '张三',
    '张叁',
  ])
})

test('the archive decides the birth date', () => {
  expect(retiree.birthOf({ birthArchive: '1948-03', birthId: '1948-04-01' })).toBe('1948-03')
  expect(retiree.birthOf({ birthArchive: null, birthId: '1948-04-01' })).toBe('1948-04-01')
  expect(retiree.birthsDiffer('1948-03', '1948-04-01')).toBe(true)
  expect(retiree.birthsDiffer('1948', '1948-04-01')).toBe(false)
})
