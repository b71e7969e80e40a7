import { agree } from '../harness/approved.ts'
import { afterAll, expect, test } from 'vitest'
import { stopPdf } from '#src/documents/pdf.ts'
import type { Actor } from '#src/kernel/access.ts'
import { printWish, useExports, wishFor } from '../harness/exports.ts'

const { world, county, people, take } = useExports()
afterAll(stopPdf)

type County = Awaited<ReturnType<typeof county>>

async function frozen({ clerk }: County, ids: readonly number[], columns = ['fullName']) {
  const list = { title: '名单', columns, filters: { ids } }
  return (await world.do(clerk, 'snapshots.freeze', list)).id as number
}

// Requirement 28: not one person more than twenty a day leaves on one's own word, by any way out.
test('after twenty people every other way out is shut', async () => {
  const place = await county()
  const ids = await people(place, 26)
  const rest = ids.slice(20)
  const plain = await frozen(place, rest)
  const sensitive = await frozen(place, ids.slice(0, 1), ['fullName', 'idNumber', 'tags'])
  await take(place.clerk, wishFor(ids.slice(0, 20)))
  const ways: [string, object][] = [
    ['exports.take', wishFor(rest.slice(0, 1))],
    ['exports.take', wishFor(rest.slice(0, 1), { format: 'csv' })],
    ['exports.take', wishFor(undefined)],
    ['exports.take', printWish(plain, ['fullName'])],
    ['exports.take', { ...printWish(plain, ['fullName']), format: 'xlsx' }],
    ['exports.take', printWish(sensitive, ['idNumber'])],
    ['exports.take', printWish(sensitive, ['tags'])],
    ['exports.card', { id: rest[0] }],
    ['cards.print', { id: rest[0], kind: 'service' }],
    ['cards.printAll', { snapshotId: plain, kind: 'service' }],
  ]
  for (const [operation, input] of ways)
    await expect(world.do(place.clerk, operation, input), operation).rejects.toMatchObject({
      code: 'exports.needsApproval',
    })
  const left = await world.db
    .selectFrom('exportPerson')
    .select(({ fn }) => fn.count<string>('retireeId').distinct().as('count'))
    .executeTakeFirstOrThrow()
  expect(Number(left.count)).toBe(20)
})

// ASVS 5.0 V7.5.3, requirement 9: telephones leave in full, so a session left open is not enough.
test('nothing leaves in a file without a fresh proof of identity', async () => {
  const place = await county()
  const ids = await people(place, 1)
  const stale = { ...place.clerk, confirmedUntil: null }
  await expect(world.do(stale, 'exports.take', wishFor(ids))).rejects.toMatchObject({
    code: 'session.unconfirmed',
  })
})

/** The same person on another post. */
async function onAnotherPost({ accountId, name }: Actor, place: County): Promise<Actor> {
  const other = {
    accountId: accountId as number,
    orgId: place.bureau,
    role: 'bureauClerk' as const,
  }
  const { id } = await world.db
    .insertInto('post')
    .values({ ...other, title: '兼任', validFrom: '2020-01-01' })
    .returning('id')
    .executeTakeFirstOrThrow()
  return { ...place.clerk, accountId, name, postId: id }
}

test('two posts of one account share the twenty, though neither sees the people of the other', async () => {
  const [here, there] = [await county(), await county()]
  const both = await onAnotherPost(here.clerk, there)
  await take(here.clerk, wishFor(await people(here, 20)))
  const others = await people(there, 1)
  await expect(world.do(both, 'exports.take', wishFor(others))).rejects.toMatchObject({
    code: 'exports.needsApproval',
  })
})

test('what waits, was declined or belongs to another is neither fetched nor printed', async () => {
  const place = await county()
  const ids = await people(place, 21)
  const { id } = await world.do(place.clerk, 'exports.request', wishFor())
  const print = printWish(await frozen(place, ids), ['fullName'])
  const waiting = await world.do(place.clerk, 'exports.request', print)
  for (const [operation, input] of [
    ['exports.download', { id }],
    ['exports.download', { id: waiting.id }],
    ['exports.print', { id: waiting.id }],
    ['exports.print', { id }],
  ] as const)
    await expect(world.do(place.clerk, operation, input), operation).rejects.toMatchObject({
      kind: 'conflict',
    })
  await agree(world, place.director, waiting.approvalId)
  const colleague = await world.actor('bureauClerk', place.bureau)
  for (const actor of [colleague, place.director])
    await expect(world.do(actor, 'exports.print', { id: waiting.id })).rejects.toMatchObject({
      kind: 'missing',
    })
})
