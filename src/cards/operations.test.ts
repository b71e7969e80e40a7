import { expect, test } from 'vitest'
import { systemActor, type Actor } from '#src/kernel/access.ts'
import { readPdf } from '#test/pdf-text.ts'
import { agree } from '#test/harness/approved.ts'
import { useWorld } from '#test/harness/world.ts'

const world = useWorld()

async function county() {
  const region = await world.org('region')
  const home = await world.org('bureau', { parentId: region, name: '示范县委老干部局' })
  const unit = await world.org('unit', {
    parentId: region,
    name: '示范县水务局',
    inCharge: '王局长',
  })
  const community = await world.org('community', { parentId: region, name: '枫林社区' })
  const clerk = await world.actor('bureauClerk', home)
  const person = (fullName: string) =>
    world.retiree({
      fullName,
      homeId: home,
      managingUnit: unit,
      birthArchive: '1948-03-12',
      politicalStatus: '01',
      mobile: '19999000001',
      chronicDiseases: '高血压',
    })
  return { region, home, unit, community, clerk, person }
}

async function textOf(actor: Actor, operation: string, input: object) {
  const { body, fileName } = await world.do(actor, operation, input)
  return { pages: readPdf(body).map(({ text }) => text.replaceAll('\n', '')), fileName }
}

test('a responsibility card is one page that names the five and what is missing', async () => {
  const { clerk, person } = await county()
  const id = await person('张国华')
  const contact = { id, name: '张晓东', relation: '20', phone: '19999000003', isEmergency: true }
  await world.do(clerk, 'roster.saveContact', { ...contact, consented: true })
  const { pages, fileName } = await textOf(clerk, 'cards.print', { id, kind: 'responsibility' })
  expect(fileName).toBe('责任卡-张国华.pdf')
  expect(pages).toHaveLength(1)
  for (const words of ['示范县委老干部局', '示范县水务局', '王局长', '张晓东', '199****0003'])
    expect(pages[0]).toContain(words)
  expect(pages[0]).toContain('未登记所属社区；未登记所在党支部')
  expect(await world.events(id)).toContainEqual(
    expect.objectContaining({ operation: 'cards.print', outcome: 'looked' }),
  )
})

test('a service card lists open duties and requests, and nothing of health', async () => {
  const { clerk, person } = await county()
  const id = await person('李秀兰')
  await world.do(clerk, 'roster.requestChange', {
    id,
    proposed: { residenceAddress: '示范县银杏街 8 号' },
    reason: '本人来电',
    channel: 'phone',
    requestedBy: '本人',
  })
  await world.do(systemActor(), 'duties.rebuild', {})
  const { pages } = await textOf(clerk, 'cards.print', { id, kind: 'service' })
  expect(pages).toHaveLength(1)
  expect(pages[0]).toContain('本人提出更正：现居住地址')
  expect(pages[0]).toContain('重阳节走访慰问')
  expect(pages[0]).toMatch(/待办|已逾期/)
  expect(pages[0]).not.toContain('高血压')
  expect(pages[0]).not.toContain('19999000001')
})

test('of a frozen list everyone has a page; many people need a second pair of eyes', async () => {
  const { clerk, person } = await county()
  for (let count = 0; count < 3; count++) await person(`王建国${'甲乙丙'[count]}`)
  const few = await world.do(clerk, 'snapshots.freeze', {
    title: '走访名单',
    columns: ['fullName'],
  })
  const { pages } = await textOf(clerk, 'cards.printAll', { snapshotId: few.id, kind: 'service' })
  expect(pages).toHaveLength(3)
  for (let count = 0; count < 30; count++) await person(`李建国${count}`)
  const many = await world.do(clerk, 'snapshots.freeze', { title: '全部', columns: ['fullName'] })
  await expect(
    world.do(clerk, 'cards.printAll', { snapshotId: many.id, kind: 'service' }),
  ).rejects.toMatchObject({ code: 'exports.needsApproval' })

  const wish = {
    source: { from: 'snapshot', id: many.id },
    columns: ['fullName'],
    format: 'pdf',
    purpose: 'service',
  }
  const { approvalId } = await world.do(clerk, 'exports.request', wish)
  const director = await world.actor('bureauDirector', clerk.orgId)
  await agree(world, director, approvalId)
  const printAll = (kind: string) => textOf(clerk, 'cards.printAll', { snapshotId: many.id, kind })
  expect((await printAll('responsibility')).pages).toHaveLength(33)
  await expect(printAll('service')).rejects.toMatchObject({ code: 'exports.needsApproval' })
})

test('another county prints no card of ours', async () => {
  const { person } = await county()
  const id = await person('赵国强')
  const { clerk: stranger } = await county()
  await expect(world.do(stranger, 'cards.print', { id, kind: 'service' })).rejects.toMatchObject({
    code: 'cards.noOne',
  })
})
