import { expect, test } from 'vitest'
import { useWorld } from '#test/harness/world.ts'

const world = useWorld()

test('units and branches that lack people or a leading group are named, the largest first', async () => {
  const region = await world.org('region')
  const homeId = await world.org('bureau', { parentId: region })
  const large = await world.org('unit', { parentId: region, name: '县水利局', inCharge: '王局长' })
  const small = await world.org('unit', { parentId: region, name: '县档案馆' })
  await world.org('unit', { parentId: region, name: '县气象局' })
  const branch = await world.org('branch', { parentId: region, name: '第一党支部' })
  const clerk = await world.actor('bureauClerk', homeId)
  for (let count = 0; count < 3; count++)
    await world.retiree({ fullName: `王建国${count}`, homeId, managingUnit: large })
  await world.retiree({ fullName: '李秀英', homeId, managingUnit: small })
  await world.do(clerk, 'policy.set', {
    code: 'leadingGroup',
    orgId: region,
    title: '关于加强老干部工作的意见',
    documentNo: '示委发〔2026〕1号',
    value: { enabled: true, owner: 'managingUnit', atLeast: 3 },
    validFrom: '2026-01-01',
  })
  const gaps = () => world.do(clerk, 'governance.gaps', { orgId: region })
  expect(await gaps()).toMatchObject({
    total: 3,
    rows: [
      { id: large, people: 3, gaps: ['未明确专兼职工作人员', '已达 3 人，未建领导小组'] },
      { id: small, people: 1, gaps: ['未明确分管领导', '未明确专兼职工作人员'] },
      { id: branch, people: 0, gaps: ['未明确联络员'] },
    ],
  })
  const { version } = await world.do(clerk, 'orgs.get', { id: large })
  const staff = { partTimeStaff: '李干事', leadingGroup: '组长王局长，示水发〔2026〕3号' }
  await world.do(clerk, 'orgs.amend', { id: large, version, ...staff })
  expect(await gaps()).toMatchObject({ total: 2 })
})

test('another county is not told', async () => {
  const ours = await world.org('region')
  const theirs = await world.org('region')
  const stranger = await world.actor('bureauClerk', theirs)
  await expect(world.do(stranger, 'governance.gaps', { orgId: ours })).rejects.toMatchObject({
    kind: 'missing',
  })
})
