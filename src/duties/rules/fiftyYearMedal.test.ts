import { describe, expect, test } from 'vitest'
import { useRules, type Seed } from '#test/harness/rules.ts'

const { at, person, owed } = useRules()
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
    const id = await person({
      politicalStatus: '01',
      registeredOn: '2025-08-01',
      branch: at.branch,
      ...seed,
    })
    const found = await owed('fiftyYearMedal', id)
    expect(found.map(({ period }) => period)).toEqual(years)
    if (years.length) expect(found[0]).toMatchObject({ dueOn: '2026-07-01', ownerId: at.branch })
  })

  test('one who died in June was never due; the medal among the honours closes it', async () => {
    const member = { politicalStatus: '01', partyFull: '1976-01-01', registeredOn: '2025-08-01' }
    const gone = { diedOn: '2026-06-30', leftOn: '2026-06-30', leftReason: 'deceased' }
    const dead = await person({ ...member, ...gone })
    expect(await owed('fiftyYearMedal', dead)).toMatchObject([{ state: 'withdrawn' }])
    const medal = [{ title: '“光荣在党50年”纪念章', level: '国家级', on: '2026-06-28' }]
    const id = await person({ ...member, honours: JSON.stringify(medal) })
    expect(await owed('fiftyYearMedal', id)).toMatchObject([
      { state: 'done', closedOn: '2026-06-28', ownerId: at.home },
    ])
  })
})
