import { expect, test } from 'vitest'
import { useWorld } from '#test/harness/world.ts'

const world = useWorld()

async function county() {
  const region = await world.org('region')
  const bureau = await world.org('bureau', { parentId: region })
  const unit = await world.org('unit', { parentId: region, name: '县水利局' })
  const other = await world.org('unit', { parentId: region, name: '县农业农村局' })
  const clerk = await world.actor('bureauClerk', region)
  return { region, bureau, unit, other, clerk }
}

test('a merger moves the people, keeps the history and remembers the old name', async () => {
  const { region, bureau, unit, other, clerk } = await county()
  const id = await world.retiree({ homeId: bureau, managingUnit: unit, formerUnit: unit })
  const merged = await world.do(clerk, 'orgs.merge', {
    id: unit,
    intoId: other,
    on: '2026-11-01',
    documentNo: '示编〔2026〕3号',
  })
  expect(merged).toEqual({ moved: 1 })

  const ties = await world.db
    .selectFrom('tie')
    .select(['kind', 'orgId', 'validTo'])
    .where('retireeId', '=', id)
    .orderBy('id')
    .execute()
  expect(ties.filter((tie) => tie.validTo === '2026-11-01')).toHaveLength(2)
  expect(ties.filter((tie) => tie.validTo === null).map((tie) => tie.orgId)).toEqual([other, other])

  const { history, dissolvedOn, successorId } = await world.do(clerk, 'orgs.get', { id: unit })
  expect({ dissolvedOn, successorId }).toEqual({ dissolvedOn: '2026-11-01', successorId: other })
  expect(history[0]).toMatchObject({ kind: 'merged', documentNo: '示编〔2026〕3号' })
  const alias = await world.db
    .selectFrom('orgAlias')
    .select('name')
    .where('orgId', '=', other)
    .execute()
  expect(alias).toEqual([{ name: '县水利局' }])
  const tree = await world.do(clerk, 'orgs.tree', {})
  expect(tree.map((node: { id: number }) => node.id)).toEqual([region, bureau, other])
})

test('moving a branch of the tree changes who can see the people in it', async () => {
  const { bureau, region } = await county()
  const unit = await world.org('unit', { parentId: region, name: '县气象局' })
  const there = await county()
  const inner = await world.org('unit', { parentId: unit })
  const id = await world.retiree({ homeId: bureau, managingUnit: inner })
  const top = await world.org('region')
  await world.db
    .updateTable('org')
    .set({ parentId: top })
    .where('id', 'in', [region, there.region])
    .execute()
  const master = await world.actor('bureauClerk', top)
  await world.do(master, 'orgs.move', { id: unit, parentId: there.region, on: '2026-11-20' })
  const { reach } = await world.db
    .selectFrom('retiree')
    .select('reach')
    .where('id', '=', id)
    .executeTakeFirstOrThrow()
  expect(reach).toEqual(expect.arrayContaining([top, there.region, unit, inner, bureau]))
  await expect(
    world.do(master, 'orgs.move', { id: unit, parentId: inner, on: '2026-11-20' }),
  ).rejects.toMatchObject({ code: 'orgs.loop' })
})

test.each([
  ['a later day', { on: '2026-11-22' }, 'orgs.inFuture'],
  ['the same name', { name: '县水利局' }, 'orgs.sameName'],
  ['a name taken beside it', { name: '县农业农村局' }, 'orgs.nameTaken'],
])('renaming is refused for %s', async (_why, change, code) => {
  const { unit, clerk } = await county()
  const input = { id: unit, name: '县水务局', on: '2026-11-20', ...change }
  await expect(world.do(clerk, 'orgs.rename', input)).rejects.toMatchObject({ code })
})

test('an organisation with people or children is not dissolved', async () => {
  const { bureau, unit, region, clerk } = await county()
  await world.retiree({ homeId: bureau, payingUnit: unit })
  await expect(
    world.do(clerk, 'orgs.dissolve', { id: unit, on: '2026-11-20' }),
  ).rejects.toMatchObject({ code: 'orgs.stillHasPeople' })
  await expect(
    world.do(clerk, 'orgs.dissolve', { id: region, on: '2026-11-20' }),
  ).rejects.toMatchObject({ code: 'orgs.stillHasChildren' })
})

test('another county neither sees nor changes it, and a liaison may only read', async () => {
  const { unit, region } = await county()
  const stranger = (await county()).clerk
  const liaison = await world.actor('unitLiaison', unit)
  const rename = { id: unit, name: '县水务局', on: '2026-11-20' }
  await expect(world.do(stranger, 'orgs.get', { id: unit })).rejects.toMatchObject({
    kind: 'missing',
  })
  await expect(world.do(stranger, 'orgs.rename', rename)).rejects.toMatchObject({ kind: 'missing' })
  await expect(world.do(liaison, 'orgs.rename', rename)).rejects.toMatchObject({
    kind: 'forbidden',
  })
  expect(await world.do(liaison, 'orgs.search', { text: '水利' })).toHaveLength(1)
  await expect(world.do(liaison, 'orgs.get', { id: region })).rejects.toMatchObject({
    kind: 'missing',
  })
})
