import { sql } from 'kysely'
import { beforeEach, expect, test } from 'vitest'
import { useWorld } from '#test/harness/world.ts'

const world = useWorld()
let at: Awaited<ReturnType<typeof setting>>

async function setting() {
  const region = await world.org('region')
  const homeId = await world.org('bureau', { parentId: region })
  const managingUnit = await world.org('unit', { parentId: region })
  const community = await world.org('community', { parentId: region })
  const seed = { homeId, managingUnit, community }
  return {
    clerk: await world.actor('bureauClerk', homeId),
    liaison: await world.actor('unitLiaison', managingUnit),
    worker: await world.actor('communityWorker', community),
    old: await world.retiree({ ...seed, birthArchive: '1938-02-03' }),
    young: await world.retiree({ ...seed, birthArchive: '1962-05' }),
    community,
  }
}

beforeEach(async () => {
  world.setToday('2026-11-21')
  at = await setting()
})

// requirements C07-06: home-bed register, doctor rounds schedule, visit note.
test('a home ward owes its rounds to the community, which records them', async () => {
  const ward = { openedOn: '2026-11-10', everyDays: 14, clinic: '枫林卫生站', doctor: '李医生' }
  const { wardId } = await world.do(at.clerk, 'health.openWard', { retireeId: at.old, ...ward })
  await expect(
    world.do(at.clerk, 'health.openWard', { retireeId: at.old, ...ward }),
  ).rejects.toMatchObject({ code: 'health.wardOpen' })
  expect(await world.do(at.worker, 'health.wards', {})).toMatchObject([
    { id: wardId, dueOn: '2026-11-24', rounds: 0 },
  ])
  const round = { wardId, madeOn: '2026-11-21', doctor: '李医生', note: '血压平稳' }
  await world.do(at.worker, 'health.recordRound', round)
  expect(await world.do(at.clerk, 'health.wards', {})).toMatchObject([
    { lastRoundOn: '2026-11-21', rounds: 1, dueOn: '2026-12-08' },
  ])
  await world.do(at.clerk, 'health.closeWard', {
    wardId,
    closedOn: '2026-11-21',
    why: '入住医院治疗',
  })
  expect(await world.do(at.clerk, 'health.wards', {})).toEqual([])
})

// requirements C07-03: roster, booking, results summary, one-to-one feedback, follow-up items.
test('a check-up goes from the list to booking, result, feedback and a matter to follow up', async () => {
  const asked = {
    name: '2026年度体检',
    hospital: '县人民医院',
    fromOn: '2026-11-01',
    toOn: '2026-12-31',
  }
  const { checkUpId, people } = await world.do(at.clerk, 'health.openCheckUp', {
    ...asked,
    fromAge: 80,
  })
  expect(people).toBe(1)
  const who = { checkUpId, retireeId: at.old }
  const book = { checkUpId, bookedOn: '2026-11-21' }
  await expect(
    world.do(at.liaison, 'health.book', { ...book, ids: [at.young] }),
  ).rejects.toMatchObject({ kind: 'missing' })
  await world.do(at.liaison, 'health.book', { ...book, ids: [at.old] })
  await expect(world.do(at.liaison, 'health.came', { ...who, came: false })).rejects.toMatchObject({
    issues: [{ field: 'absentWhy' }],
  })
  await world.do(at.liaison, 'health.came', { ...who, came: true })
  const result = { ...who, resultedOn: '2026-11-21', summary: '标记结果', feedbackOn: '2026-11-28' }
  await world.do(at.clerk, 'health.result', result)
  const owed = async () =>
    (await world.do(at.clerk, 'duties.ofRetiree', { retireeId: at.old })).rows.filter(
      ({ rule }: { rule: string }) => rule === 'checkUpFeedback',
    )
  expect(await owed()).toMatchObject([{ dueOn: '2026-11-28', state: 'open' }])
  world.setToday('2026-11-28')
  const feedback = { ...who, fedBackOn: '2026-11-28', feedbackBy: '王主任' }
  const { tickets } = await world.do(at.clerk, 'health.feedBack', {
    ...feedback,
    followUps: [{ title: '预约专科复查' }],
  })
  expect(tickets).toHaveLength(1)
  expect(await owed()).toMatchObject([{ state: 'done' }])
  expect(await world.do(at.clerk, 'health.checkUps', {})).toMatchObject([
    { people: 1, booked: 1, came: 1, resulted: 1, fedBack: 1 },
  ])
  const { rows } = await sql<{ text: string }>`
    select t::text as text from check_up_person t`.execute(world.db)
  expect(rows.some(({ text }) => text.includes('标记结果'))).toBe(false)
  const { checkUps } = await world.do(at.liaison, 'health.ofRetiree', { retireeId: at.old })
  expect(checkUps).toMatchObject([{ summary: { text: null, held: true } }])
})

// requirements C07-09: the assessment of each year drives care.
test('an assessment writes the level into the record; taken back, the earlier one holds', async () => {
  const assess = (assessedOn: string, level: string) =>
    world.do(at.worker, 'health.assess', {
      retireeId: at.old,
      assessedOn,
      level,
      assessor: '王医生',
    })
  const level = async () =>
    (
      await world.db
        .selectFrom('retiree')
        .select('selfCareLevel')
        .where('id', '=', at.old)
        .executeTakeFirst()
    )?.selfCareLevel
  await assess('2026-03-01', '2')
  const { assessmentId } = await assess('2026-11-01', '3')
  await assess('2025-11-01', '1')
  expect(await level()).toBe('3')
  const why = '填错了级别'
  await world.do(at.worker, 'health.withdrawAssessment', { assessmentId, why })
  expect(await level()).toBe('2')
  expect(await world.do(at.worker, 'health.assessments', { view: 'done' })).toMatchObject({
    total: 1,
    rows: [{ lastOn: '2026-03-01', lastBy: '王医生' }],
  })
})

// requirements C07-01: 挂账 agreement, level, dates.
test('designated hospitals hold from day to day of their agreement', async () => {
  const hospital = { name: '县人民医院', level: '2', directBilling: true, agreedFrom: '2026-01-01' }
  const { hospitalId } = await world.do(at.clerk, 'health.saveHospital', hospital)
  await expect(world.do(at.clerk, 'health.saveHospital', hospital)).rejects.toMatchObject({
    code: 'health.sameHospital',
  })
  expect(await world.do(at.worker, 'health.hospitals', {})).toMatchObject([
    { id: hospitalId, holds: true, own: false },
  ])
  const ended = { ...hospital, hospitalId, agreedTo: '2026-10-31' }
  await world.do(at.clerk, 'health.saveHospital', ended)
  expect(await world.do(at.clerk, 'health.hospitals', {})).toMatchObject([
    { holds: false, own: true },
  ])
})
