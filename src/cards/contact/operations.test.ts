import { expect, test } from 'vitest'
import { readPdf } from '#test/pdf-text.ts'
import { useWorld } from '#test/harness/world.ts'

const world = useWorld('2026-11-21')

async function county() {
  const region = await world.org('region')
  const home = await world.org('bureau', { parentId: region, phone: '0999-9900000' })
  const unit = await world.org('unit', {
    parentId: region,
    name: '示范县水务局',
    phone: '0999-9900001',
  })
  const clerk = await world.actor('bureauClerk', home)
  const person = (fullName: string) =>
    world.retiree({
      fullName,
      homeId: home,
      managingUnit: unit,
      designatedHospital: '示范县人民医院',
      chronicDiseases: '高血压',
    })
  return { home, clerk, person }
}

type County = Awaited<ReturnType<typeof county>>

async function group({ clerk }: County, ids: number[]): Promise<number> {
  const { id } = await world.do(clerk, 'contactGroups.create', {
    name: '第一联系小组',
    dutyPhone: '0999-9901010',
    leader: { accountId: clerk.accountId, phone: '19999025010' },
  })
  const member = { name: '许志愿', phone: '19999025100' }
  await world.do(clerk, 'contactGroups.addMember', { groupId: id, member })
  await world.do(clerk, 'contactGroups.assign', { groupId: id, ids })
  return id
}

async function textOf({ clerk }: County, operation: string, input: object) {
  const site = 'https://lgb.example.cn'
  const { body, fileName } = await world.do(clerk, operation, input, { site })
  return { pages: readPdf(body).map(({ text }) => text.replaceAll('\n', '')), fileName, body }
}

// requirements C08-03: group, phones, hospital, one-key number; a log of what was handed out.
test('a card names the group, duty desk, hospital and 120, and nothing of health', async () => {
  const place = await county()
  const id = await place.person('张国华')
  await group(place, [id])
  const { pages, fileName } = await textOf(place, 'contactCards.print', { id })
  expect(fileName).toBe('联系卡-张国华.pdf')
  for (const words of [
    '张国华 同志',
    '第一联系小组',
    '199 9902 5010',
    '成员 许志愿',
    '199 9902 5100',
    '0999-9901010',
    '示范县人民医院',
    '120',
    '一键呼叫',
  ])
    expect(pages[0]).toContain(words)
  expect(pages[0]).not.toContain('高血压')
  const token = await world.db
    .selectFrom('callToken')
    .selectAll()
    .where('retireeId', '=', id)
    .execute()
  expect(token).toHaveLength(1)
})

test('who is in no group gets the unit and the bureau; two people share a sheet', async () => {
  const place = await county()
  const ids = [
    await place.person('张国华'),
    await place.person('李秀兰'),
    await place.person('王建国'),
  ]
  const alone = await textOf(place, 'contactCards.print', { id: ids[0] })
  expect(alone.pages[0]).toContain('示范县水务局')
  expect(alone.pages[0]).toContain('0999-9900001')
  expect(alone.pages[0]).toContain('0999-9900000')
  const groupId = await group(place, ids)
  const { pages } = await textOf(place, 'contactCards.printGroup', { groupId })
  expect(pages).toHaveLength(2)
  const list = await world.do(place.clerk, 'contactCards.list', { groupId })
  expect(list.total).toBe(3)
  expect(list.rows.filter(({ again }: { again: boolean }) => again)).toHaveLength(1)
})

test('the log says who handed which card to whom; a lost one no longer calls help', async () => {
  const place = await county()
  const { clerk } = place
  const id = await place.person('张国华')
  await textOf(place, 'contactCards.print', { id })
  const [card] = (await world.do(clerk, 'contactCards.list', { retireeId: id })).rows
  expect(card).toMatchObject({ state: 'printed', again: false })
  expect(card.number).toMatch(/^2026\d{6}$/)
  const given = { id: card.id, happenedOn: '2026-11-21', byWhom: '张敏', toWhom: '本人' }
  await world.do(clerk, 'contactCards.give', given)
  await expect(world.do(clerk, 'contactCards.give', given)).rejects.toMatchObject({
    code: 'contactCards.notNew',
  })
  await world.do(clerk, 'contactCards.end', {
    id: card.id,
    kind: 'lost',
    happenedOn: '2026-11-21',
    byWhom: '张敏',
  })
  const open = await world.db
    .selectFrom('callToken')
    .select('id')
    .where('retireeId', '=', id)
    .where('revokedAt', 'is', null)
    .execute()
  expect(open).toEqual([])
  await textOf(place, 'contactCards.print', { id })
  expect((await world.do(clerk, 'contactCards.list', { retireeId: id })).rows).toMatchObject([
    { state: 'printed', again: true },
    { state: 'lost', givenTo: '本人', givenBy: '张敏', endedOn: '2026-11-21' },
  ])
  expect((await world.do(clerk, 'contactCards.list', { retireeId: id, state: 'lost' })).total).toBe(
    1,
  )
})

test('another county prints and hands out no card of ours; many people need a second pair of eyes', async () => {
  const place = await county()
  const { clerk: stranger } = await county()
  const id = await place.person('张国华')
  await textOf(place, 'contactCards.print', { id })
  const [card] = (await world.do(place.clerk, 'contactCards.list', { retireeId: id })).rows
  const refused = (operation: string, input: object) =>
    expect(world.do(stranger, operation, input)).rejects.toMatchObject({ kind: 'missing' })
  await refused('contactCards.print', { id })
  await refused('contactCards.give', {
    id: card.id,
    happenedOn: '2026-11-21',
    byWhom: '某人',
    toWhom: '本人',
  })
  expect((await world.do(stranger, 'contactCards.list', { retireeId: id })).total).toBe(0)
  const ids: number[] = []
  for (let count = 0; count < 32; count += 1) ids.push(await place.person(`李建国${count}`))
  const groupId = await group(place, ids)
  await expect(world.do(place.clerk, 'contactCards.printGroup', { groupId })).rejects.toMatchObject(
    { code: 'exports.needsApproval' },
  )
})
