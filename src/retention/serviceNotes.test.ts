import { expect, test } from 'vitest'
import { systemActor } from '#src/kernel/access.ts'
import { useWorld } from '#test/harness/world.ts'

const start = '2026-11-21'
const world = useWorld(start)

test('words of what is over go after their time, what was done stays', async () => {
  const region = await world.org('region')
  const bureau = await world.org('bureau', { parentId: region })
  const clerk = await world.actor('bureauClerk', bureau)
  const director = await world.actor('bureauDirector', bureau)
  const sweep = () => world.do(systemActor(), 'retention.sweep', {})
  const retireeId = await world.retiree({ fullName: '事了', homeId: bureau })
  const mark = '家里很难'
  const applied = { category: 'living', appliedOn: start, appliedBy: '本人', channel: 'phone' }
  const asked = { retireeId, ...applied, reason: `${mark}，没有收入` }
  const { id } = await world.do(clerk, 'hardship.apply', asked)
  await world.do(director, 'hardship.decline', { id, note: '不符合条件，已说明' })
  const kept = () =>
    world.db
      .selectFrom('hardshipCase')
      .leftJoin('hardshipStep', 'hardshipStep.caseId', 'hardshipCase.id')
      .select(['reason', 'note', 'kind', 'appliedBy'])
      .where('hardshipCase.id', '=', id)
      .orderBy('hardshipStep.id')
      .execute()
  world.setToday('2028-11-21')
  await sweep()
  expect(await kept()).toMatchObject([{ reason: expect.anything() }, { note: expect.anything() }])
  world.setToday('2028-11-22')
  expect((await sweep())['serviceNotes']).toBe(2)
  expect(await kept()).toEqual([
    { reason: null, note: null, kind: 'applied', appliedBy: '本人' },
    { reason: null, note: null, kind: 'declined', appliedBy: '本人' },
  ])
})

// 会计档案管理办法 附表一: 会计凭证 30 years.
test('whoever stands on a list that was paid is not deleted for thirty years', async () => {
  world.setToday(start)
  const region = await world.org('region')
  const bureau = await world.org('bureau', { parentId: region })
  const clerk = await world.actor('bureauClerk', bureau)
  const gone = { leftOn: '2026-11-20', leftReason: 'deceased', diedOn: '2026-11-20' }
  const seed = { homeId: bureau, ...gone }
  const paid = await world.retiree({ ...seed, fullName: '已发放', registeredOn: '2020-01-01' })
  const unpaid = await world.retiree({ ...seed, fullName: '未发放', registeredOn: '2026-11-20' })
  const { id } = await world.do(clerk, 'festivals.open', {
    kind: 'localDay',
    name: '敬老慰问',
    cutOffOn: '2026-11-19',
    fromOn: '2026-11-20',
    dueOn: '2026-12-20',
    standards: [{ title: '每人', amountFen: 10_000 }],
  })
  const given = { id, retireeIds: [paid], result: 'toSurvivor', happenedOn: start }
  await world.do(clerk, 'festivals.record', given)
  const erasable = async () => {
    const { rows } = await world.do(clerk, 'retention.erasable', {})
    return rows.map((row: { id: number }) => row.id)
  }
  world.setToday('2036-11-21')
  expect(await erasable()).toEqual([unpaid])
  await expect(
    world.do(clerk, 'retention.erase', { id: paid, reason: '近亲属要求' }),
  ).rejects.toMatchObject({ code: 'retention.notYet' })
  world.setToday('2056-11-22')
  expect(await erasable()).toContain(paid)
})
