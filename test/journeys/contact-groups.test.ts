import type { Page } from 'playwright-core'
import { beforeAll, expect, test } from 'vitest'
import type { Actor } from '#src/kernel/access.ts'
import { axeProblems, useSite } from '#test/harness/site.ts'
import { useWorld } from '#test/harness/world.ts'

const world = useWorld('2026-12-02')
const site = useSite(world)
const phone = { viewport: { width: 390, height: 844 }, hasTouch: true }
let clerk: Actor
let worker: Actor
let groupId = 0
let person = 0

beforeAll(async () => {
  const region = await world.org('region', { name: '示范县' })
  const homeId = await world.org('bureau', { parentId: region, name: '示范县委老干部局' })
  const managingUnit = await world.org('unit', { parentId: region, name: '示范县水利局' })
  const community = await world.org('community', { parentId: region, name: '南关社区' })
  clerk = await world.actor('bureauClerk', homeId)
  worker = await world.actor('communityWorker', community)
  const seed = { homeId, managingUnit, community, mobile: '19999000001' }
  const more = { birthArchive: '1941-03-02', registeredOn: '2026-06-01' }
  person = await world.retiree({ ...seed, ...more, fullName: '王建国' })
  await world.retiree({ ...seed, ...more, fullName: '李秀英' })
  const leader = { accountId: worker.accountId, phone: '19999025010' }
  const made = await world.do(worker, 'contactGroups.create', { name: '南关第一小组', leader })
  groupId = made.id
  world.setToday('2026-10-10')
  await world.do(worker, 'contactGroups.assign', { groupId, ids: [person] })
  world.setToday('2026-12-02')
})

// requirements C08-02: a group is set up, someone joins it, is called, and what was asked for is opened.
test('at the desk: a group is set up, a person joins, and the card is printed and handed out', async () => {
  const page = await site.visit(clerk, '/groups')
  await page.getByRole('button', { name: '建立小组' }).click()
  const dialog = page.getByRole('dialog')
  await dialog.getByLabel('小组名称').fill('南关第二小组')
  await dialog.getByLabel('或志愿者姓名').fill('许志愿')
  await dialog.getByLabel('电话', { exact: true }).fill('19999025100')
  expect(await axeProblems(page)).toEqual([])
  await dialog.getByRole('button', { name: '建立小组' }).click()
  await page.getByRole('heading', { level: 1, name: '南关第二小组' }).waitFor()

  await page.getByRole('link', { name: '到“还没有结对”里安排' }).click()
  await page.getByRole('button', { name: '安排结对：李秀英' }).click()
  await dialog.getByRole('button', { name: /联系小组/ }).click()
  await page.getByRole('option', { name: /南关第二小组/ }).click()
  await dialog.getByRole('button', { name: '安排', exact: true }).click()
  await page.getByText('符合条件的都已结对').waitFor()

  await page.getByRole('tab', { name: '联系小组' }).click()
  await page.getByRole('link', { name: '南关第二小组' }).click()
  const [download] = await Promise.all([
    page.waitForEvent('download'),
    page.getByRole('button', { name: '打印联系卡' }).click(),
  ])
  expect(await download.failure()).toBeNull()
  await page.goto(new URL('/groups?tab=cards', page.url()).href)
  await page.getByRole('button', { name: /^登记发放/ }).click()
  await dialog.getByRole('button', { name: '登记发放' }).click()
  await page.getByText(/发给本人/).waitFor()
})

test('on a telephone: the number is shown for the purpose, the call closes what was overdue', async () => {
  const page = await site.visit(worker, `/groups/${groupId}`, phone)
  await page.getByText(/逾期 \d+ 天/).waitFor()
  await page.getByRole('button', { name: '给王建国打电话、登记联系' }).click()
  const dialog = page.getByRole('dialog')
  await dialog.getByText('199****0001').waitFor()
  await dialog.getByRole('button', { name: '显示号码' }).click()
  await dialog.getByRole('link', { name: '拨打 19999000001' }).waitFor()
  await dialog.getByLabel('情况').fill('身体尚好，盼社区代取药')
  await dialog.getByRole('button', { name: /需要办的事/ }).click()
  await page.getByRole('option', { name: '就医' }).click()
  await dialog.getByLabel('是什么事').fill('每月代取药品')
  expect(await axeProblems(page)).toEqual([])
  await dialog.getByRole('button', { name: '登记联系' }).click()
  await page.getByText(/已登记，转为事项/).waitFor()
  await page.getByText('2026年12月2日，电话，0 天前').waitFor()
  const open = await world.db
    .selectFrom('duty')
    .select('period')
    .where('retireeId', '=', person)
    .where('rule', '=', 'contactCall')
    .where('state', '=', 'open')
    .execute()
  expect(open).toEqual([])
})

const sideways = (page: Page) =>
  page.evaluate(() => document.documentElement.scrollWidth - innerWidth)

test.each(['/groups', '/groups?tab=none', '/groups?tab=cards', '/groups/1', '/groups/gap'])(
  '%s has nothing that axe finds wrong, on a desk or on a telephone',
  async (path) => {
    for (const viewport of [{ width: 1366, height: 768 }, phone.viewport]) {
      const page = await site.visit(clerk, path, { viewport })
      await page.waitForLoadState('networkidle')
      expect(await axeProblems(page)).toEqual([])
      expect(await sideways(page)).toBeLessThanOrEqual(0)
    }
  },
)

test('the page of a person shows the group and every contact', async () => {
  const page = await site.visit(clerk, `/roster/${person}?tab=contacts`)
  await page.getByText('没有联系卡').waitFor()
  await page.getByRole('link', { name: '南关第一小组' }).waitFor()
  expect(await axeProblems(page)).toEqual([])
})
