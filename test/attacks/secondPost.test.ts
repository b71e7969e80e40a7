import { expect, test } from 'vitest'
import type { Actor } from '#src/kernel/access.ts'
import { useWorld } from '../harness/world.ts'

const world = useWorld()

test('a purpose named in one post does not open anything in another', async () => {
  const region = await world.org('region')
  const bureau = await world.org('bureau', { parentId: region })
  const branch = await world.org('branch', { parentId: region })
  const secretary = await world.actor('branchSecretary', branch)
  const id = await world.retiree({ homeId: bureau, branch, allergies: '青霉素' })
  const { accountId } = secretary
  const { id: postId } = await world.db
    .insertInto('post')
    .values({
      accountId: accountId as number,
      orgId: bureau,
      role: 'bureauClerk',
      title: '经办',
      validFrom: '2020-01-01',
    })
    .returning('id')
    .executeTakeFirstOrThrow()
  const stale = { ...secretary, confirmedUntil: null }
  await world.do(stale, 'roster.reveal', { id, purpose: 'visit' })
  await world.do(stale, 'session.usePost', { postId })
  const { scopeId } = await world.actor('bureauClerk', bureau)
  const asClerk: Actor = { ...stale, postId, orgId: bureau, scopeId, role: 'bureauClerk' }
  expect((await world.do(asClerk, 'roster.get', { id })).values).not.toHaveProperty('allergies')
})
