import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { addDays } from '#src/kernel/day.ts'
import { celebratedBirthdayIn, lunarYearOf } from '#src/kernel/lunar.ts'
import { useRules, type Owed, type Seed } from '#test/harness/rules.ts'

const { person, visit, owed, owedBy } = useRules()
const celebrated = (month: number, day: number, leap = false) =>
  JSON.stringify({ calendar: 'lunar', month, day, leap })

// rules §C08: 60/70/80/90/100 and 逢五, on or before the day; archive date first (组通字〔2006〕41号).
describe('重要寿辰', () => {
  const cases: [string, Seed, Partial<Owed>[]][] = [
    [
      'a solar birthday fifteen days ahead',
      { birthArchive: '1936-11-29', registeredOn: '2026-01-01' },
      [{ period: 90, fromOn: '2026-11-14', dueOn: '2026-11-29' }],
    ],
    [
      'a lunar birthday by the lunar year: 十月廿一 of 2026',
      {
        birthArchive: '1936-12-04',
        birthCelebrated: celebrated(10, 21),
        registeredOn: '2026-01-01',
      },
      [{ period: 90, dueOn: '2026-11-29' }],
    ],
    [
      'born in a leap month that recurs: 闰六月十六 of 2025',
      {
        birthArchive: '1930-08-10',
        birthCelebrated: celebrated(6, 16, true),
        registeredOn: '2025-01-01',
      },
      [{ period: 95, dueOn: '2025-08-09' }],
    ],
    [
      'born in a leap month that does not recur: the ordinary 六月十六 of 2026',
      {
        birthArchive: '1941-07-10',
        birthCelebrated: celebrated(6, 16, true),
        registeredOn: '2026-01-01',
      },
      [{ period: 85, dueOn: '2026-07-29' }],
    ],
    [
      '腊月三十 falls back to 廿九, 除夕 of lunar 2026',
      {
        birthArchive: '1937-01-20',
        birthCelebrated: celebrated(12, 30),
        registeredOn: '2026-06-01',
      },
      [{ period: 90, fromOn: '2027-01-21', dueOn: '2027-02-05' }],
    ],
    [
      '29 February is the 28th in a common year',
      { birthArchive: '1936-02-29', registeredOn: '2026-01-01' },
      [{ period: 90, dueOn: '2026-02-28' }],
    ],
    [
      'a month alone counts from its first day, so that nobody is late',
      { birthArchive: '1936-11', registeredOn: '2026-01-01' },
      [{ period: 90, dueOn: '2026-11-01' }],
    ],
    [
      'a month is made a day by an identity card that agrees',
      { birthArchive: '1936-11', birthId: '1936-11-29', registeredOn: '2026-01-01' },
      [{ period: 90, dueOn: '2026-11-29' }],
    ],
    [
      'the archive wins over an identity card that disagrees',
      { birthArchive: '1936-11', birthId: '1934-03-05', registeredOn: '2026-01-01' },
      [{ period: 90, dueOn: '2026-11-01' }],
    ],
    ['a year alone has no birthday', { birthArchive: '1936', registeredOn: '2026-01-01' }, []],
    [
      'a birthday before registration is not owed',
      { birthArchive: '1936-03-01', registeredOn: '2026-03-02' },
      [],
    ],
    ['no milestone at 87', { birthArchive: '1939-05-01', registeredOn: '2026-01-01' }, []],
    [
      'died before it opened: never owed',
      {
        birthArchive: '1936-11-29',
        registeredOn: '2026-01-01',
        diedOn: '2026-11-10',
        leftOn: '2026-11-12',
        leftReason: 'deceased',
      },
      [],
    ],
    [
      'died while it was open: withdrawn on the day of death',
      {
        birthArchive: '1936-11-29',
        registeredOn: '2026-01-01',
        diedOn: '2026-11-20',
        leftOn: '2026-11-21',
        leftReason: 'deceased',
      },
      [{ period: 90, state: 'withdrawn', closedOn: '2026-11-20' }],
    ],
    [
      'moved away while it was open: withdrawn on that day',
      {
        birthArchive: '1936-11-29',
        registeredOn: '2026-01-01',
        leftOn: '2026-11-18',
        leftReason: 'transferredOut',
      },
      [{ state: 'withdrawn', closedOn: '2026-11-18' }],
    ],
    [
      'a record made in error owes nothing',
      {
        birthArchive: '1936-11-29',
        registeredOn: '2026-01-01',
        leftOn: '2026-11-18',
        leftReason: 'registeredInError',
      },
      [],
    ],
  ]
  test.each(cases)('%s', async (_, seed, expected) => {
    const found = await owed('milestoneBirthday', await person(seed), '2027-01-30')
    expect(found).toEqual(expected.map((each) => expect.objectContaining(each)))
  })

  test('a visit for it closes it in the window and after, not before', async () => {
    const id = await person({ birthArchive: '1936-11-29', registeredOn: '2026-01-01' })
    await visit(id, '2026-11-13', 'birthday')
    await visit(id, '2026-11-20', 'illness')
    expect(await owed('milestoneBirthday', id)).toMatchObject([{ state: 'open' }])
    await visit(id, '2026-12-03', 'birthday')
    expect(await owed('milestoneBirthday', id)).toMatchObject([
      { state: 'done', closedOn: '2026-12-03' },
    ])
  })

  test('a visit at 85 does not make good the one missed at 80', async () => {
    const id = await person({ birthArchive: '1941-06-01', registeredOn: '2021-01-01' })
    await visit(id, '2026-06-01', 'birthday')
    expect(await owed('milestoneBirthday', id)).toMatchObject([
      { period: 80, state: 'open' },
      { period: 85, state: 'done' },
    ])
  })
})

test('SQL and calendar agree on every birthday, solar or lunar, leap months included', async () => {
  const registeredOn = '2020-01-01'
  const horizon = '2045-12-31'
  const wish = fc.record({
    calendar: fc.constantFrom('solar' as const, 'lunar' as const),
    month: fc.integer({ min: 1, max: 12 }),
    day: fc.integer({ min: 1, max: 30 }),
    leap: fc.boolean(),
  })
  const lives = fc.sample(fc.tuple(fc.integer({ min: 0, max: 16_000 }), wish), 200)
  const expected: object[] = []
  const ids: number[] = []
  for (const [days, { day, ...rest }] of lives) {
    const born = addDays('1925-01-01', days)
    const isLunar = rest.calendar === 'lunar'
    const celebration = { ...rest, day: isLunar ? day : Math.min(day, 28) }
    const birthCelebrated = JSON.stringify(celebration)
    const retireeId = await person({ birthArchive: born, birthCelebrated, registeredOn })
    const birthYear = isLunar ? lunarYearOf(born) : Number(born.slice(0, 4))
    for (let period = 60; period <= 120; period += 5) {
      const dueOn = celebratedBirthdayIn(birthYear + period, celebration)
      if (dueOn >= registeredOn && addDays(dueOn, -15) <= horizon)
        expected.push({ retireeId, period, dueOn })
    }
    ids.push(retireeId)
  }
  const found = (await owedBy('milestoneBirthday', ids, horizon))
    .map(({ retireeId, period, dueOn }) => ({ retireeId, period, dueOn }))
    .toSorted((a, b) => a.retireeId - b.retireeId || a.period - b.period)
  expect(found).toEqual(expected)
})
