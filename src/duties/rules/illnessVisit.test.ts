import type { Insertable } from 'kysely'
import { expect, test } from 'vitest'
import type { DB } from '#src/kernel/tables.gen.ts'
import { useRules } from '#test/harness/rules.ts'

const { world, at, person, visit, tie, owed } = useRules()
const rule = 'illnessVisit'

type Stay = Omit<Insertable<DB['hospitalStay']>, 'retireeId' | 'hospital' | 'channel'>

async function stay(retireeId: number, values: Stay) {
  const given = { hospital: '县人民医院', channel: 'family', ...values }
  const row = await world.db
    .insertInto('hospitalStay')
    .values({ retireeId, ...given })
    .returning('id')
    .executeTakeFirstOrThrow()
  return row.id
}

/** In hospital since a day on which the office also learned of it. */
const since = (admittedOn: string, more: Partial<Stay> = {}): Stay => ({
  admittedOn,
  noticedOn: admittedOn,
  ...(more.dischargedOn && { dischargeNoticedOn: more.dischargedOn }),
  ...more,
})

interface Case {
  readonly title: string
  readonly stays: readonly Stay[]
  readonly visits?: readonly string[]
  readonly seed?: object
  /** From, due, state and the day it closed. */
  readonly owed: readonly (readonly [string, string, string, string | null])[]
}

// rules §C08: within 3 days of notice, again every 30 days in hospital, within 7 days of discharge.
const cases: readonly Case[] = [
  {
    title: 'admitted and still in hospital: three days, then every thirty',
    stays: [since('2026-10-01')],
    visits: ['2026-10-02'],
    owed: [
      ['2026-10-01', '2026-10-04', 'done', '2026-10-02'],
      ['2026-10-24', '2026-10-31', 'open', null],
      ['2026-11-23', '2026-11-30', 'open', null],
      ['2026-12-23', '2026-12-30', 'open', null],
    ],
  },
  {
    title: 'discharged before the deadline: the visit at home takes its place',
    stays: [since('2026-10-01', { dischargedOn: '2026-10-03' })],
    owed: [
      ['2026-10-01', '2026-10-04', 'withdrawn', '2026-10-03'],
      ['2026-10-03', '2026-10-10', 'open', null],
    ],
  },
  {
    title: 'discharged after the deadline: what was not done stays not done',
    stays: [since('2026-10-01', { dischargedOn: '2026-10-20' })],
    visits: ['2026-10-22'],
    owed: [
      ['2026-10-01', '2026-10-04', 'open', null],
      ['2026-10-20', '2026-10-27', 'done', '2026-10-22'],
    ],
  },
  {
    title: 'admitted and discharged on the same day: only the visit at home',
    stays: [since('2026-10-01', { dischargedOn: '2026-10-01' })],
    owed: [['2026-10-01', '2026-10-08', 'open', null]],
  },
  {
    title: 'discharged between two visits of the stay: the later one is withdrawn',
    stays: [since('2026-10-01', { dischargedOn: '2026-10-28' })],
    visits: ['2026-10-01'],
    owed: [
      ['2026-10-01', '2026-10-04', 'done', '2026-10-01'],
      ['2026-10-24', '2026-10-31', 'withdrawn', '2026-10-28'],
      ['2026-10-28', '2026-11-04', 'open', null],
    ],
  },
  {
    title: 'admitted again within thirty days: the visit at home gives way to the new admission',
    stays: [since('2026-10-01', { dischargedOn: '2026-10-10' }), since('2026-10-14')],
    visits: ['2026-10-02', '2026-10-15'],
    owed: [
      ['2026-10-01', '2026-10-04', 'done', '2026-10-02'],
      ['2026-10-10', '2026-10-17', 'withdrawn', '2026-10-14'],
      ['2026-10-14', '2026-10-17', 'done', '2026-10-15'],
      ['2026-11-06', '2026-11-13', 'open', null],
      ['2026-12-06', '2026-12-13', 'open', null],
    ],
  },
  {
    title: 'registered forty days late: owed from the notice, the past is not',
    stays: [since('2026-10-01', { noticedOn: '2026-11-10' })],
    visits: ['2026-10-05'],
    owed: [
      ['2026-11-10', '2026-11-13', 'done', '2026-10-05'],
      ['2026-11-23', '2026-11-30', 'open', null],
      ['2026-12-23', '2026-12-30', 'open', null],
    ],
  },
  {
    title: 'registered after the discharge: only the visit at home, from the notice',
    stays: [
      since('2026-10-01', {
        noticedOn: '2026-11-10',
        dischargedOn: '2026-10-20',
        dischargeNoticedOn: '2026-11-10',
      }),
    ],
    owed: [['2026-11-10', '2026-11-13', 'open', null]],
  },
  {
    title: 'died in hospital: nothing is owed after it, what was not yet due is withdrawn',
    stays: [since('2026-10-01', { dischargedOn: '2026-10-03' })],
    seed: { diedOn: '2026-10-03', leftOn: '2026-10-03', leftReason: 'deceased' },
    owed: [['2026-10-01', '2026-10-04', 'withdrawn', '2026-10-03']],
  },
  {
    title: 'died in hospital, the discharge never registered',
    stays: [since('2026-10-01')],
    visits: ['2026-10-03'],
    seed: { diedOn: '2026-10-26', leftOn: '2026-11-02', leftReason: 'deceased' },
    owed: [
      ['2026-10-01', '2026-10-04', 'done', '2026-10-03'],
      ['2026-10-24', '2026-10-31', 'withdrawn', '2026-10-26'],
    ],
  },
  {
    title: 'a record withdrawn leaves nothing',
    stays: [since('2026-10-01', { withdrawnOn: '2026-10-02' })],
    owed: [],
  },
  {
    title: 'a visit before the admission, or for another reason, closes nothing',
    stays: [since('2026-12-20')],
    visits: ['2026-12-19'],
    owed: [['2026-12-20', '2026-12-23', 'open', null]],
  },
]

test.each(cases)('$title', async ({ stays, visits = [], seed, owed: expected }) => {
  const id = await person(seed)
  for (const each of stays) await stay(id, each)
  for (const on of visits) await visit(id, on, 'illness')
  await visit(id, '2026-10-02', 'routine')
  const found = await owed(rule, id)
  expect(
    found.map(({ fromOn, dueOn, state, closedOn }) => [fromOn, dueOn, state, closedOn]),
  ).toEqual(expected)
})

test('transferred to another unit meanwhile: the new unit owes it', async () => {
  const id = await person()
  await stay(id, since('2026-12-20'))
  expect(await owed(rule, id)).toMatchObject([{ ownerId: at.unit }])
  const other = await world.org('unit')
  await world.db
    .updateTable('tie')
    .set({ validTo: '2026-12-21' })
    .where('retireeId', '=', id)
    .execute()
  const [validFrom, recordedOn] = ['2026-12-21', '2026-12-21']
  await tie(id, { kind: 'managingUnit', orgId: other, validFrom, recordedOn })
  await world.pool.query('select refresh_reach(array[$1]::bigint[])', [id])
  expect(await owed(rule, id)).toMatchObject([{ ownerId: other }])
})

test('the policy of the day of opening decides: changed meanwhile, later visits follow the new one', async () => {
  const region = await world.org('region')
  const homeId = await world.org('bureau', { parentId: region })
  const value = {
    enabled: true,
    owner: 'bureau',
    admittedDays: 1,
    everyDays: 15,
    dischargedDays: 3,
  }
  await world.db
    .insertInto('policy')
    .values({
      code: rule,
      orgId: region,
      title: '本县看望办法',
      documentNo: '县老字〔2026〕9号',
      value: JSON.stringify(value),
      validFrom: '2026-11-01',
    })
    .execute()
  const id = await world.retiree({ homeId })
  await stay(id, since('2026-10-01', { dischargedOn: '2026-12-10' }))
  const found = await owed(rule, id)
  expect(found.map(({ fromOn, dueOn }) => [fromOn, dueOn])).toEqual([
    ['2026-10-01', '2026-10-04'],
    ['2026-10-24', '2026-10-31'],
    ['2026-11-08', '2026-11-15'],
    ['2026-11-23', '2026-11-30'],
    ['2026-12-10', '2026-12-13'],
    ['2026-12-08', '2026-12-15'],
  ])
})
