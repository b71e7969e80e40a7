import type { Insertable } from 'kysely'
import { describe, expect, test } from 'vitest'
import type { RuleCode } from '#src/duties/duty.ts'
import type { DB } from '#src/kernel/tables.gen.ts'
import { useRules } from '#test/harness/rules.ts'

const { world, at, person, visit, owed } = useRules()

type Event = Omit<Insertable<DB['careEvent']>, 'retireeId' | 'channel' | 'happenedOn'>

const event = (retireeId: number, values: Event & { happenedOn?: string }) =>
  world.db
    .insertInto('careEvent')
    .values({ retireeId, channel: 'unit', happenedOn: values.noticedOn, ...values })
    .execute()

const dispute = { kind: 'dispute', withWhom: 'family' }
const hardship = { kind: 'hardship' }
const bereaved = { kind: 'bereavement', relation: '配偶' }

// rules §C08: 矛盾纠纷 3 working days; 生活困难 7 days; 丧事 24 hours. 2026-10-01 to 07 are days off,
// 2026-10-10 is worked (国务院办公厅关于2026年部分节假日安排的通知).
test.each<[string, RuleCode, Event & { happenedOn?: string }, string]>([
  ['over a weekend', 'disputeVisit', { ...dispute, noticedOn: '2026-11-20' }, '2026-11-25'],
  ['over the national day', 'disputeVisit', { ...dispute, noticedOn: '2026-09-30' }, '2026-10-10'],
  [
    'a year not yet published',
    'disputeVisit',
    { ...dispute, noticedOn: '2026-12-30' },
    '2027-01-04',
  ],
  ['seven days', 'hardshipVisit', { ...hardship, noticedOn: '2026-11-20' }, '2026-11-27'],
  ['the next day', 'bereavementVisit', { ...bereaved, noticedOn: '2026-11-20' }, '2026-11-21'],
  [
    'known forty days late',
    'bereavementVisit',
    { ...bereaved, happenedOn: '2026-10-11', noticedOn: '2026-11-20' },
    '2026-11-21',
  ],
])('%s: %s', async (_title, rule, values, dueOn) => {
  const id = await person()
  await event(id, values)
  expect(await owed(rule, id)).toMatchObject([
    { fromOn: values.noticedOn, dueOn, state: 'open', ownerId: at.unit },
  ])
  await visit(id, values.happenedOn ?? values.noticedOn, values.kind)
  expect(await owed(rule, id)).toMatchObject([{ state: 'done' }])
})

describe('what ends', () => {
  test('a dispute settled in time is withdrawn, settled after the deadline it stays undone', async () => {
    const [soon, late, never] = [await person(), await person(), await person()]
    await event(soon, { ...dispute, noticedOn: '2026-11-16', endedOn: '2026-11-18' })
    await event(late, { ...dispute, noticedOn: '2026-11-16', endedOn: '2026-11-30' })
    await event(never, { ...dispute, noticedOn: '2026-11-16', withdrawnOn: '2026-11-17' })
    expect(await owed('disputeVisit', soon)).toMatchObject([
      { state: 'withdrawn', closedOn: '2026-11-18' },
    ])
    expect(await owed('disputeVisit', late)).toMatchObject([{ state: 'open' }])
    expect(await owed('disputeVisit', never)).toEqual([])
  })

  test('each notice owes its own visit, and one visit may answer two', async () => {
    const id = await person()
    await event(id, { ...hardship, noticedOn: '2026-11-01' })
    await visit(id, '2026-11-03', 'hardship')
    await event(id, { ...hardship, noticedOn: '2026-11-10' })
    expect((await owed('hardshipVisit', id)).map(({ state }) => state)).toEqual(['done', 'open'])
    await visit(id, '2026-11-12', 'hardship')
    expect((await owed('hardshipVisit', id)).map(({ state }) => state)).toEqual(['done', 'done'])
  })
})

describe('丧葬大事 of one’s own', () => {
  const gone = { diedOn: '2026-11', leftOn: '2026-11-20', leftReason: 'deceased' }
  const died = (retireeId: number, detail: object, happenedOn = '2026-11') =>
    world.db
      .insertInto('lifeEvent')
      .values({ retireeId, kind: 'died', happenedOn, detail: JSON.stringify(detail) })
      .execute()

  test('is owed to the survivors after the last day, and closed by a visit to them', async () => {
    const id = await person(gone)
    await died(id, { noticedOn: '2026-11-20' })
    expect(await owed('bereavementVisit', id)).toMatchObject([
      { period: 0, fromOn: '2026-11-20', dueOn: '2026-11-21', state: 'open' },
    ])
    await visit(id, '2026-11-23', 'bereavement')
    expect(await owed('bereavementVisit', id)).toMatchObject([
      { state: 'done', closedOn: '2026-11-23' },
    ])
  })

  test('a death taken back owes nothing; noted twice, the last notice counts', async () => {
    const id = await person()
    await died(id, { noticedOn: '2026-11-02' })
    expect(await owed('bereavementVisit', id)).toEqual([])
    await died(id, { noticedOn: '2026-11-20' })
    await world.db.updateTable('retiree').set(gone).where('id', '=', id).execute()
    expect(await owed('bereavementVisit', id)).toMatchObject([{ fromOn: '2026-11-20' }])
  })

  test('a death noted before notices were kept owes nothing', async () => {
    const id = await person(gone)
    await died(id, {})
    expect(await owed('bereavementVisit', id)).toEqual([])
  })

  test('the spouse’s death is not mourned with one who has died since', async () => {
    const id = await person({ ...gone, diedOn: '2026-11-20' })
    await event(id, { ...bereaved, noticedOn: '2026-11-20' })
    expect(await owed('bereavementVisit', id)).toMatchObject([{ state: 'withdrawn' }])
  })
})

describe('健康服务', () => {
  const ward = async (retireeId: number, values: object) =>
    (
      await world.db
        .insertInto('homeWard')
        .values({
          retireeId,
          openedOn: '2026-10-01',
          everyDays: 14,
          clinic: '卫生站',
          doctor: '李医生',
          ...values,
        })
        .returning('id')
        .executeTakeFirstOrThrow()
    ).id

  test('rounds follow each other at the pace of the ward, until it is closed', async () => {
    const id = await person({ community: at.community })
    const wardId = await ward(id, { closedOn: '2026-11-20' })
    const round = { wardId, retireeId: id, madeOn: '2026-10-14', doctor: '李医生' }
    await world.db.insertInto('doctorRound').values(round).execute()
    expect(await owed('doctorRound', id)).toMatchObject([
      { fromOn: '2026-10-08', dueOn: '2026-10-15', state: 'done', ownerId: at.community },
      { fromOn: '2026-10-22', dueOn: '2026-10-29', state: 'open' },
      { fromOn: '2026-11-05', dueOn: '2026-11-12', state: 'open' },
      { fromOn: '2026-11-19', dueOn: '2026-11-26', state: 'withdrawn', closedOn: '2026-11-20' },
    ])
  })

  test('no round is owed while the person is in hospital', async () => {
    const id = await person()
    await ward(id, { closedOn: '2026-11-10' })
    const stay = { hospital: '县医院', channel: 'family', noticedOn: '2026-10-20' }
    const days = {
      admittedOn: '2026-10-20',
      dischargedOn: '2026-11-03',
      dischargeNoticedOn: '2026-11-03',
    }
    await world.db
      .insertInto('hospitalStay')
      .values({ retireeId: id, ...stay, ...days })
      .execute()
    expect((await owed('doctorRound', id)).map(({ dueOn }) => dueOn)).toEqual([
      '2026-10-15',
      '2026-11-12',
    ])
  })

  test('a result is explained in person, by the appointment or the policy', async () => {
    const id = await person()
    const { id: checkUpId } = await world.db
      .insertInto('checkUp')
      .values({
        orgId: at.home,
        name: '2026年体检',
        hospital: '县医院',
        fromOn: '2026-09-01',
        toOn: '2026-09-30',
      })
      .returning('id')
      .executeTakeFirstOrThrow()
    const result = { came: true, resultedOn: '2026-09-20' }
    await world.db
      .insertInto('checkUpPerson')
      .values({ checkUpId, retireeId: id, ...result })
      .execute()
    expect(await owed('checkUpFeedback', id)).toMatchObject([
      { period: checkUpId, dueOn: '2026-10-05', state: 'open', ownerId: at.home },
    ])
    const set = (values: object) =>
      world.db.updateTable('checkUpPerson').set(values).where('retireeId', '=', id).execute()
    await set({ feedbackOn: '2026-09-25' })
    expect(await owed('checkUpFeedback', id)).toMatchObject([{ dueOn: '2026-09-25' }])
    await set({ fedBackOn: '2026-09-25' })
    expect(await owed('checkUpFeedback', id)).toMatchObject([{ state: 'done' }])
  })

  test('self-care is assessed once a year from eighty on', async () => {
    const [old, young] = [
      await person({ birthArchive: '1947-12' }),
      await person({ birthArchive: '1948-01' }),
    ]
    expect(await owed('selfCareAssessment', old, '2027-12-31')).toMatchObject([
      { period: 2027, fromOn: '2027-03-01', dueOn: '2027-10-31', state: 'open' },
    ])
    expect(await owed('selfCareAssessment', young, '2027-12-31')).toEqual([])
    const done = { retireeId: old, assessedOn: '2027-02-01', level: '2', assessor: '王医生' }
    await world.db.insertInto('careAssessment').values(done).execute()
    expect(await owed('selfCareAssessment', old, '2027-12-31')).toMatchObject([{ state: 'done' }])
  })
})
