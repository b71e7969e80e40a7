import { expect, test } from 'vitest'
import { systemActor } from '#src/kernel/access.ts'
import { citizenIdOf } from '#src/roster/citizenId.ts'
import { useWorld } from '../harness/world.ts'

const world = useWorld()

/** A county under a city, with a bureau and its posts in each. */
async function cityAndCounty() {
  const city = await world.org('region')
  const county = await world.org('region', { parentId: city })
  const [cityBureau, bureau] = [
    await world.org('bureau', { parentId: city }),
    await world.org('bureau', { parentId: county }),
  ]
  return {
    bureau,
    clerk: await world.actor('bureauClerk', bureau),
    director: await world.actor('bureauDirector', bureau),
    above: await world.actor('bureauClerk', cityBureau),
    directorAbove: await world.actor('bureauDirector', cityBureau),
  }
}

test('a bureau above states, merges, rejects and waives nothing in a register that another keeps', async () => {
  const { bureau, clerk, director, above, directorAbove } = await cityAndCounty()
  const id = await world.retiree({ homeId: bureau, retiredOn: '2026-10-20' })
  const other = await world.retiree({ homeId: bureau })
  const wish = { reason: '本人来电', channel: 'phone', requestedBy: '本人' }
  const proposed = { degree: '学士' }
  const liaison = await world.actor('bureauClerk', bureau)
  const asked = await world.do(liaison, 'roster.requestChange', { id, proposed, ...wish })
  await world.do(director, 'roster.setVip', { id, isVip: true, reason: '原县级领导' })
  const reason = '核对过了，照此办理'
  const attempts: [string, object][] = [
    ['census.stateEntry', { id, kind: 'transferredIn', origin: '邻县老干部局' }],
    ['roster.declareDistinct', { firstId: id, secondId: other, reason }],
    ['roster.merge', { keepId: id, dropId: other, reason }],
    ['roster.decideChange', { requestId: asked.requestId, accept: false, decision: reason }],
  ]
  for (const [name, input] of attempts) {
    await expect(world.do(above, name, input), name).rejects.toMatchObject({ kind: 'forbidden' })
    if (name !== 'roster.merge') await world.do(clerk, name, input)
  }
  const [transferred = 0] = [await world.retiree({ homeId: bureau })]
  await world.db
    .updateTable('retiree')
    .set({ leftOn: '2026-01-01', leftReason: 'transferredOut' })
    .where('id', '=', transferred)
    .execute()
  const back = { id: transferred, on: '2026-11-01' }
  await expect(world.do(above, 'census.return', back)).rejects.toMatchObject({ kind: 'forbidden' })
  await world.do(clerk, 'census.return', back)
  const lift = { id, isVip: false, reason: '不再需要' }
  await expect(world.do(directorAbove, 'roster.setVip', lift)).rejects.toMatchObject({
    kind: 'forbidden',
  })
  await world.do(director, 'roster.setVip', lift)
})

test('a duty of a county is waived by the county alone', async () => {
  const { bureau, clerk, above } = await cityAndCounty()
  const id = await world.retiree({ homeId: bureau })
  await world.do(systemActor(), 'duties.rebuild', {})
  const { rows } = await world.do(clerk, 'duties.ofRetiree', { retireeId: id })
  const open = rows.find(({ state }: { state: string }) => state === 'open')
  const key = { retireeId: id, rule: open.rule, period: open.period }
  const waive = { ...key, reason: '本人已不需要' }
  await expect(world.do(above, 'duties.waive', waive)).rejects.toMatchObject({ kind: 'forbidden' })
  await world.do(clerk, 'duties.waive', waive)
  await expect(world.do(above, 'duties.unwaive', key)).rejects.toMatchObject({ kind: 'forbidden' })
  await world.do(clerk, 'duties.unwaive', key)
})

test('the staged sheet of a county is neither read nor committed from above', async () => {
  const { clerk, above } = await cityAndCounty()
  const number = citizenIdOf('990101', '1948-03-12', 21)
  const file = Buffer.from(`姓名,性别,身份证号,出生年月,离退休类别,慢性病
王建国,男,${number},1948.03,退休,标记慢性病`)
  const { id } = await world.do(clerk, 'import.upload', { fileName: '名册.csv' }, { file })
  await world.do(systemActor(), 'import.check', { id })
  expect(await world.do(above, 'import.list', {})).toEqual([])
  for (const name of ['import.get', 'import.rows', 'import.conflicts', 'import.commit'])
    await expect(world.do(above, name, { id }), name).rejects.toMatchObject({ kind: 'missing' })
  expect(await world.do(clerk, 'import.rows', { id })).toHaveLength(1)
})
