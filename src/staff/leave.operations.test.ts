import { expect, test } from 'vitest'
import type { Actor, Office } from '#src/kernel/access.ts'
import { useWorld } from '#test/harness/world.ts'

const world = useWorld()

async function place() {
  const region = await world.org('region')
  const bureau = await world.org('bureau', { parentId: region })
  return { region, bureau, keeper: await world.actor('systemAdmin', region) }
}

const idOf = ({ accountId }: Actor) => accountId as number

async function working(actor: Actor): Promise<Actor> {
  await world.db
    .updateTable('account')
    .set({ passwordHash: 'in use' })
    .where('id', '=', actor.accountId)
    .execute()
  return actor
}

async function postOf(actor: Actor) {
  return world.db
    .selectFrom('post')
    .select(['validTo', 'successorId'])
    .where('id', '=', actor.postId)
    .executeTakeFirstOrThrow()
}

test('leaving hands open work to the successor, ends posts and sessions, and is written down', async () => {
  const { bureau, keeper } = await place()
  const leaver = await world.actor('bureauClerk', bureau)
  const successor = await world.actor('bureauClerk', bureau)
  const batch = {
    orgId: bureau,
    accountId: idOf(leaver),
    fileName: '名册.xlsx',
    file: Buffer.of(1),
  }
  const { id } = await world.db
    .insertInto('importBatch')
    .values({ ...batch, status: 'checked' })
    .returning('id')
    .executeTakeFirstOrThrow()
  const leave = { accountId: idOf(leaver), reason: '退休' }
  await expect(world.do(keeper, 'staff.leave', leave)).rejects.toMatchObject({
    code: 'staff.successorNeeded',
    issues: [expect.objectContaining({ field: 'successorAccountId' })],
  })
  const handed = await world.do(keeper, 'staff.leave', {
    ...leave,
    successorAccountId: idOf(successor),
  })
  expect(handed).toEqual({ posts: 1, batches: 1, requests: 0, groups: [] })
  const { accountId } = await world.db
    .selectFrom('importBatch')
    .select('accountId')
    .where('id', '=', id)
    .executeTakeFirstOrThrow()
  expect(accountId).toBe(idOf(successor))
  expect(await postOf(leaver)).toEqual({ validTo: '2026-11-21', successorId: idOf(successor) })
  const [event] = await world.events(idOf(leaver), 'account')
  expect(event).toMatchObject({
    name: 'staff.left',
    detail: { reason: '退休', successorId: idOf(successor), batchIds: [id] },
  })
})

test('the successor works here today and is somebody else', async () => {
  const { region, bureau, keeper } = await place()
  const leaver = await world.actor('bureauClerk', bureau)
  const gone = await world.actor('bureauClerk', bureau)
  await world.do(keeper, 'staff.end', { accountId: idOf(gone) })
  const stranger = await world.actor('bureauClerk', (await place()).bureau)
  const leave = { accountId: idOf(leaver), reason: '调离' }
  for (const other of [leaver, gone])
    await expect(
      world.do(keeper, 'staff.leave', { ...leave, successorAccountId: idOf(other) }),
    ).rejects.toMatchObject({ code: 'staff.noSuccessor' })
  await expect(
    world.do(keeper, 'staff.leave', { ...leave, successorAccountId: idOf(stranger) }),
  ).rejects.toMatchObject({ kind: 'missing' })
  expect(region).toBeGreaterThan(0)
})

test('ending one of two posts leaves the other', async () => {
  const { bureau, keeper } = await place()
  const clerk = await world.actor('bureauClerk', bureau)
  const second = { accountId: idOf(clerk), orgId: bureau, role: 'bureauDirector', title: '副局长' }
  await world.db
    .insertInto('post')
    .values({ ...second, validFrom: '2026-01-01' })
    .execute()
  await world.do(keeper, 'staff.endPost', { postId: clerk.postId })
  expect((await postOf(clerk)).validTo).toBe('2026-11-21')
  await expect(world.do(keeper, 'staff.endPost', { postId: clerk.postId })).rejects.toMatchObject({
    code: 'staff.noSuchPost',
  })
})

// Someone must be left in each of the three offices, also when two are ended at once.
test.each(['securityAdmin', 'auditAdmin'] satisfies Office[])(
  'of sixteen holders of %s, ended all at once, one stays',
  async (role) => {
    const { region, keeper } = await place()
    const holders: Actor[] = []
    for (let index = 0; index < 16; index++)
      holders.push(await working(await world.actor(role, region)))
    const acts = holders.map((holder, index) => {
      if (index % 2) return world.do(keeper, 'staff.endPost', { postId: holder.postId })
      return world.do(keeper, 'staff.end', { accountId: idOf(holder) })
    })
    const settled = await Promise.allSettled(acts)
    const refused = settled.filter(({ status }) => status === 'rejected')
    expect(refused).toEqual([
      { status: 'rejected', reason: expect.objectContaining({ code: 'staff.lastOfOffice' }) },
    ])
  },
)
