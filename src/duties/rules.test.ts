import { sql, type Insertable } from 'kysely'
import { beforeAll, describe, expect, test } from 'vitest'
import type { DB } from '#src/kernel/tables.gen.ts'
import { useWorld } from '#test/harness/world.ts'
import { deriveDuties } from './derive.ts'
import type { RuleCode } from './duty.ts'
import { ensureLunarDays } from './lunarDays.ts'

const world = useWorld()
let home = 0
let unit = 0
let community = 0
let branch = 0

beforeAll(async () => {
  await ensureLunarDays(world.db)
  const region = await world.org('region')
  home = await world.org('bureau', { parentId: region })
  unit = await world.org('unit', { parentId: region })
  community = await world.org('community', { parentId: region })
  branch = await world.org('branch', { parentId: region })
})

interface Owed {
  readonly period: number
  readonly ownerId: number
  readonly fromOn: string
  readonly dueOn: string
  readonly state: string
  readonly closedOn: string | null
}

/** What one rule derives for one person, up to a horizon. */
async function owed(rule: RuleCode, id: number, horizon = '2026-12-31'): Promise<Owed[]> {
  return world.db.transaction().execute(async (db) => {
    await deriveDuties(db, [id], horizon)
    const { rows } = await sql<Owed>`
      select period, owner_id, from_on, due_on, state, closed_on from derived
      where rule = ${rule} order by due_on, period`.execute(db)
    await sql`drop table derived`.execute(db)
    return rows
  })
}

type Seed = Omit<Parameters<typeof world.retiree>[0], 'homeId'>
const person = (seed: Seed = {}) => world.retiree({ homeId: home, managingUnit: unit, ...seed })
const visit = (retireeId: number, visitedOn: string, reason: string) =>
  world.db
    .insertInto('visit')
    .values({ retireeId, visitedOn, reasons: [reason], way: 'home', visitors: '张敏' })
    .execute()
const tie = (retireeId: number, values: Omit<Insertable<DB['tie']>, 'retireeId'>) =>
  world.db
    .insertInto('tie')
    .values({ retireeId, ...values })
    .execute()
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

// rules §C08: 春节 from 腊月初八 to 除夕; 春节 2027-02-06 and 2026-02-17, 除夕 is 廿九 in these years.
describe('春节', () => {
  test('from 腊月初八 to 除夕, each year since registration', async () => {
    const id = await person({ registeredOn: '2026-02-01' })
    await visit(id, '2026-02-10', 'springFestival')
    expect(await owed('springFestivalVisit', id, '2027-02-01')).toMatchObject([
      { period: 2026, fromOn: '2026-01-26', dueOn: '2026-02-16', state: 'done' },
      { period: 2027, fromOn: '2027-01-15', dueOn: '2027-02-05', state: 'open', ownerId: unit },
    ])
  })

  test('not for one registered after 除夕, nor for one who died before 腊月初八', async () => {
    const late = await person({ registeredOn: '2026-02-17' })
    expect(await owed('springFestivalVisit', late)).toEqual([])
    const gone = { diedOn: '2026-01-25', leftOn: '2026-02-01', leftReason: 'deceased' }
    const dead = await person({ registeredOn: '2025-06-01', ...gone })
    expect(await owed('springFestivalVisit', dead)).toEqual([])
  })

  test('one who died between is withdrawn, unless already visited', async () => {
    const gone = { diedOn: '2026-02-05', leftOn: '2026-02-05', leftReason: 'deceased' }
    const id = await person({ registeredOn: '2025-06-01', ...gone })
    expect(await owed('springFestivalVisit', id)).toMatchObject([
      { state: 'withdrawn', closedOn: '2026-02-05' },
    ])
    await visit(id, '2026-02-01', 'springFestival')
    expect(await owed('springFestivalVisit', id)).toMatchObject([{ state: 'done' }])
  })

  test('a date of death known to the month counts to its last day', async () => {
    const gone = { diedOn: '2026-01', leftOn: '2026-02-03', leftReason: 'deceased' }
    const id = await person({ registeredOn: '2025-06-01', ...gone })
    expect(await owed('springFestivalVisit', id)).toMatchObject([
      { state: 'withdrawn', closedOn: '2026-01-31' },
    ])
  })
})

// 老年人权益保障法 Art. 12; rules §C08: 重阳 2026-10-18.
test('重阳: fifteen days before 九月初九, to the day', async () => {
  const id = await person({ registeredOn: '2026-10-10' })
  expect(await owed('doubleNinthVisit', id)).toMatchObject([
    { period: 2026, fromOn: '2026-10-03', dueOn: '2026-10-18', state: 'open' },
  ])
})

describe('新退休', () => {
  test('registered soon after retiring: welcomed within thirty days', async () => {
    const id = await person({ retiredOn: '2026-10', registeredOn: '2026-11-05' })
    expect(await owed('newlyRetiredWelcome', id)).toMatchObject([
      { period: 2026, fromOn: '2026-11-05', dueOn: '2026-12-05', state: 'open' },
    ])
    await visit(id, '2026-10-20', 'welcome')
    expect(await owed('newlyRetiredWelcome', id)).toMatchObject([
      { state: 'done', closedOn: '2026-10-20' },
    ])
  })

  test('registered before retiring: from the day of retirement, not sooner', async () => {
    const id = await person({ retiredOn: '2026-12-15', registeredOn: '2026-11-05' })
    expect(await owed('newlyRetiredWelcome', id, '2026-12-14')).toEqual([])
    expect(await owed('newlyRetiredWelcome', id, '2026-12-15')).toMatchObject([
      { fromOn: '2026-12-15' },
    ])
  })

  test('one who came with an old roster is not new', async () => {
    const id = await person({ retiredOn: '2015-03', registeredOn: '2026-11-05' })
    expect(await owed('newlyRetiredWelcome', id)).toEqual([])
    expect(await owed('communityCheckIn', id)).toEqual([])
  })

  test('社区报到 is owed until a community is on record, and instead of the gap', async () => {
    const id = await person({ retiredOn: '2026-10', registeredOn: '2026-11-05' })
    expect(await owed('communityCheckIn', id)).toMatchObject([
      { dueOn: '2026-12-05', state: 'open' },
    ])
    expect(await owed('missingCommunity', id)).toEqual([])
    const [validFrom, recordedOn] = ['2026-11-10', '2026-11-12']
    await tie(id, { kind: 'community', orgId: community, validFrom, recordedOn })
    expect(await owed('communityCheckIn', id)).toMatchObject([
      { state: 'done', closedOn: '2026-11-12' },
    ])
  })

  test('one registered together with the community owes no check-in', async () => {
    const id = await person({ retiredOn: '2026-10', registeredOn: '2026-11-05', community })
    expect(await owed('communityCheckIn', id)).toEqual([])
  })
})

// requirements C01-07: a yearly campaign; the default is March to June.
describe('年度核实', () => {
  const check = (retireeId: number, verifiedOn: string) =>
    world.db.insertInto('verification').values({ retireeId, verifiedOn, method: 'phone' }).execute()

  test('closed by a check in the campaign, after it, or shortly before', async () => {
    for (const [day, state] of [
      ['2026-04-02', 'done'],
      ['2026-09-02', 'done'],
      ['2025-12-01', 'done'],
      ['2025-08-01', 'open'],
    ] as const) {
      const id = await person({ registeredOn: '2025-05-01' })
      await check(id, day)
      const found = await owed('recordVerification', id)
      expect(found, day).toMatchObject([
        { period: 2026, fromOn: '2026-03-01', dueOn: '2026-06-30', state },
      ])
    }
  })

  test('one registered within half a year before is fresh', async () => {
    const id = await person({ registeredOn: '2025-11-01' })
    expect(await owed('recordVerification', id)).toEqual([])
  })
})

// rules §C04: party age from full membership, else joining with the probation of its time.
describe('光荣在党50年', () => {
  const cases: [string, Seed, number[]][] = [
    ['full membership fifty years before 1 July', { partyFull: '1976-07-01' }, [2026]],
    ['a day too late waits a year', { partyFull: '1976-07-02' }, []],
    ['no probation from 1969-04-01 to 1977-08-11', { partyJoined: '1976-06-20' }, [2026]],
    ['a month counts from its first day', { partyFull: '1976-07' }, [2026]],
    ['a year of probation before 1969', { partyJoined: '1968-07-20' }, []],
    ['fifty years were complete before', { partyFull: '1970-01-01' }, []],
    ['suspended', { partyFull: '1976-01-01', membershipState: 'suspended' }, []],
    ['no member', { partyFull: '1976-01-01', politicalStatus: '13' }, []],
  ]
  test.each(cases)('%s', async (_, seed, years) => {
    const id = await person({ politicalStatus: '01', registeredOn: '2025-08-01', branch, ...seed })
    const found = await owed('fiftyYearMedal', id)
    expect(found.map(({ period }) => period)).toEqual(years)
    if (years.length) expect(found[0]).toMatchObject({ dueOn: '2026-07-01', ownerId: branch })
  })

  test('one who died in June was never due; the medal among the honours closes it', async () => {
    const member = { politicalStatus: '01', partyFull: '1976-01-01', registeredOn: '2025-08-01' }
    const gone = { diedOn: '2026-06-30', leftOn: '2026-06-30', leftReason: 'deceased' }
    const dead = await person({ ...member, ...gone })
    expect(await owed('fiftyYearMedal', dead)).toMatchObject([{ state: 'withdrawn' }])
    const medal = [{ title: '“光荣在党50年”纪念章', level: '国家级', on: '2026-06-28' }]
    const id = await person({ ...member, honours: JSON.stringify(medal) })
    expect(await owed('fiftyYearMedal', id)).toMatchObject([
      { state: 'done', closedOn: '2026-06-28', ownerId: home },
    ])
  })
})

// requirements C08-14, C01-21.
test('九三: veterans by tag, on the day that matters', async () => {
  const id = await person({ registeredOn: '2025-01-01' })
  expect(await owed('victoryDay93', id)).toEqual([])
  const tagged = { retireeId: id, code: 'warVeteran', evidence: '档案', recordedOn: '2026-01-01' }
  await world.db
    .insertInto('tag')
    .values({ ...tagged, fromOn: '2026-01-01' })
    .execute()
  expect(await owed('victoryDay93', id)).toMatchObject([
    { period: 2026, fromOn: '2026-08-19', dueOn: '2026-09-03', state: 'open', ownerId: home },
  ])
  await visit(id, '2026-09-01', 'commemoration')
  expect(await owed('victoryDay93', id)).toMatchObject([{ state: 'done' }])
})

// requirements C02-01: the four responsible parties; 党章 Art. 8.
describe('缺项', () => {
  test('nothing is lacking where all were recorded with the person', async () => {
    const id = await person({ community, branch, politicalStatus: '01' })
    for (const rule of ['missingManagingUnit', 'missingBranch', 'missingCommunity'] as const)
      expect(await owed(rule, id), rule).toEqual([])
  })

  test('a gap opens with the record, and closes when the tie is on record', async () => {
    const id = await world.retiree({ homeId: home, registeredOn: '2026-11-01' })
    expect(await owed('missingManagingUnit', id)).toMatchObject([
      { period: 20261101, dueOn: '2026-12-01', state: 'open', ownerId: home },
    ])
    const [validFrom, recordedOn] = ['2019-01-01', '2026-11-20']
    await tie(id, { kind: 'managingUnit', orgId: unit, validFrom, recordedOn })
    expect(await owed('missingManagingUnit', id)).toMatchObject([
      { period: 20261101, state: 'done', closedOn: '2026-11-20' },
    ])
  })

  test('a tie that ends without a successor opens a gap; one that is followed does not', async () => {
    const id = await person({ registeredOn: '2026-01-01', community })
    const [ended, next] = ['2026-08-01', '2026-10-01']
    await world.db
      .updateTable('tie')
      .set({ validTo: ended })
      .where('retireeId', '=', id)
      .where('kind', '=', 'community')
      .execute()
    await sql`select refresh_reach(array[${id}]::bigint[])`.execute(world.db)
    expect(await owed('missingCommunity', id)).toMatchObject([
      { period: 20260801, fromOn: ended, state: 'open' },
    ])
    await tie(id, { kind: 'community', orgId: community, validFrom: next, recordedOn: next })
    await sql`select refresh_reach(array[${id}]::bigint[])`.execute(world.db)
    expect(await owed('missingCommunity', id)).toMatchObject([{ state: 'done', closedOn: next }])
    await world.db
      .updateTable('tie')
      .set({ validFrom: ended })
      .where('retireeId', '=', id)
      .where('validFrom', '=', next)
      .execute()
    expect(await owed('missingCommunity', id)).toEqual([])
  })

  test('only members need a branch', async () => {
    const outsider = await person({ politicalStatus: '13' })
    const probationary = await person({ politicalStatus: '02', partyJoined: '2026-09' })
    expect(await owed('missingBranch', outsider)).toEqual([])
    expect(await owed('missingBranch', probationary)).toMatchObject([{ fromOn: '2026-09-01' }])
  })

  test('an emergency contact: by day of entry, and until it ends', async () => {
    const id = await person({ registeredOn: '2026-01-01' })
    const values = { retireeId: id, name: '李四', relation: '10' }
    await world.db.insertInto('contact').values(values).execute()
    expect(await owed('missingContact', id)).toMatchObject([{ state: 'open' }])
    await world.db
      .insertInto('contact')
      .values({ ...values, isEmergency: true, recordedOn: '2026-02-01', endedOn: '2026-05-01' })
      .execute()
    expect(await owed('missingContact', id)).toMatchObject([
      { fromOn: '2026-01-01', state: 'done', closedOn: '2026-02-01' },
      { fromOn: '2026-05-01', state: 'open' },
    ])
  })
})

describe('政策', () => {
  test('the nearest jurisdiction wins, from its day on; the owner may be another', async () => {
    const region = await world.org('region')
    const bureau = await world.org('bureau', { parentId: region })
    const value = { enabled: true, owner: 'community', ages: [90], ageStyle: 'nominal' }
    await world.db
      .insertInto('policy')
      .values({
        code: 'milestoneBirthday',
        orgId: region,
        title: '本县寿辰看望办法',
        documentNo: '县老字〔2025〕3号',
        value: JSON.stringify({ ...value, windowDays: 5 }),
        validFrom: '2025-07-01',
      })
      .execute()
    const born = (birthArchive: string) =>
      world.retiree({ homeId: bureau, community, birthArchive, registeredOn: '2025-01-01' })
    expect(await owed('milestoneBirthday', await born('1936-08-01'))).toMatchObject([
      { period: 90, fromOn: '2025-07-27', dueOn: '2025-08-01', ownerId: community },
    ])
    expect(await owed('milestoneBirthday', await born('1935-06-01'))).toMatchObject([
      { period: 90, dueOn: '2025-06-01', ownerId: bureau },
    ])
  })

  test('a policy that is not carried out owes nothing; one that ends gives way again', async () => {
    const bureau = await world.org('bureau')
    await world.db
      .insertInto('policy')
      .values({
        code: 'doubleNinthVisit',
        orgId: bureau,
        title: '暂停通知',
        documentNo: '老字〔2026〕1号',
        value: JSON.stringify({ enabled: false, owner: 'bureau', windowDays: 15 }),
        validFrom: '2026-01-01',
        validTo: '2026-12-31',
      })
      .execute()
    const id = await world.retiree({ homeId: bureau, registeredOn: '2025-01-01' })
    const found = await owed('doubleNinthVisit', id, '2027-11-01')
    expect(found.map(({ period }) => period)).toEqual([2025, 2027])
  })
})
