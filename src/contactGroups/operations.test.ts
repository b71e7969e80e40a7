import { expect, test } from 'vitest'
import { useWorld } from '#test/harness/world.ts'
import { groupOf } from './group.ts'

const world = useWorld('2026-11-21')

async function county() {
  const region = await world.org('region')
  const bureau = await world.org('bureau', { parentId: region })
  const unit = await world.org('unit', { parentId: region })
  const community = await world.org('community', { parentId: region })
  const clerk = await world.actor('bureauClerk', bureau)
  const worker = await world.actor('communityWorker', community)
  const person = (fullName: string, more = {}) =>
    world.retiree({
      fullName,
      homeId: bureau,
      managingUnit: unit,
      mobile: '19999000001',
      registeredOn: '2026-01-01',
      birthArchive: '1950-02-03',
      ...more,
    })
  const group = async (name: string): Promise<number> => {
    const leader = { accountId: clerk.accountId, phone: '0999-9900001' }
    return (await world.do(clerk, 'contactGroups.create', { name, leader })).id
  }
  return { region, bureau, unit, community, clerk, worker, person, group }
}

const people = async (actor: Parameters<typeof world.do>[0], id: number) =>
  (await world.do(actor, 'contactGroups.people', { id })).rows.map(
    ({ fullName }: { fullName: string }) => fullName,
  )

// requirements C08-02: groups, their people, and a hand-over.
test('a group is set up, people join it one by one or by conditions', async () => {
  const { clerk, person, group } = await county()
  const [one, two] = [await person('张国华'), await person('李秀兰')]
  const id = await group('第一联系小组')
  await world.do(clerk, 'contactGroups.assign', { groupId: id, ids: [one] })
  expect(await groupOf(world.db as never, one)).toMatchObject({
    name: '第一联系小组',
    leader: { accountId: clerk.accountId, phone: '0999-9900001' },
  })
  expect(await world.do(clerk, 'contactGroups.unassigned', {})).toMatchObject({
    total: 1,
    rows: [{ id: two }],
  })
  expect(
    await world.do(clerk, 'contactGroups.assign', { groupId: id, filters: { ageFrom: 60 } }),
  ).toEqual({ people: 1 })
  expect((await people(clerk, id)).toSorted()).toEqual(['张国华', '李秀兰'])
  expect(await world.do(clerk, 'contactGroups.list', {})).toMatchObject([
    { id, people: 2, leader: expect.any(String), members: 1, mine: true },
  ])
})

test('nobody is in two groups of one organisation; the refusal says where', async () => {
  const { clerk, person, group } = await county()
  const one = await person('张国华')
  const [first, second] = [await group('第一组'), await group('第二组')]
  await world.do(clerk, 'contactGroups.assign', { groupId: first, ids: [one] })
  await expect(
    world.do(clerk, 'contactGroups.assign', { groupId: second, ids: [one] }),
  ).rejects.toMatchObject({
    code: 'contactGroups.double',
    message: '张国华已在“第一组”结对，要换组请从那个小组转出',
  })
  await world.do(clerk, 'contactGroups.leave', {
    groupId: first,
    ids: [one],
    toGroupId: second,
    reason: '就近调整',
  })
  expect([await people(clerk, first), await people(clerk, second)]).toEqual([[], ['张国华']])
  await expect(
    world.db.updateTable('contactGroupPerson').set({ groupId: first }).execute(),
  ).rejects.toThrow('append-only')
  await expect(world.db.deleteFrom('contactGroupMember').execute()).rejects.toThrow('append-only')
})

test('a unit’s people are divided evenly among groups', async () => {
  const { clerk, person, group, unit } = await county()
  const ids: number[] = []
  for (let count = 0; count < 7; count += 1)
    ids.push(await person(`王建国${'甲乙丙丁戊己庚'[count]}`))
  const groupIds = [await group('甲组'), await group('乙组'), await group('丙组')]
  await world.do(clerk, 'contactGroups.assign', { groupId: groupIds[0], ids: ids.slice(0, 2) })
  const filters = { orgId: unit, tie: 'managingUnit' }
  expect(await world.do(clerk, 'contactGroups.divide', { groupIds, filters })).toEqual({
    people: 5,
    groups: 3,
  })
  const sizes = await Promise.all(groupIds.map(async (id) => (await people(clerk, id)).length))
  expect(sizes.toSorted()).toEqual([2, 2, 3])
  await expect(
    world.do(clerk, 'contactGroups.divide', { groupIds, filters }),
  ).rejects.toMatchObject({ code: 'contactGroups.nobody' })
})

test('who leaves the work hands groups to the successor, or leaves a group without a leader', async () => {
  const { clerk, region, bureau, person, group } = await county()
  const id = await group('第一组')
  await world.do(clerk, 'contactGroups.assign', { groupId: id, ids: [await person('张国华')] })
  const keeper = await world.actor('systemAdmin', region)
  const [next, last] = [
    await world.actor('bureauClerk', bureau),
    await world.actor('bureauClerk', bureau),
  ]
  for (const actor of [clerk, next, last])
    await world.db
      .updateTable('account')
      .set({ passwordHash: 'in use' })
      .where('id', '=', actor.accountId)
      .execute()
  const leaves = (leaver: typeof clerk, successorAccountId: number | null) =>
    world.do(keeper, 'staff.leave', {
      accountId: leaver.accountId,
      successorAccountId,
      reason: '退休',
    })
  expect(await leaves(clerk, next.accountId)).toMatchObject({ groups: ['第一组'] })
  const group1 = await world.do(last, 'contactGroups.get', { id })
  expect(group1.staff).toMatchObject([
    { accountId: next.accountId, isLeader: true, validTo: null },
    { accountId: clerk.accountId, validTo: '2026-11-21', endedWhy: '离岗' },
  ])
  expect(await leaves(next, null)).toMatchObject({ groups: ['第一组'] })
  expect(await world.do(last, 'contactGroups.list', {})).toMatchObject([
    { leader: null, members: 0, people: 1 },
  ])
  await world.do(last, 'contactGroups.addMember', { groupId: id, member: { name: '孙志愿' } })
  const [member] = (await world.do(last, 'contactGroups.get', { id })).staff
  await world.do(last, 'contactGroups.appoint', { memberId: member.id })
  expect(await world.do(last, 'contactGroups.list', {})).toMatchObject([{ leader: '孙志愿' }])
})

// security, row 20: a pairing opens nobody; who is a member reaches people by the own organisation only.
test('to be in a group gives no access, before or after it ends', async () => {
  const { clerk, worker, person, group, community } = await county()
  const [far, near] = [await person('远方人'), await person('近邻', { community })]
  const id = await group('混合组')
  await world.do(clerk, 'contactGroups.addMember', {
    groupId: id,
    member: { accountId: worker.accountId },
  })
  await world.do(clerk, 'contactGroups.assign', { groupId: id, ids: [far, near] })
  expect(await people(worker, id)).toEqual(['近邻'])
  await expect(world.do(worker, 'contacts.ofPerson', { retireeId: far })).rejects.toMatchObject({
    kind: 'missing',
  })
  await expect(
    world.do(worker, 'contactGroups.leave', { groupId: id, ids: [near], reason: '试一试' }),
  ).rejects.toMatchObject({ kind: 'missing' })
  await world.do(clerk, 'contactGroups.leave', { groupId: id, ids: [near], reason: '搬走' })
  await expect(world.do(worker, 'contactGroups.get', { id })).rejects.toMatchObject({
    kind: 'missing',
  })
})

test('a call is written down, closes its duty, and a need becomes a matter with an owner', async () => {
  const { clerk, person, group, unit } = await county()
  const one = await person('张国华')
  const groupId = await group('第一组')
  await world.do(clerk, 'contactGroups.assign', { groupId, ids: [one] })
  world.setToday('2026-12-02')
  await world.do(clerk, 'visits.record', {
    retireeId: one,
    visitedOn: '2026-11-30',
    reasons: ['routine'],
    way: 'phone',
    visitors: '张敏',
  })
  const open = async () => {
    const { rows } = await world.do(clerk, 'duties.list', { filters: { rules: ['contactCall'] } })
    return rows.map(({ period }: { period: number }) => period)
  }
  expect(await open()).toEqual([202612])
  const call = { retireeId: one, contactedOn: '2026-12-02', way: 'phone', contactedBy: '张敏' }
  await world.do(clerk, 'contacts.record', { ...call, reached: false })
  expect(await open()).toEqual([202612])
  const need = { category: 'housing', title: '卫生间加扶手' }
  const { ticket } = await world.do(clerk, 'contacts.record', {
    ...call,
    reached: true,
    note: '身体尚好',
    nextOn: '2026-12-20',
    need,
  })
  expect(await open()).toEqual([])
  const kept = await world.db
    .selectFrom('ticket')
    .selectAll()
    .where('number', '=', ticket)
    .execute()
  expect(kept).toMatchObject([{ retireeId: one, ownerOrgId: unit, source: 'contact' }])
  const found = await world.do(clerk, 'contacts.ofPerson', { retireeId: one })
  expect(found.contacts).toMatchObject([
    { what: '电话', reached: true, note: '身体尚好', nextOn: '2026-12-20' },
    { what: '电话', reached: false },
    { what: '走访（电话）', by: '张敏' },
  ])
  expect(found.groups).toMatchObject([{ name: '第一组', members: [{ isLeader: true }] }])
  world.setToday('2026-11-21')
})

test('not tomorrow, not after death, not of one who moved away; a year’s note stays short', async () => {
  const { clerk, person } = await county()
  const base = { contactedOn: '2026-11-20', way: 'phone', reached: true, contactedBy: '张敏' }
  const refused = async (retireeId: number, more: object, expected: object) =>
    expect(
      world.do(clerk, 'contacts.record', { ...base, retireeId, ...more }),
    ).rejects.toMatchObject(expected)
  const one = await person('张国华')
  await refused(one, { contactedOn: '2026-11-22' }, { issues: [{ field: 'contactedOn' }] })
  await refused(one, { nextOn: '2026-11-20' }, { issues: [{ field: 'nextOn' }] })
  await refused(one, { note: '好'.repeat(101) }, { kind: 'invalid' })
  const gone = { leftOn: '2026-10-05', diedOn: '2026-10-01', leftReason: 'deceased' }
  await refused(await person('逝者', gone), {}, { issues: [{ field: 'contactedOn' }] })
  const left = { leftOn: '2026-10-05', leftReason: 'transferredOut' }
  await refused(await person('转出', left), {}, { code: 'contacts.leftRegister' })
})

// requirements C08-10.
test('the gap report counts by unit, community and group, and opens the names', async () => {
  const { clerk, person, group, unit, community } = await county()
  const [one, two, three] = [
    await person('张国华', { community }),
    await person('李秀兰'),
    await person('王建国'),
  ]
  const groupId = await group('第一组')
  await world.do(clerk, 'contactGroups.assign', { groupId, ids: [one, two] })
  const contacted = (retireeId: number, contactedOn: string) =>
    world.do(clerk, 'contacts.record', {
      retireeId,
      contactedOn,
      way: 'phone',
      reached: true,
      contactedBy: '张敏',
    })
  await contacted(one, '2026-11-10')
  await contacted(two, '2026-07-10')
  const gap = (by: string) => world.do(clerk, 'contacts.gap', { days: 90, by })
  expect(await gap('unit')).toMatchObject([{ key: unit, people: 3, gap: 2, never: 1 }])
  expect(await gap('community')).toMatchObject([
    { key: null, name: '未登记', people: 2, gap: 2 },
    { key: community, people: 1, gap: 0 },
  ])
  expect(await gap('group')).toMatchObject([
    { key: groupId, name: '第一组', people: 2, gap: 1 },
    { key: null, people: 1, gap: 1, never: 1 },
  ])
  const names = await world.do(clerk, 'contacts.gapPeople', { days: 90, by: 'unit', key: unit })
  expect(names.rows).toMatchObject([
    { id: three, contactedOn: null, days: null, group: null },
    { id: two, contactedOn: '2026-07-10', days: 134, group: '第一组' },
  ])
})

test('of many who take the same person at once exactly one does', async () => {
  const { clerk, person, group } = await county()
  const one = await person('张国华')
  const groupIds = []
  for (let count = 0; count < 6; count += 1) groupIds.push(await group(`第${count}组`))
  const outcomes = await Promise.allSettled(
    groupIds.map((groupId) => world.do(clerk, 'contactGroups.assign', { groupId, ids: [one] })),
  )
  const refused = outcomes.flatMap((each) => (each.status === 'rejected' ? [each.reason] : []))
  expect(refused.map(({ kind }) => kind)).toEqual(Array.from({ length: 5 }, () => 'conflict'))
  const kept = await world.db
    .selectFrom('contactGroupPerson')
    .select('groupId')
    .where('retireeId', '=', one)
    .execute()
  expect(kept).toHaveLength(1)
})
