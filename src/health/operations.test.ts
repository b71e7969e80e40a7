import { sql } from 'kysely'
import { beforeEach, expect, test } from 'vitest'
import type { Actor } from '#src/kernel/access.ts'
import { useWorld } from '#test/harness/world.ts'

const world = useWorld()
let at: Awaited<ReturnType<typeof setting>>

async function setting() {
  const region = await world.org('region')
  const homeId = await world.org('bureau', { parentId: region })
  const unit = await world.org('unit', { parentId: region })
  const community = await world.org('community', { parentId: region })
  const branch = await world.org('branch', { parentId: region })
  const id = await world.retiree({ homeId, managingUnit: unit, community, branch })
  return {
    clerk: await world.actor('bureauClerk', homeId),
    director: await world.actor('bureauDirector', homeId),
    liaison: await world.actor('unitLiaison', unit),
    worker: await world.actor('communityWorker', community),
    secretary: await world.actor('branchSecretary', branch),
    homeId,
    unit,
    id,
  }
}

beforeEach(async () => {
  world.setToday('2026-11-21')
  at = await setting()
})

const stay = (values = {}) => ({
  retireeId: at.id,
  admittedOn: '2026-11-20',
  hospital: '县人民医院',
  channel: 'family',
  ...values,
})
const admit = (actor: Actor, values = {}) => world.do(actor, 'health.admit', stay(values))
const owed = async (actor: Actor, rule: string) => {
  const { rows } = await world.do(actor, 'duties.ofRetiree', { retireeId: at.id })
  return rows.filter(
    (row: { rule: string; fromOn: string }) => row.rule === rule && row.fromOn <= '2026-12-01',
  )
}

// requirements C07-07: hospitalisation → transport, escort, a visit within N days.
test('an admission told by telephone opens a visit, the visit closes it, the discharge the next', async () => {
  const { stayId } = await admit(at.clerk, { ward: '内二科', bed: '12', reportedBy: '女儿' })
  expect(await world.do(at.clerk, 'health.inHospital', {})).toEqual({
    count: 1,
    overdue: 0,
    toArrange: 1,
  })
  expect(await owed(at.liaison, 'illnessVisit')).toMatchObject([
    { dueOn: '2026-11-24', state: 'open', ownerId: at.unit },
  ])
  const visit = { visitedOn: '2026-11-21', reasons: ['illness'], way: 'hospital', visitors: '张敏' }
  await world.do(at.liaison, 'visits.record', { retireeId: at.id, ...visit })
  expect(await owed(at.clerk, 'illnessVisit')).toMatchObject([{ state: 'done' }])
  const changes = { transport: 'arranged', escort: 'notNeeded' }
  await world.do(at.clerk, 'health.amendStay', { stayId, changes })
  world.setToday('2026-11-25')
  await world.do(at.liaison, 'health.discharge', { stayId, dischargedOn: '2026-11-24' })
  expect(await owed(at.clerk, 'illnessVisit')).toMatchObject([
    { dueOn: '2026-12-01', state: 'open' },
    { state: 'done' },
  ])
  expect(await world.do(at.clerk, 'health.stays', { view: 'now' })).toMatchObject({ total: 0 })
  expect(await world.do(at.clerk, 'health.stays', { view: 'out' })).toMatchObject({
    total: 1,
    rows: [{ id: stayId, days: 5, transport: 'arranged', visitDueOn: '2026-12-01' }],
  })
})

test('a stay taken back withdraws the visit with a trace, and says why', async () => {
  const { stayId } = await admit(at.worker)
  await expect(world.do(at.worker, 'health.withdrawStay', { stayId, why: '错' })).rejects.toThrow(
    '请填写缘由',
  )
  await world.do(at.worker, 'health.withdrawStay', { stayId, why: '登记到了同名的人' })
  expect(await owed(at.clerk, 'illnessVisit')).toEqual([])
  const { withdrawn } = await world.do(at.clerk, 'duties.ofRetiree', { retireeId: at.id })
  expect(withdrawn).toContainEqual(
    expect.objectContaining({ title: '生病住院看望', dueOn: '2026-11-24' }),
  )
  const { stays, changes } = await world.do(at.clerk, 'health.ofRetiree', { retireeId: at.id })
  expect(stays).toEqual([])
  expect(changes).toMatchObject([{ what: 'withdrawn', why: '登记到了同名的人' }])
})

test('days that cannot be are refused at their fields, and stays do not overlap', async () => {
  const refused = (values: object, expected: object) =>
    expect(admit(at.clerk, values)).rejects.toMatchObject(expected)
  await refused({ admittedOn: '2026-11-22' }, { kind: 'invalid' })
  await refused({ noticedOn: '2026-11-19' }, { code: 'health.noticedBefore' })
  await refused({ dischargedOn: '2026-11-19' }, { code: 'health.leftBefore' })
  await admit(at.clerk, { admittedOn: '2026-11-01', dischargedOn: '2026-11-10' })
  await refused(
    { admittedOn: '2026-11-05', dischargedOn: '2026-11-06' },
    { code: 'health.overlaps' },
  )
  await admit(at.clerk, { admittedOn: '2026-11-10' })
  await refused({}, { code: 'health.overlaps' })
})

test('a correction of days needs a reason, a discharge taken back brings the stay again', async () => {
  const { stayId } = await admit(at.clerk, { dischargedOn: '2026-11-21' })
  const amend = (changes: object, why?: string) =>
    world.do(at.clerk, 'health.amendStay', { stayId, changes, ...(why && { why }) })
  await expect(amend({ dischargedOn: null })).rejects.toMatchObject({ code: 'health.whyNeeded' })
  await amend({ dischargedOn: null }, '转院，未出院')
  expect(await world.do(at.clerk, 'health.inHospital', {})).toMatchObject({ count: 1 })
  await expect(amend({ admittedOn: '2026-11-22' }, '日期有误')).rejects.toMatchObject({
    kind: 'invalid',
  })
})

// 个人信息保护法 Art. 28: illness is known to those who need it.
test('the reporter sees the own report without the diagnosis; a branch sees nothing', async () => {
  await admit(at.worker, { diagnosis: '肺炎' })
  const seen = (actor: Actor) => world.do(actor, 'health.ofRetiree', { retireeId: at.id })
  expect(await seen(at.worker)).toMatchObject({
    all: false,
    stays: [{ hospital: '县人民医院', diagnosis: { text: null, held: true } }],
  })
  expect(await seen(at.secretary)).toMatchObject({ stays: [], events: [], changes: [] })
  expect(await owed(at.secretary, 'illnessVisit')).toEqual([])
  expect((await world.do(at.secretary, 'health.stays', {})).total).toBe(0)
  expect(await seen(at.liaison)).toMatchObject({
    all: true,
    stays: [{ diagnosis: { text: null } }],
  })
  expect(await seen(at.clerk)).toMatchObject({
    health: 'masked',
    stays: [{ diagnosis: { text: null } }],
  })
  await world.do(at.clerk, 'roster.reveal', { id: at.id, purpose: 'service' })
  expect(await seen(at.clerk)).toMatchObject({
    health: 'open',
    stays: [{ diagnosis: { text: '肺炎' } }],
  })
  const other = await world.actor('communityWorker', await world.org('community'))
  await expect(seen(other)).rejects.toMatchObject({ kind: 'missing' })
})

test('the diagnosis lies in no table and in no trace in clear', async () => {
  const { stayId } = await admit(at.clerk, { diagnosis: '标记诊断' })
  const changes = { diagnosis: '标记诊断二' }
  await world.do(at.clerk, 'health.amendStay', { stayId, changes, why: '医院更正' })
  for (const table of ['hospital_stay', 'care_change', 'trace']) {
    const { rows } = await sql<{ text: string }>`
      select t::text as text from ${sql.table(table)} t`.execute(world.db)
    expect(
      rows.some(({ text }) => text.includes('标记诊断')),
      table,
    ).toBe(false)
  }
})

// rules §C08: 矛盾纠纷 3 working days, 生活困难 7 days, 丧事 24 hours.
test('a dispute, a hardship and a bereavement each open a visit; what is settled is withdrawn', async () => {
  const told = { retireeId: at.id, happenedOn: '2026-11-20', channel: 'community' }
  const record = (event: object) => world.do(at.worker, 'health.recordEvent', { ...told, ...event })
  const { eventId } = await record({ kind: 'dispute', withWhom: 'neighbour' })
  await record({ kind: 'hardship', note: '屋顶漏雨' })
  await record({ kind: 'bereavement', relation: '配偶' })
  const { rows } = await world.do(at.liaison, 'duties.ofRetiree', { retireeId: at.id })
  const due = Object.fromEntries(
    rows.map((row: { rule: string; dueOn: string }) => [row.rule, row.dueOn]),
  )
  expect(due).toMatchObject({
    disputeVisit: '2026-11-25',
    hardshipVisit: '2026-11-28',
    bereavementVisit: '2026-11-22',
  })
  const end = { eventId, endedOn: '2026-11-22', why: '邻里已和解' }
  world.setToday('2026-11-22')
  await world.do(at.clerk, 'health.endEvent', end)
  expect(await owed(at.clerk, 'disputeVisit')).toMatchObject([
    { state: 'withdrawn', closedOn: '2026-11-22' },
  ])
  const { events } = await world.do(at.worker, 'health.ofRetiree', { retireeId: at.id })
  expect(events.map(({ kind }: { kind: string }) => kind).sort()).toEqual([
    'bereavement',
    'dispute',
    'hardship',
  ])
  expect(events.find(({ kind }: { kind: string }) => kind === 'hardship').note).toEqual({
    text: null,
    held: true,
  })
})

test('the own death is owed to the survivors, and closed by a visit to them', async () => {
  const { version } = await world.do(at.clerk, 'roster.get', { id: at.id })
  const death = { id: at.id, version, diedOn: '2026-11-20', reportedBy: '长子' }
  await world.do(at.clerk, 'roster.recordDeath', death)
  expect(await owed(at.clerk, 'bereavementVisit')).toMatchObject([
    { period: 0, fromOn: '2026-11-21', dueOn: '2026-11-22', state: 'open' },
  ])
  const visit = { visitedOn: '2026-11-21', reasons: ['bereavement'], way: 'home', visitors: '张敏' }
  await world.do(at.clerk, 'visits.record', { retireeId: at.id, ...visit })
  expect(await owed(at.clerk, 'bereavementVisit')).toMatchObject([{ state: 'done' }])
})
