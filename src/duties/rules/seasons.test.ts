import { describe, expect, test } from 'vitest'
import { useRules } from '#test/harness/rules.ts'

const { world, at, person, visit, owed } = useRules()
// rules §C08: 春节 from 腊月初八 to 除夕; 春节 2027-02-06 and 2026-02-17, 除夕 is 廿九 in these years.
describe('春节', () => {
  test('from 腊月初八 to 除夕, each year since registration', async () => {
    const id = await person({ registeredOn: '2026-02-01' })
    await visit(id, '2026-02-10', 'springFestival')
    expect(await owed('springFestivalVisit', id, '2027-02-01')).toMatchObject([
      { period: 2026, fromOn: '2026-01-26', dueOn: '2026-02-16', state: 'done' },
      { period: 2027, fromOn: '2027-01-15', dueOn: '2027-02-05', state: 'open', ownerId: at.unit },
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
    { period: 2026, fromOn: '2026-08-19', dueOn: '2026-09-03', state: 'open', ownerId: at.home },
  ])
  await visit(id, '2026-09-01', 'commemoration')
  expect(await owed('victoryDay93', id)).toMatchObject([{ state: 'done' }])
})
