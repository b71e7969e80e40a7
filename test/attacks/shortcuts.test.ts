import { expect, test } from 'vitest'
import type { Actor } from '#src/kernel/access.ts'
import { createApp } from '#src/http/app.ts'
import { bind, openDoor } from '../harness/door.ts'
import { useWorld } from '../harness/world.ts'

const world = useWorld()

// Shorter ways than those that the pages take.

async function cityAndCounty() {
  const city = await world.org('region')
  const cityBureau = await world.org('bureau', { parentId: city })
  const county = await world.org('region', { parentId: city })
  const bureau = await world.org('bureau', { parentId: county })
  const unit = await world.org('unit', { parentId: county })
  return {
    county,
    bureau,
    unit,
    above: await world.actor('bureauClerk', cityBureau),
    clerk: await world.actor('bureauClerk', bureau),
    director: await world.actor('bureauDirector', bureau),
    liaison: await world.actor('unitLiaison', unit),
  }
}

test('nobody agrees to what was not opened', async () => {
  const { bureau, clerk, director } = await cityAndCounty()
  const id = await world.retiree({ homeId: bureau })
  const { version } = await world.do(clerk, 'roster.get', { id })
  const death = { id, version, diedOn: '2026-11-20', reportedBy: '女儿' }
  await world.do(clerk, 'roster.recordDeath', death)
  const asked = await world.do(clerk, 'roster.reverseDeath', { id, why: '同名误报，已核实' })
  const decide = (more: object) =>
    world.do(director, 'approvals.decide', { id: asked.approvalId, approve: true, ...more })
  await expect(decide({})).rejects.toMatchObject({ kind: 'invalid' })
  await expect(decide({ seen: 'guessed' })).rejects.toMatchObject({
    code: 'approvals.changedMeanwhile',
  })
  const { seen } = await world.do(director, 'approvals.get', { id: asked.approvalId })
  await decide({ seen })
})

test('a bureau above does not confirm that the record of a county is right', async () => {
  const { bureau, unit, clerk, above, liaison } = await cityAndCounty()
  const id = await world.retiree({ homeId: bureau, managingUnit: unit })
  const verify = (actor: Actor) =>
    world.do(actor, 'roster.verify', { ids: [id], on: '2026-11-20', method: 'phone' })
  await expect(verify(above)).rejects.toMatchObject({ code: 'roster.notKept' })
  for (const actor of [clerk, liaison]) await verify(actor)
})

test('what somebody is owed is a look that the person reads', async () => {
  const { bureau, clerk, director } = await cityAndCounty()
  const id = await world.retiree({ homeId: bureau })
  await world.do(clerk, 'duties.ofRetiree', { retireeId: id })
  const { rows } = await world.do(director, 'transparency.looks', { id })
  expect(rows).toMatchObject([{ did: '查看档案', kinds: '个人信息' }])
})

test('a request for a change does not tell what the record holds', async () => {
  const { bureau, unit, liaison, clerk } = await cityAndCounty()
  const record = { mobile: '19999007341', selfCareLevel: '4' }
  const id = await world.retiree({ homeId: bureau, managingUnit: unit, ...record } as never)
  const told: unknown[] = []
  for (const proposed of [record, { mobile: '19999007342', selfCareLevel: '1' }]) {
    const asked = { id, proposed, reason: '本人来电', channel: 'phone', requestedBy: '本人' }
    const { requestId } = await world.do(liaison, 'roster.requestChange', asked)
    const page = await world.do(liaison, 'roster.requests', {})
    const one = page.find((row: { id: number }) => row.id === requestId)
    told.push(Object.keys(one.proposed).sort())
    await world.do(clerk, 'roster.decideChange', { requestId, accept: true, decision: '属实' })
  }
  expect(told[0]).toEqual(told[1])
  const plain = { id, proposed: { fullName: '张三' }, reason: '核对', channel: 'phone' }
  const { values } = await world.do(liaison, 'roster.get', { id })
  const same = { ...plain, proposed: { fullName: values.fullName }, requestedBy: '本人' }
  await expect(world.do(liaison, 'roster.requestChange', same)).rejects.toMatchObject({
    code: 'roster.nothingProposed',
  })
})

test('a proof of identity given in one post does not count in another', async () => {
  const { bureau, unit } = await cityAndCounty()
  const door = openDoor(world)
  const who = await door.person('unitLiaison', unit)
  const desk = door.visitor('10.0.8.1')
  await bind(door, desk, who)
  const post = { role: 'bureauDirector', title: '局长', validFrom: '2020-01-01' }
  const { id: postId } = await world.db
    .insertInto('post')
    .values({ accountId: who.id, orgId: bureau, ...post })
    .returning('id')
    .executeTakeFirstOrThrow()
  expect((await desk.call('session.checkConfirmed')).status).toBe(200)
  expect((await desk.call('session.usePost', { postId })).status).toBe(200)
  expect(JSON.parse((await desk.call('session.checkConfirmed')).text)).toMatchObject({
    code: 'session.unconfirmed',
  })
})

// W3C Web Authentication Level 2 §13.4.9: the origin is known beforehand, never taken from the request.
test.each([
  [undefined, 'evil.example.cn', false],
  [undefined, 'localhost', true],
  ['https://lgb.example.cn', 'evil.example.cn', true],
])('with PUBLIC_URL %s a request that names %s gets security keys: %s', async (...given) => {
  const [publicUrl, host, offered] = given
  const app = createApp({ kernel: world.kernel, publicUrl })
  const answer = await app.inject({
    method: 'POST',
    url: '/api/session.waysIn',
    remoteAddress: '127.0.0.1',
    headers: { host, 'x-forwarded-proto': 'https', 'x-requested-by': 'test' },
    payload: {},
  })
  expect(JSON.parse(answer.body).passkeys).toBe(offered)
  await app.close()
})
