import { expect, test } from 'vitest'
import { useWorld } from '#test/harness/world.ts'

const world = useWorld('2026-11-21')

async function setting() {
  const region = await world.org('region')
  const bureau = await world.org('bureau', { parentId: region })
  const unit = await world.org('unit', { parentId: region })
  const id = await world.retiree({ homeId: bureau, managingUnit: unit })
  const far = await world.org('bureau', { parentId: await world.org('region') })
  return {
    clerk: await world.actor('bureauClerk', bureau),
    director: await world.actor('bureauDirector', bureau),
    liaison: await world.actor('unitLiaison', unit),
    stranger: await world.actor('bureauClerk', far),
    bureau,
    id,
  }
}

const visit = (retireeId: number, values = {}) => ({
  retireeId,
  visitedOn: '2026-11-20',
  reasons: ['birthday', 'hardship'],
  way: 'home',
  visitors: '张敏、王强',
  findings: '屋顶漏雨，需联系维修',
  ...values,
})

test('a visit is recorded once and read by everyone who looks after the person', async () => {
  const { clerk, liaison, id } = await setting()
  await world.do(liaison, 'visits.record', visit(id))
  await world.do(clerk, 'visits.record', visit(id, { visitedOn: '2025-01-02', findings: '' }))
  expect(await world.do(clerk, 'visits.list', { retireeId: id })).toMatchObject([
    {
      visitedOn: '2026-11-20',
      reasons: ['birthday', 'hardship'],
      findings: '屋顶漏雨，需联系维修',
    },
    { visitedOn: '2025-01-02', findings: null },
  ])
  const done = (await world.events(id)).filter(({ outcome }) => outcome === 'done')
  expect(done).toMatchObject([
    { name: 'visit.recorded', operation: 'visits.record', accountId: liaison.accountId },
    { name: 'visit.recorded', accountId: clerk.accountId },
  ])
})

test('not in the future, not after death, not on a record that has left', async () => {
  const { clerk, bureau, id } = await setting()
  const refused = (retireeId: number, values: object, expected: object) =>
    expect(world.do(clerk, 'visits.record', visit(retireeId, values))).rejects.toMatchObject(
      expected,
    )
  await refused(id, { visitedOn: '2026-11-22' }, { code: 'visits.inFuture', kind: 'invalid' })
  const gone = { homeId: bureau, leftOn: '2026-10-05' }
  const dead = await world.retiree({ ...gone, diedOn: '2026-10', leftReason: 'deceased' })
  await refused(dead, { visitedOn: '2026-11-01' }, { issues: [{ field: 'visitedOn' }] })
  await world.do(clerk, 'visits.record', visit(dead, { visitedOn: '2026-09-30' }))
  const left = await world.retiree({ ...gone, leftReason: 'transferredOut' })
  await refused(left, {}, { code: 'visits.leftRegister' })
})

test('a stranger finds nobody, a director may only read duties, and nothing is written', async () => {
  const { director, stranger, id } = await setting()
  await expect(world.do(stranger, 'visits.record', visit(id))).rejects.toMatchObject({
    kind: 'missing',
  })
  await expect(world.do(stranger, 'visits.list', { retireeId: id })).rejects.toMatchObject({
    kind: 'missing',
  })
  await expect(world.do(director, 'visits.record', visit(id))).rejects.toMatchObject({
    kind: 'forbidden',
  })
  const count = await world.db
    .selectFrom('visit')
    .where('retireeId', '=', id)
    .select('id')
    .execute()
  expect(count).toEqual([])
})
