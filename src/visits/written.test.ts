import sharp from 'sharp'
import { expect, test } from 'vitest'
import { systemActor } from '#src/kernel/access.ts'
import { useWorld } from '#test/harness/world.ts'

const world = useWorld('2026-11-21')

async function setting() {
  const region = await world.org('region')
  const bureau = await world.org('bureau', { parentId: region })
  const unit = await world.org('unit', { parentId: region })
  const community = await world.org('community', { parentId: region })
  const id = await world.retiree({
    homeId: bureau,
    managingUnit: unit,
    community,
    birthArchive: '1936-11-29',
    registeredOn: '2026-10-20',
    mobile: '13900000001',
  })
  await world.do(systemActor(), 'duties.refresh', { orgId: region })
  return {
    clerk: await world.actor('bureauClerk', bureau),
    colleague: await world.actor('bureauClerk', bureau),
    liaison: await world.actor('unitLiaison', unit),
    worker: await world.actor('communityWorker', community),
    bureau,
    unit,
    id,
  }
}

const visit = (retireeId: number, values = {}) => ({
  retireeId,
  visitedOn: '2026-11-20',
  reasons: ['birthday'],
  way: 'home',
  visitors: '张敏、王强',
  ...values,
})

const whole = {
  leaders: '县委副书记李明',
  findings: '屋顶漏雨',
  healthChange: '膝盖做了手术，恢复中',
  needs: [
    { category: 'housing', title: '屋顶漏雨要修', detail: '东屋，雨天漏水' },
    { category: 'medical', title: '想约一次体检', dueOn: '2026-12-10' },
  ],
  changes: { mobile: '139 0000 0002', selfCareLevel: '2' },
  gift: { kind: 'money', amountFen: 50_000, signedBy: '本人' },
  nextContactOn: '2026-12-20',
}

// Requirements C08-01, C08-09: one form closes the duty, opens tickets and keeps the record true.
test('a visit written once closes its duty, opens tickets, changes the record and says so', async () => {
  const { clerk, id, unit } = await setting()
  const answer = await world.do(clerk, 'visits.record', visit(id, whole))
  expect(answer).toMatchObject({
    closed: [{ title: '重要寿辰看望', dueOn: '2026-11-29' }],
    tickets: [{ title: '屋顶漏雨要修' }, { title: '想约一次体检', dueOn: '2026-12-10' }],
    changed: ['手机', '自理能力'],
    asked: [],
    nextContactOn: '2026-12-20',
  })
  const ticket = await world.db
    .selectFrom('ticket')
    .selectAll()
    .where('id', '=', answer.tickets[0].id)
    .executeTakeFirstOrThrow()
  expect(ticket).toMatchObject({ source: 'visit', sourceId: answer.id, ownerOrgId: unit })
  const person = await world.db
    .selectFrom('retiree')
    .select(['mobile', 'selfCareLevel'])
    .where('id', '=', id)
    .executeTakeFirst()
  expect(person).toEqual({ mobile: '13900000002', selfCareLevel: '2' })
  const kept = await world.db.selectFrom('visit').select('health').execute()
  expect(JSON.stringify(kept)).not.toContain('膝盖')
  const [seen] = await world.do(clerk, 'visits.list', { retireeId: id })
  expect(seen).toMatchObject({
    leaders: '县委副书记李明',
    gift: { kind: 'money', amountFen: 50_000 },
    health: { sight: 'masked', words: null },
    needs: [{ category: 'housing' }, { category: 'medical' }],
    own: true,
  })
  await world.do(clerk, 'roster.reveal', { id, purpose: 'visit' })
  const [opened] = await world.do(clerk, 'visits.list', { retireeId: id })
  expect(opened.health).toEqual({ sight: 'open', words: '膝盖做了手术，恢复中' })
})

test('who does not keep the record asks for the change, and what is beyond the post is refused at its field', async () => {
  const { liaison, worker, id } = await setting()
  const changes = { mobile: '13900000003' }
  const answer = await world.do(liaison, 'visits.record', visit(id, { changes }))
  expect(answer).toMatchObject({ changed: [], asked: ['手机'] })
  const wishes = await world.do(liaison, 'roster.requests', {})
  expect(wishes.filter((one: { retireeId: number }) => one.retireeId === id)).toHaveLength(1)
  const beyond = visit(id, { changes: { healthStatus: '10' } })
  await expect(world.do(worker, 'visits.record', beyond)).rejects.toMatchObject({
    kind: 'forbidden',
    issues: [{ field: 'changes.healthStatus' }],
  })
})

test('what one part refuses leaves nothing of the others', async () => {
  const { clerk, id } = await setting()
  const wrong = visit(id, {
    ...whole,
    needs: [{ category: 'other', title: '某事', dueOn: '2026-01-01' }],
  })
  await expect(world.do(clerk, 'visits.record', wrong)).rejects.toMatchObject({
    issues: [{ field: 'needs.0.dueOn' }],
  })
  expect(await world.do(clerk, 'visits.list', { retireeId: id })).toEqual([])
  expect(
    await world.db.selectFrom('ticket').select('id').where('retireeId', '=', id).execute(),
  ).toEqual([])
})

test.each([
  [{ gift: { kind: 'money', signedBy: '本人' } }, 'gift.amountFen'],
  [{ gift: { kind: 'money', amountFen: 500 } }, 'gift.signedBy'],
  [{ gift: { kind: 'goods' } }, 'gift.what'],
  [{ nextContactOn: '2026-11-20' }, 'nextContactOn'],
  [{ nextContactOn: '2031-11-20' }, 'nextContactOn'],
  [{ changes: { mobile: '12' } }, 'changes.mobile'],
])('%o is refused at %s', async (wrong, field) => {
  const { clerk, id } = await setting()
  await expect(world.do(clerk, 'visits.record', visit(id, wrong))).rejects.toMatchObject({
    issues: [{ field }],
  })
})

test('one’s own visit is put right for some days, with its history', async () => {
  const { clerk, colleague, id } = await setting()
  const { id: visitId } = await world.do(clerk, 'visits.record', visit(id, whole))
  const wish = { id: visitId, reason: '日期记错', visit: { visitedOn: '2026-11-19', gift: null } }
  await expect(world.do(colleague, 'visits.correct', wish)).rejects.toMatchObject({
    code: 'visits.notOwn',
  })
  await world.do(clerk, 'visits.correct', wish)
  const [seen] = await world.do(clerk, 'visits.list', { retireeId: id })
  expect(seen).toMatchObject({ visitedOn: '2026-11-19', gift: null, corrected: true })
  expect(await world.do(clerk, 'visits.history', { retireeId: id })).toMatchObject([
    { kind: 'corrected', reason: '日期记错', visitedOn: '2026-11-20' },
  ])
  await expect(world.do(clerk, 'visits.correct', wish)).rejects.toMatchObject({
    code: 'visits.nothingChanged',
  })
  await world.db
    .updateTable('visit')
    .set({ recordedAt: '2026-10-01T09:00:00+08:00' })
    .where('id', '=', visitId)
    .execute()
  await expect(
    world.do(clerk, 'visits.withdraw', { id: visitId, reason: '记错了人' }),
  ).rejects.toMatchObject({ code: 'visits.tooLate' })
})

test('a visit taken back closes nothing any more, its pictures are gone, its note stays', async () => {
  const { clerk, id } = await setting()
  const { id: visitId } = await world.do(clerk, 'visits.record', visit(id, whole))
  const picture = await sharp({ create: { width: 60, height: 40, channels: 3, background: 'red' } })
    .jpeg()
    .toBuffer()
  const file = { visitId, kind: 'receipt', fileName: '签收单.jpg' }
  const photo = await world.do(clerk, 'visits.addPhoto', file, { file: picture })
  const [seen] = await world.do(clerk, 'visits.list', { retireeId: id })
  expect(seen.photos).toEqual([{ id: photo.id, kind: 'receipt' }])
  const stateOf = async () => {
    const { rows } = await world.do(clerk, 'duties.ofRetiree', { retireeId: id })
    return rows.find(({ rule }: { rule: string }) => rule === 'milestoneBirthday').state
  }
  expect(await stateOf()).toBe('done')
  await world.do(clerk, 'visits.withdraw', { id: visitId, reason: '记错了人' })
  expect(await stateOf()).toBe('open')
  expect(await world.do(clerk, 'visits.list', { retireeId: id })).toEqual([])
  const [note] = await world.do(clerk, 'visits.history', { retireeId: id })
  expect(note).toMatchObject({ kind: 'withdrawn', reason: '记错了人', reasons: ['birthday'] })
  await expect(world.do(clerk, 'files.get', { id: photo.id })).rejects.toMatchObject({
    kind: 'missing',
  })
})

test('the key of unsent visits is the account’s own, and the same every time', async () => {
  const { clerk, liaison } = await setting()
  const [one, again, other] = [
    await world.do(clerk, 'visits.pocketKey', {}),
    await world.do(clerk, 'visits.pocketKey', {}),
    await world.do(liaison, 'visits.pocketKey', {}),
  ]
  expect(again).toEqual(one)
  expect(other.key).not.toBe(one.key)
  expect(Buffer.from(one.key, 'base64')).toHaveLength(32)
})

test('the people taken along are those whose visits are owed, with names and masked facts only', async () => {
  const { worker, id } = await setting()
  const people = await world.do(worker, 'visits.pocket', {})
  const own = people.find(({ retireeId }: { retireeId: number }) => retireeId === id)
  expect(Object.keys(own).sort()).toEqual(['dueOn', 'fullName', 'note', 'reasons', 'retireeId'])
  expect(own.note).toMatch(/^1936年生/)
  expect(JSON.stringify(people)).not.toContain('1936-11-29')
})

test('without network one may also choose those with whom one keeps in touch', async () => {
  const { liaison, unit, bureau } = await setting()
  const friend = await world.retiree({ homeId: bureau, managingUnit: unit, fullName: '老友' })
  const { id: groupId } = await world.db
    .insertInto('contactGroup')
    .values({ orgId: unit, name: '水利局结对小组', foundedOn: '2026-01-01' })
    .returning('id')
    .executeTakeFirstOrThrow()
  const since = { groupId, validFrom: '2026-01-01' }
  const member = { ...since, staffId: liaison.accountId, name: '联络员', isLeader: true }
  await world.db.insertInto('contactGroupMember').values(member).execute()
  const held = { ...since, orgId: unit, retireeId: friend }
  await world.db.insertInto('contactGroupPerson').values(held).execute()
  const people = await world.do(liaison, 'visits.pocket', {})
  expect(people).toContainEqual(
    expect.objectContaining({ retireeId: friend, fullName: '老友', dueOn: null, reasons: [] }),
  )
})
