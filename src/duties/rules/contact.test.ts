import { describe, expect, test } from 'vitest'
import { useRules } from '#test/harness/rules.ts'

const { world, at, person, visit, owed } = useRules()
const call = 'contactCall'
const meet = 'contactVisit'
let groups = 0

async function group(): Promise<number> {
  const values = { orgId: at.home, name: `第${++groups}组`, foundedOn: '2025-01-01' }
  const { id } = await world.db
    .insertInto('contactGroup')
    .values(values)
    .returning('id')
    .executeTakeFirstOrThrow()
  return id
}

async function join(retireeId: number, validFrom: string, validTo: string | null = null) {
  const values = { retireeId, orgId: at.home, validFrom, validTo, endedWhy: validTo && '人员调整' }
  await world.db
    .insertInto('contactGroupPerson')
    .values({ ...values, groupId: await group() })
    .execute()
}

const contact = (retireeId: number, contactedOn: string, reached = true) =>
  world.db
    .insertInto('contactRecord')
    .values({ retireeId, contactedOn, reached, way: 'phone', contactedBy: '张敏' })
    .execute()

const tag = (retireeId: number, code: string, fromOn: string) =>
  world.db
    .insertInto('tag')
    .values({ retireeId, code, fromOn, evidence: '社区核实', recordedOn: fromOn })
    .execute()

const young = { birthArchive: '1955-01-01', registeredOn: '2025-06-01' }

// requirements C08-02, C08-04; rules §C08, sample: telephone monthly, a visit each quarter for 80 and older.
describe('结对联系', () => {
  test('who is in no group owes nothing; who is in one is called each month', async () => {
    const id = await person(young)
    expect(await owed(call, id)).toEqual([])
    await join(id, '2026-10-10')
    expect(await owed(call, id, '2026-12-31')).toMatchObject([
      {
        period: 202610,
        fromOn: '2026-10-10',
        dueOn: '2026-10-31',
        state: 'open',
        ownerId: at.unit,
      },
      { period: 202611, fromOn: '2026-11-01', dueOn: '2026-11-30' },
      { period: 202612, fromOn: '2026-12-01', dueOn: '2026-12-31' },
    ])
  })

  test('the month of joining is owed only while half of it is left', async () => {
    const id = await person(young)
    await join(id, '2026-10-17')
    expect(await owed(call, id, '2026-12-15')).toMatchObject([{ period: 202611 }])
  })

  test('half-yearly for most; each quarter from eighty on, or with a tag', async () => {
    const periods = async (seed: object, code?: string) => {
      const id = await person({ ...young, ...seed })
      await join(id, '2026-01-01')
      if (code) await tag(id, code, '2026-03-15')
      return (await owed(meet, id, '2027-01-30')).map(({ period }) => period)
    }
    expect(await periods({})).toEqual([202601, 202607])
    expect(await periods({ birthArchive: '1940-05-01' })).toEqual([202601, 202604, 202607, 202610])
    expect(await periods({ birthArchive: '1946-09-10' })).toEqual([202601, 202607, 202610])
    expect(await periods({}, 'livingAlone')).toEqual([202601, 202604, 202607, 202610])
  })

  test('any contact counts as a call, only one face to face as a visit; who did not answer was not reached', async () => {
    const id = await person(young)
    await join(id, '2026-07-01')
    await contact(id, '2026-08-03', false)
    await contact(id, '2026-10-05')
    await visit(id, '2026-11-02', 'birthday')
    expect(await owed(call, id, '2026-12-15')).toMatchObject([
      { period: 202607, state: 'done', closedOn: '2026-10-05' },
      { period: 202608, state: 'done', closedOn: '2026-10-05' },
      { period: 202609, state: 'done', closedOn: '2026-10-05' },
      { period: 202610, state: 'done', closedOn: '2026-10-05' },
      { period: 202611, state: 'done', closedOn: '2026-11-02' },
    ])
    expect(await owed(meet, id, '2026-12-15')).toMatchObject([
      { period: 202607, state: 'done', closedOn: '2026-11-02' },
    ])
  })

  test('moving to another group goes on; leaving all of them withdraws what is open', async () => {
    const id = await person(young)
    await join(id, '2026-08-01', '2026-09-05')
    await join(id, '2026-09-05')
    expect(await owed(call, id, '2026-10-15')).toMatchObject([
      { period: 202608, state: 'open' },
      { period: 202609, state: 'open', fromOn: '2026-09-01' },
    ])
    const other = await person(young)
    await join(other, '2026-08-01', '2026-09-05')
    expect(await owed(call, other, '2026-10-15')).toMatchObject([
      { period: 202608, state: 'withdrawn', closedOn: '2026-09-04' },
      { period: 202609, state: 'withdrawn', closedOn: '2026-09-04' },
    ])
  })

  test('the dead are not called', async () => {
    const gone = { diedOn: '2026-09-03', leftOn: '2026-09-05', leftReason: 'deceased' as const }
    const id = await person({ ...young, ...gone })
    await join(id, '2026-08-01')
    const found = await owed(call, id, '2026-12-15')
    expect(found.map(({ state }) => state)).toEqual(['withdrawn', 'withdrawn'])
  })

  test('where a county asks for nothing, nothing is owed', async () => {
    const bureau = await world.org('bureau')
    await world.db
      .insertInto('policy')
      .values({
        code: call,
        orgId: bureau,
        title: '联系办法',
        documentNo: '老字〔2026〕1号',
        value: JSON.stringify({
          enabled: true,
          owner: 'bureau',
          months: 0,
          closerMonths: 3,
          closerAge: 85,
          closerTiers: ['county'],
          closerTags: [],
        }),
        validFrom: '2026-01-01',
      })
      .execute()
    const one = await world.retiree({ homeId: bureau, ...young })
    const tier = { managementTier: 'county' } as const
    const other = await world.retiree({ homeId: bureau, ...young, ...tier })
    await join(one, '2026-01-01')
    await join(other, '2026-01-01')
    expect(await owed(call, one)).toEqual([])
    expect(await owed(call, other)).toMatchObject(
      [202601, 202604, 202607, 202610].map((period) => ({ period, ownerId: bureau })),
    )
  })
})
