import { sql } from 'kysely'
import { describe, expect, test } from 'vitest'
import { useRules } from '#test/harness/rules.ts'

const { world, at, person, visit, tie, owed } = useRules()
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

// requirements C01-07: a campaign opened on purpose.
describe('核实活动', () => {
  const rule = 'campaignVerification'
  const period = async (id: number, values: { closedOn?: string } = {}) => {
    const { id: campaignId } = await world.db
      .insertInto('campaign')
      .values({
        orgId: at.home,
        name: '三季度核实',
        cycle: 'quarterly',
        cutOffOn: '2026-06-30',
        fromOn: '2026-07-01',
        dueOn: '2026-09-30',
        ...values,
        ...(values.closedOn && { result: '{}' }),
      })
      .returning('id')
      .executeTakeFirstOrThrow()
    await world.db.insertInto('campaignPerson').values({ campaignId, retireeId: id }).execute()
    return campaignId
  }
  const check = (retireeId: number, verifiedOn: string) =>
    world.db.insertInto('verification').values({ retireeId, verifiedOn, method: 'phone' }).execute()

  test('everyone in it is owed a check until its last day; an older check does not count', async () => {
    const id = await person()
    const campaign = await period(id)
    await check(id, '2026-06-30')
    expect(await owed(rule, id)).toEqual([
      {
        retireeId: id,
        period: campaign,
        ownerId: at.unit,
        fromOn: '2026-07-01',
        dueOn: '2026-09-30',
        state: 'open',
        closedOn: null,
      },
    ])
    await check(id, '2026-07-01')
    expect(await owed(rule, id)).toMatchObject([{ state: 'done', closedOn: '2026-07-01' }])
    expect(await owed(rule, await person())).toEqual([])
  })

  test('what is open when it closes is withdrawn, and a later check changes nothing', async () => {
    const id = await person()
    await period(id, { closedOn: '2026-10-08' })
    await check(id, '2026-10-09')
    expect(await owed(rule, id)).toMatchObject([{ state: 'withdrawn', closedOn: '2026-10-08' }])
    await check(id, '2026-10-08')
    expect(await owed(rule, id)).toMatchObject([{ state: 'done', closedOn: '2026-10-08' }])
  })

  test('one who died before it is owed nothing, one who dies meanwhile no longer', async () => {
    const dead = (diedOn: string) =>
      person({ diedOn, leftOn: diedOn, leftReason: 'deceased' as const })
    const [before, meanwhile] = [await dead('2026-06-30'), await dead('2026-08-01')]
    await period(before)
    await period(meanwhile)
    expect(await owed(rule, before)).toEqual([])
    expect(await owed(rule, meanwhile)).toMatchObject([{ state: 'withdrawn' }])
  })
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
    await tie(id, { kind: 'community', orgId: at.community, validFrom, recordedOn })
    expect(await owed('communityCheckIn', id)).toMatchObject([
      { state: 'done', closedOn: '2026-11-12' },
    ])
  })

  test('one registered together with the community owes no check-in', async () => {
    const id = await person({
      retiredOn: '2026-10',
      registeredOn: '2026-11-05',
      community: at.community,
    })
    expect(await owed('communityCheckIn', id)).toEqual([])
  })
})

// requirements C02-01: the four responsible parties; 党章 Art. 8.
describe('缺项', () => {
  test('nothing is lacking where all were recorded with the person', async () => {
    const id = await person({ community: at.community, branch: at.branch, politicalStatus: '01' })
    for (const rule of ['missingManagingUnit', 'missingBranch', 'missingCommunity'] as const)
      expect(await owed(rule, id), rule).toEqual([])
  })

  test('a gap opens with the record, and closes when the tie is on record', async () => {
    const id = await world.retiree({ homeId: at.home, registeredOn: '2026-11-01' })
    expect(await owed('missingManagingUnit', id)).toMatchObject([
      { period: 20261101, dueOn: '2026-12-01', state: 'open', ownerId: at.home },
    ])
    const [validFrom, recordedOn] = ['2019-01-01', '2026-11-20']
    await tie(id, { kind: 'managingUnit', orgId: at.unit, validFrom, recordedOn })
    expect(await owed('missingManagingUnit', id)).toMatchObject([
      { period: 20261101, state: 'done', closedOn: '2026-11-20' },
    ])
  })

  test('a tie that ends without a successor opens a gap; one that is followed does not', async () => {
    const id = await person({ registeredOn: '2026-01-01', community: at.community })
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
    await tie(id, { kind: 'community', orgId: at.community, validFrom: next, recordedOn: next })
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
