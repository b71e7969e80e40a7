import { expect, test } from 'vitest'
import { useWorld } from '#test/harness/world.ts'

const world = useWorld()
const round = { visitedOn: '2026-11-20', way: 'home', visitors: '张敏' }

async function county() {
  const region = await world.org('region')
  const homeId = await world.org('bureau', { parentId: region })
  const managingUnit = await world.org('unit', { parentId: region })
  const other = await world.org('unit', { parentId: region })
  return {
    liaison: await world.actor('unitLiaison', managingUnit),
    stranger: await world.actor('unitLiaison', other),
    one: await world.retiree({ homeId, managingUnit }),
    two: await world.retiree({ homeId, managingUnit, fullName: '王建国' }),
  }
}

test('a round leaves one visit for each person, with each one’s own reasons', async () => {
  const { liaison, one, two } = await county()
  const people = [
    { retireeId: one, reasons: ['birthday'] },
    { retireeId: two, reasons: ['doubleNinth'] },
  ]
  expect(await world.do(liaison, 'visits.recordSeveral', { ...round, people })).toEqual({
    recorded: 2,
  })
  const [kept] = await world.do(liaison, 'visits.list', { retireeId: two })
  expect(kept).toMatchObject({ ...round, reasons: ['doubleNinth'], findings: null })
  expect((await world.events(one)).map(({ name }) => name)).toContain('visit.recorded')
})

test('a round is recorded whole or not at all, and says whose visit was refused', async () => {
  const { liaison, one, two } = await county()
  await world.db
    .updateTable('retiree')
    .set({ leftOn: '2026-01-05', leftReason: 'deceased', diedOn: '2026-01-05' })
    .where('id', '=', two)
    .execute()
  const people = [one, two].map((retireeId) => ({ retireeId, reasons: ['routine'] }))
  const recording = world.do(liaison, 'visits.recordSeveral', { ...round, people })
  await expect(recording).rejects.toThrow('王建国')
  expect(await world.do(liaison, 'visits.list', { retireeId: one })).toEqual([])
})

test('nobody is visited twice in a round, nor by those who do not look after them', async () => {
  const { liaison, stranger, one } = await county()
  const person = { retireeId: one, reasons: ['routine'] }
  const twice = { ...round, people: [person, person] }
  await expect(world.do(liaison, 'visits.recordSeveral', twice)).rejects.toThrow('选了两次')
  const once = { ...round, people: [person] }
  await expect(world.do(stranger, 'visits.recordSeveral', once)).rejects.toThrow('查无此人')
})
