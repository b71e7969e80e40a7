import { expect, test } from 'vitest'
import type { Actor } from '#src/kernel/access.ts'
import { systemActor } from '#src/kernel/access.ts'
import { agree } from '#test/harness/approved.ts'
import { useWorld } from '#test/harness/world.ts'

const world = useWorld()

async function county(parentId?: number) {
  const region = await world.org('region', parentId === undefined ? {} : { parentId })
  const bureau = await world.org('bureau', { parentId: region })
  const clerk = await world.actor('bureauClerk', bureau)
  return { region, bureau, clerk }
}

/** Someone who was registered as dead, and the clerk's request to take it back. */
async function asked(clerk: Actor, homeId: number) {
  const id = await world.retiree({ homeId, fullName: '王建国' })
  const { version } = await world.do(clerk, 'roster.get', { id })
  const death = { id, version, diedOn: '2026-11-20', reportedBy: '女儿王芳' }
  await world.do(clerk, 'roster.recordDeath', death)
  const request = { id, why: '同名误报，已与家属核实' }
  const { approvalId } = await world.do(clerk, 'roster.reverseDeath', request)
  return { id, approvalId: approvalId as number }
}

const isDead = async (clerk: Actor, id: number) =>
  (await world.do(clerk, 'roster.get', { id })).leftReason === 'deceased'

const standing = (id: number) =>
  world.db.selectFrom('approval').selectAll().where('id', '=', id).executeTakeFirstOrThrow()

test('nothing happens until another agrees; then it is done as the maker asked', async () => {
  const { bureau, clerk } = await county()
  const director = await world.actor('bureauDirector', bureau)
  const { id, approvalId } = await asked(clerk, bureau)
  expect(await isDead(clerk, id)).toBe(true)

  const { toCheck, asked: own } = await world.do(director, 'approvals.list', {})
  expect([toCheck.length, own.length]).toEqual([1, 0])
  expect(toCheck[0]).toMatchObject({ kindTitle: '更正去世登记', state: 'open' })
  const opened = await world.do(director, 'approvals.get', { id: approvalId })
  expect(opened).toMatchObject({ mayDecide: true, whoCould: [expect.any(String)] })
  expect(opened.brief.facts).toEqual(
    expect.arrayContaining([{ label: '当时的报告人', value: '女儿王芳' }]),
  )
  const { seen } = opened
  await world.do(director, 'approvals.decide', { id: approvalId, approve: true, seen })
  expect(await isDead(clerk, id)).toBe(false)
  expect(await standing(approvalId)).toMatchObject({ decision: 'approved' })
  expect((await standing(approvalId)).usedAt).not.toBeNull()
  const reversed = (await world.events(id)).find(({ name }) => name === 'retiree.deathReversed')
  expect(reversed).toMatchObject({
    operation: 'approvals.decide',
    accountId: director.accountId,
    detail: { approvalId, makerAccountId: clerk.accountId },
  })
  const kept = await world.db
    .selectFrom('lifeEvent')
    .select('accountId')
    .where('retireeId', '=', id)
    .where('kind', '=', 'deathReversed')
    .executeTakeFirst()
  expect(kept).toEqual({ accountId: clerk.accountId })
})

test('who asked cannot agree, by whichever post; nor can who may not check', async () => {
  const { bureau, clerk } = await county()
  const director = await world.actor('bureauDirector', bureau)
  const { id, approvalId } = await asked(clerk, bureau)
  const decision = { id: approvalId, approve: true, seen: '-' }
  const promoted: Actor = {
    ...clerk,
    role: 'bureauDirector',
    postId: director.postId,
  }
  const other = await world.actor('bureauClerk', bureau)
  for (const actor of [clerk, promoted, other])
    await expect(world.do(actor, 'approvals.decide', decision)).rejects.toMatchObject({
      kind: 'forbidden',
    })
  const stranger = await world.actor('bureauDirector', (await county()).bureau)
  await expect(world.do(stranger, 'approvals.decide', decision)).rejects.toMatchObject({
    kind: 'missing',
  })
  const unproven = { ...director, confirmedUntil: null }
  await expect(world.do(unproven, 'approvals.decide', decision)).rejects.toMatchObject({
    code: 'session.unconfirmed',
  })
  expect(await isDead(clerk, id)).toBe(true)
})

test('16 decisions at once have one winner (F16)', async () => {
  const { bureau, clerk } = await county()
  const directors = await Promise.all([1, 2, 3, 4].map(() => world.actor('bureauDirector', bureau)))
  for (let round = 0; round < 5; round += 1) {
    const { approvalId } = await asked(clerk, bureau)
    const { seen } = await world.do(directors[0] as Actor, 'approvals.get', { id: approvalId })
    const tries = Array.from({ length: 16 }, (_, index) =>
      world.do(directors[index % 4] as Actor, 'approvals.decide', {
        id: approvalId,
        approve: index % 2 === 0,
        reason: '已核对家属证明',
        seen,
      }),
    )
    const settled = await Promise.allSettled(tries)
    const won = settled.filter(({ status }) => status === 'fulfilled')
    const lost = settled.flatMap((one) => (one.status === 'rejected' ? [one.reason.code] : []))
    expect([won.length, new Set(lost)]).toEqual([1, new Set(['approvals.decided'])])
  }
})

test('in a small county the next level up checks; with nobody at all the request waits', async () => {
  const city = await county()
  const { bureau, clerk } = await county(city.region)
  const { approvalId } = await asked(clerk, bureau)
  const waiting = await world.do(clerk, 'approvals.get', { id: approvalId })
  expect(waiting).toMatchObject({ mayDecide: false, whoCould: [] })

  const above = await world.actor('bureauDirector', city.bureau)
  expect((await world.do(above, 'approvals.list', {})).toCheck).toHaveLength(1)
  const near = await world.actor('bureauDirector', bureau)
  expect((await world.do(above, 'approvals.list', {})).toCheck).toHaveLength(0)
  await expect(
    world.do(above, 'approvals.decide', { id: approvalId, approve: true, seen: '-' }),
  ).rejects.toMatchObject({ code: 'approvals.notYours' })
  const { whoCould } = await world.do(clerk, 'approvals.get', { id: approvalId })
  expect(whoCould).toHaveLength(1)
  await agree(world, near, approvalId)
})

test('declined, withdrawn or lapsed after 72 hours, it is never done', async () => {
  const { bureau, clerk } = await county()
  const director = await world.actor('bureauDirector', bureau)
  const declined = await asked(clerk, bureau)
  await world.do(director, 'approvals.decide', {
    id: declined.approvalId,
    approve: false,
    reason: '请附医院证明',
  })
  const withdrawn = await asked(clerk, bureau)
  await expect(
    world.do(director, 'approvals.withdraw', { id: withdrawn.approvalId }),
  ).rejects.toMatchObject({ code: 'approvals.notYours' })
  await world.do(clerk, 'approvals.withdraw', { id: withdrawn.approvalId })
  const late = await asked(clerk, bureau)
  world.setToday('2026-11-24')
  for (const { id, approvalId } of [declined, withdrawn, late]) {
    await expect(
      world.do(director, 'approvals.decide', { id: approvalId, approve: true, seen: '-' }),
    ).rejects.toMatchObject({ code: 'approvals.decided' })
    expect(await isDead(clerk, id)).toBe(true)
  }
  await world.do(systemActor(), 'approvals.sweep', {})
  expect(await standing(late.approvalId)).toMatchObject({ decision: 'expired' })
  const states = (await world.do(director, 'approvals.history', {})).map(
    ({ state }: { state: string }) => state,
  )
  expect(states.sort()).toEqual(['declined', 'expired', 'withdrawn'])
  world.setToday('2026-11-21')
})

test('the same is asked for once at a time, and what cannot be done not at all', async () => {
  const { bureau, clerk } = await county()
  const { id } = await asked(clerk, bureau)
  const again = { id, why: '同名误报，再次提交' }
  await expect(world.do(clerk, 'roster.reverseDeath', again)).rejects.toMatchObject({
    code: 'approvals.waiting',
  })
  const living = await world.retiree({ homeId: bureau })
  await expect(
    world.do(clerk, 'roster.reverseDeath', { id: living, why: '登记错了人' }),
  ).rejects.toMatchObject({ code: 'roster.notDeceased' })
})

test('a maker who left the post in the meantime gets nothing done', async () => {
  const { bureau, clerk } = await county()
  const director = await world.actor('bureauDirector', bureau)
  const { approvalId } = await asked(clerk, bureau)
  await world.db
    .updateTable('post')
    .set({ validTo: '2026-11-20' })
    .where('id', '=', clerk.postId)
    .execute()
  await expect(agree(world, director, approvalId)).rejects.toMatchObject({
    code: 'approvals.makerGone',
  })
  expect(await standing(approvalId)).toMatchObject({ decision: null, usedAt: null })
})

test('a merger is shown field by field, and not done when it changed meanwhile', async () => {
  const { bureau, clerk } = await county()
  const director = await world.actor('bureauDirector', bureau)
  const keepId = await world.retiree({ homeId: bureau, fullName: '李国华', nativePlace: '山东' })
  const dropId = await world.retiree({ homeId: bureau, fullName: '李国华', nativePlace: '河北' })
  const merge = { keepId, dropId, take: ['nativePlace'], reason: '电话核实为同一人' }
  const { approvalId } = await world.do(clerk, 'roster.merge', merge)
  const first = await world.do(director, 'approvals.get', { id: approvalId })
  expect(first.brief.table.rows).toContainEqual(['籍贯', '山东', '河北', '河北'])
  expect(first.brief.warnings).toEqual([])
  await world.db
    .updateTable('retiree')
    .set({ nativePlace: '河南' })
    .where('id', '=', dropId)
    .execute()
  const decision = { id: approvalId, approve: true }
  await expect(
    world.do(director, 'approvals.decide', { ...decision, seen: first.seen }),
  ).rejects.toMatchObject({ code: 'approvals.changedMeanwhile' })
  const { seen } = await world.do(director, 'approvals.get', { id: approvalId })
  await world.do(director, 'approvals.decide', { ...decision, seen })
  expect((await world.do(clerk, 'roster.get', { id: keepId })).values.nativePlace).toBe('河南')
  expect((await world.do(clerk, 'roster.get', { id: dropId })).mergedInto).toBe(keepId)
})

test('the database repeats it: no own approval, no second decision, no other request', async () => {
  const { bureau, clerk } = await county()
  const { approvalId } = await asked(clerk, bureau)
  const set = (values: object) =>
    world.db.updateTable('approval').set(values).where('id', '=', approvalId).execute()
  const decidedAt = new Date('2026-11-21T13:00:00+08:00')
  const own = { decision: 'approved', decidedBy: clerk.accountId, decidedAt }
  await expect(set(own)).rejects.toThrow('check constraint')
  await expect(set({ usedAt: decidedAt })).rejects.toThrow('check constraint')
  await expect(set({ payload: '{}' })).rejects.toThrow('append-only')
  const director = await world.actor('bureauDirector', bureau)
  await agree(world, director, approvalId)
  await expect(set({ decision: 'declined' })).rejects.toThrow('decided once')
  await expect(set({ usedAt: null })).rejects.toThrow('used once')
  const gone = world.db.deleteFrom('approval').where('id', '=', approvalId)
  await expect(gone.execute()).rejects.toThrow('append-only')
})
