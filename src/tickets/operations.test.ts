import { beforeAll, expect, test } from 'vitest'
import { systemActor, type Actor } from '#src/kernel/access.ts'
import { rotateKeys, staleIn } from '#src/roster/sealing/rotate.ts'
import { useWorld } from '#test/harness/world.ts'
import type { StepShown } from './one.ts'

const world = useWorld()
let bureau: number
let unit: number
let community: number
let clerk: Actor
let director: Actor
let liaison: Actor
let worker: Actor
let secretary: Actor
let retireeId: number

beforeAll(async () => {
  const region = await world.org('region')
  bureau = await world.org('bureau', { parentId: region, name: '县委老干部局' })
  unit = await world.org('unit', { parentId: region, name: '县水利局' })
  community = await world.org('community', { parentId: region, name: '松柏社区' })
  const branch = await world.org('branch', { parentId: unit })
  clerk = await world.actor('bureauClerk', bureau)
  director = await world.actor('bureauDirector', bureau)
  liaison = await world.actor('unitLiaison', unit)
  worker = await world.actor('communityWorker', community)
  secretary = await world.actor('branchSecretary', branch)
  retireeId = await world.retiree({ homeId: bureau, managingUnit: unit, community, branch })
})

const detail = '冠心病，上下楼不便'
const opened = async (more: object = {}, by = clerk): Promise<number> => {
  const given = { retireeId, title: '加装楼道扶手', category: 'housing', source: 'phone', detail }
  const { id } = await world.do(by, 'tickets.open', { ...given, ...more })
  return id
}
const get = (actor: Actor, id: number) => world.do(actor, 'tickets.get', { id })
const inbox = async (actor: Actor) =>
  (
    await world.db
      .selectFrom('message')
      .select('template')
      .where('accountId', '=', actor.accountId)
      .orderBy('id')
      .execute()
  ).map(({ template }) => template)

test('from the telephone to the rating: every step stays in the course', async () => {
  const id = await opened()
  await world.do(liaison, 'tickets.accept', { id })
  await world.do(liaison, 'tickets.handle', { id, note: '已请物业量尺寸' })
  await expect(world.do(liaison, 'tickets.close', { id })).rejects.toMatchObject({
    code: 'cases.unanswered',
  })
  await world.do(liaison, 'tickets.answer', {
    id,
    note: '下周三安装，费用由单位承担',
    way: 'phone',
  })
  await world.do(clerk, 'tickets.followUp', { id, rating: 5, note: '扶手已经用上' })
  await world.do(clerk, 'tickets.close', { id })
  const found = await get(liaison, id)
  expect(found).toMatchObject({ state: 'closed', rating: 5, answeredOn: '2026-11-21', detail })
  expect(found.course.map(({ kind }: StepShown) => kind)).toEqual([
    'registered',
    'accepted',
    'handled',
    'answered',
    'followedUp',
    'closed',
  ])
  expect(found.course[3]).toMatchObject({ note: '下周三安装，费用由单位承担', way: 'phone' })
  expect((await world.events(retireeId)).map(({ name }) => name)).toEqual(
    expect.arrayContaining(['ticket.opened', 'ticket.answered', 'ticket.closed']),
  )
})

test('a transfer is accepted or comes back with a reason; until then the giver answers for it', async () => {
  const id = await opened()
  await world.do(liaison, 'tickets.accept', { id })
  await expect(
    world.do(liaison, 'tickets.offer', { id, orgId: community, reason: '' }),
  ).rejects.toMatchObject({ kind: 'invalid' })
  await world.do(liaison, 'tickets.offer', { id, orgId: community, reason: '楼道归社区管理' })
  expect(await get(clerk, id)).toMatchObject({ ownerOrgId: unit, offeredTo: '松柏社区' })
  expect(await inbox(worker)).toContain('ticketOffered')
  await expect(world.do(liaison, 'tickets.takeOffer', { id })).rejects.toMatchObject({
    code: 'tickets.notOffered',
  })
  await expect(world.do(worker, 'tickets.returnOffer', { id, reason: '无' })).rejects.toMatchObject(
    {
      kind: 'invalid',
    },
  )
  await world.do(worker, 'tickets.returnOffer', { id, reason: '该楼由单位自管' })
  expect(await get(clerk, id)).toMatchObject({ ownerOrgId: unit, offeredTo: null })
  await world.do(liaison, 'tickets.offer', { id, orgId: community, reason: '已与社区商定共同办理' })
  await world.do(worker, 'tickets.takeOffer', { id })
  expect(await get(worker, id)).toMatchObject({ ownerOrgId: community, state: 'accepted' })
  await expect(world.do(liaison, 'tickets.handle', { id, note: '再去看看' })).rejects.toMatchObject(
    { code: 'tickets.notOwner' },
  )
})

test('orders go down to a holder or to a colleague, and nowhere else', async () => {
  const id = await opened({ ownerOrgId: bureau })
  await world.do(clerk, 'tickets.assign', { id, orgId: unit, note: '请尽快' })
  expect(await inbox(liaison)).toContain('ticketReceived')
  const second = await world.actor('unitLiaison', unit)
  await world.do(liaison, 'tickets.assign', { id, accountId: second.accountId })
  expect(await get(second, id)).toMatchObject({ ownerPerson: expect.any(String) })
  await expect(world.do(liaison, 'tickets.assign', { id, orgId: community })).rejects.toMatchObject(
    { code: 'tickets.notBelow' },
  )
  await expect(
    world.do(liaison, 'tickets.assign', { id, accountId: worker.accountId }),
  ).rejects.toMatchObject({ code: 'tickets.noColleague' })
})

test('those at work on it read the words; others only that it is; each look is left', async () => {
  const id = await opened()
  await world.do(liaison, 'tickets.handle', { id, note: '已上门看过' })
  expect(await get(liaison, id)).toMatchObject({ readable: true, detail })
  const seen = await get(secretary, id)
  expect(seen).toMatchObject({ readable: false, detail: null, hasDetail: true, may: [] })
  expect(JSON.stringify(seen)).not.toMatch(/冠心病|上门看过/)
  const looks = (await world.events(retireeId)).filter(({ outcome }) => outcome === 'looked')
  expect(looks.map(({ accountId }) => accountId)).toEqual(
    expect.arrayContaining([liaison.accountId, secretary.accountId]),
  )
})

test('reminded before the limit, told to the superior after it, once for each limit', async () => {
  world.setToday('2026-11-23')
  const id = await opened({ dueOn: '2026-11-26' })
  await world.do(liaison, 'tickets.claim', { id })
  const before = (await inbox(liaison)).length
  await world.do(systemActor(), 'tickets.watch', {})
  expect((await inbox(liaison)).slice(before)).toEqual([])
  world.setToday('2026-11-24')
  await world.do(systemActor(), 'tickets.watch', {})
  await world.do(systemActor(), 'tickets.watch', {})
  expect((await inbox(liaison)).slice(before)).toEqual(['ticketDueSoon'])
  world.setToday('2026-11-27')
  await world.do(systemActor(), 'tickets.watch', {})
  await world.do(systemActor(), 'tickets.watch', {})
  for (const superior of [director, clerk])
    expect((await inbox(superior)).filter((one) => one === 'ticketOverdue')).toHaveLength(1)
  await world.do(liaison, 'tickets.extend', { id, dueOn: '2026-12-04', reason: '配件下周才到' })
  expect(await get(clerk, id)).toMatchObject({ dueOn: '2026-12-04', daysLeft: 7 })
  world.setToday('2026-11-21')
})

test('a person who moves on takes the matter along: it is never without an owner', async () => {
  const mover = await world.retiree({ homeId: bureau, managingUnit: unit })
  const id = await opened({ retireeId: mover })
  await world.pool.query('update tie set valid_to = $2 where retiree_id = $1', [
    mover,
    '2026-11-20',
  ])
  await world.pool.query('update retiree set managing_unit_id = null where id = $1', [mover])
  await world.pool.query('select refresh_reach(array[$1::bigint])', [mover])
  await world.do(systemActor(), 'tickets.watch', {})
  expect(await get(clerk, id)).toMatchObject({ ownerOrgId: bureau })
})

test('each figure of the statistics opens exactly its matters', async () => {
  for (const by of ['category', 'owner', 'month']) {
    const rows = await world.do(clerk, 'tickets.statistics', { by, year: 2026 })
    expect(rows.length).toBeGreaterThan(0)
    for (const row of rows)
      for (const outcome of [
        'answered',
        'inTime',
        'late',
        'overdue',
        'closed',
        'rated',
        'unhappy',
      ]) {
        const part =
          by === 'category'
            ? { category: row.key, openedFrom: '2026-01-01', openedTo: '2026-12-31' }
            : by === 'owner'
              ? { ownerId: Number(row.key), openedFrom: '2026-01-01', openedTo: '2026-12-31' }
              : { openedFrom: `${row.key}-01`, openedTo: `${row.key}-30` }
        const filters = { ...part, state: 'all', outcome }
        const list = await world.do(clerk, 'tickets.list', { filters })
        expect([by, row.key, outcome, list.total]).toEqual([by, row.key, outcome, row[outcome]])
      }
  }
})

test('pages follow one another both ways without a gap or a repeat', async () => {
  const all = await world.do(clerk, 'tickets.list', { filters: { state: 'all' }, limit: 200 })
  const ids = all.rows.map(({ id }: { id: number }) => id)
  expect(ids).toHaveLength(all.total)
  const walked: number[] = []
  let page = await world.do(clerk, 'tickets.list', { filters: { state: 'all' }, limit: 2 })
  for (;;) {
    walked.push(...page.rows.map(({ id }: { id: number }) => id))
    if (!page.next) break
    const last = page
    page = await world.do(clerk, 'tickets.list', {
      filters: { state: 'all' },
      limit: 2,
      after: last.next,
    })
    const back = await world.do(clerk, 'tickets.list', {
      filters: { state: 'all' },
      limit: 2,
      before: page.previous,
    })
    expect(back.rows).toEqual(last.rows)
  }
  expect(walked).toEqual(ids)
})

test('another county sees neither list nor matter', async () => {
  const other = await world.org('bureau', { parentId: await world.org('region') })
  const stranger = await world.actor('bureauClerk', other)
  const id = await opened()
  await expect(get(stranger, id)).rejects.toMatchObject({ kind: 'missing' })
  await expect(world.do(stranger, 'tickets.accept', { id })).rejects.toMatchObject({
    kind: 'missing',
  })
  const list = await world.do(stranger, 'tickets.list', { filters: { state: 'all' } })
  expect(list).toMatchObject({ total: 0, rows: [] })
})

// GB/T 39786-2021: keys are replaced while everything stays readable and no old envelope is left.
test('new keys seal what was written anew, and it reads as before', async () => {
  const id = await opened()
  await world.do(liaison, 'tickets.handle', { id, note: '已联系物业' })
  const before = await get(liaison, id)
  const kept = () =>
    world.db.selectFrom('ticketStep').select('note').where('ticketId', '=', id).execute()
  const old = await kept()
  await rotateKeys(world.kernel, 0)
  expect(await staleIn(world.kernel)).toBe(0)
  expect(await kept()).not.toEqual(old)
  expect(await get(liaison, id)).toEqual(before)
})

test('the course is never rewritten', async () => {
  await expect(
    world.pool.query(`update ticket_step set kind = 'closed' where kind = 'registered'`),
  ).rejects.toThrow('append-only')
  await expect(world.pool.query('delete from ticket_step')).rejects.toThrow('append-only')
})
