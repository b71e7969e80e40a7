import { expect, test } from 'vitest'
import { systemActor, type Actor } from '#src/kernel/access.ts'
import { citizenIdOf } from '#src/roster/citizenId.ts'
import { agree } from '../harness/approved.ts'
import { useWorld } from '../harness/world.ts'

const world = useWorld()
let serial = 0

// More than a hundred rows are nobody's alone.

async function office(withDirector = true) {
  const bureau = await world.org('bureau', { parentId: await world.org('region') })
  return {
    bureau,
    clerk: await world.actor('bureauClerk', bureau),
    director: withDirector ? await world.actor('bureauDirector', bureau) : undefined,
  }
}

function sheetOf(count: number): Buffer {
  const rows = Array.from({ length: count }, () => {
    const number = ++serial
    const day = `19${40 + (number % 9)}-0${1 + (number % 9)}-1${number % 9}`
    const idNumber = citizenIdOf('990101', day, 1 + 2 * (number % 400))
    return `赵${'甲乙丙丁戊己庚辛壬癸'[number % 10]}${'子丑寅卯辰巳午未申酉'[((number / 10) % 10) | 0]}${'金木水火土'[((number / 100) % 5) | 0]},男,${idNumber},${day.slice(0, 7)},退休`
  })
  return Buffer.from(['姓名,性别,身份证号,出生年月,离退休类别', ...rows].join('\n'))
}

async function checked(clerk: Actor, count: number): Promise<number> {
  const file = sheetOf(count)
  const { id } = await world.do(clerk, 'import.upload', { fileName: '名册.csv' }, { file })
  await world.do(systemActor(), 'import.check', { id })
  const { counts } = await world.do(clerk, 'import.get', { id })
  expect(counts.toCreate).toBe(count)
  return id
}

const commit = (actor: Actor, id: number) => world.do(actor, 'import.commit', { id })
const statusOf = async (actor: Actor, id: number) =>
  (await world.do(actor, 'import.get', { id })).status

test('a hundred rows are taken by one, a hundred and one by two', async () => {
  const { bureau, clerk, director } = await office()
  const few = await checked(clerk, 100)
  expect(await commit(clerk, few)).toEqual({ approvalId: null })
  const other = await world.actor('bureauClerk', bureau)
  const many = await checked(other, 101)
  const { approvalId } = await commit(other, many)
  expect(await statusOf(other, many)).toBe('checked')
  const { second } = await world.do(other, 'import.get', { id: many })
  expect(second).toMatchObject({ needed: true, waiting: approvalId })
  await expect(commit(other, many)).rejects.toMatchObject({ code: 'approvals.waiting' })
  for (const actor of [other, clerk])
    await expect(
      world.do(actor, 'approvals.decide', { id: approvalId, approve: true, seen: '-' }),
    ).rejects.toMatchObject({ kind: 'forbidden' })
  const { brief } = await world.do(director as Actor, 'approvals.get', { id: approvalId })
  expect(brief.facts).toContainEqual({ label: '新增', value: '101 人' })
  await agree(world, director as Actor, approvalId)
  expect(await statusOf(other, many)).toBe('committing')
  await world.do(systemActor(), 'import.apply', { id: many })
  expect(await statusOf(other, many)).toBe('committed')
})

test('what was shown to the second is what is taken in', async () => {
  const { clerk, director } = await office()
  const id = await checked(clerk, 101)
  const { approvalId } = await commit(clerk, id)
  const { seen } = await world.do(director as Actor, 'approvals.get', { id: approvalId })
  await world.do(clerk, 'import.decide', { id, ordinals: [1], decision: 'skip' })
  await expect(
    world.do(director as Actor, 'approvals.decide', { id: approvalId, approve: true, seen }),
  ).rejects.toMatchObject({ code: 'approvals.changedMeanwhile' })
})

test('a large sheet is not taken in by halves', async () => {
  const { clerk } = await office()
  expect(await commit(clerk, await checked(clerk, 60))).toEqual({ approvalId: null })
  const { approvalId } = await commit(clerk, await checked(clerk, 60))
  expect(approvalId).toEqual(expect.any(Number))
})

test('where nobody else may check yet, one takes it in alone, and the security administrator hears', async () => {
  const { clerk } = await office(false)
  const id = await checked(clerk, 101)
  expect(await world.do(clerk, 'import.get', { id })).toMatchObject({
    second: { needed: true, whoCould: [], waiting: null },
  })
  expect(await commit(clerk, id)).toEqual({ approvalId: null })
  expect(await statusOf(clerk, id)).toBe('committing')
  const notices = await world.db
    .selectFrom('securityNotice')
    .select(['kind', 'detail'])
    .where('accountId', '=', clerk.accountId)
    .execute()
  expect(notices).toEqual([{ kind: 'importedAlone', detail: { batch: id, rows: 101 } }])
})
