import { beforeAll, expect, test } from 'vitest'
import type { Actor } from '#src/kernel/access.ts'
import { axeProblems, useSite } from '#test/harness/site.ts'
import { useWorld } from '#test/harness/world.ts'

const world = useWorld('2026-11-21')
const site = useSite(world)
const phone = { viewport: { width: 390, height: 844 }, hasTouch: true }
let clerk: Actor
let liaison: Actor
let other = 0

beforeAll(async () => {
  const region = await world.org('region', { name: '示范县' })
  const homeId = await world.org('bureau', { parentId: region, name: '示范县委老干部局' })
  const managingUnit = await world.org('unit', { parentId: region, name: '示范县水利局' })
  clerk = await world.actor('bureauClerk', homeId)
  liaison = await world.actor('unitLiaison', managingUnit)
  const seed = { homeId, managingUnit, birthArchive: '1941-03-02', registeredOn: '2026-06-01' }
  await world.retiree({ ...seed, fullName: '王建国' })
  other = await world.retiree({ ...seed, fullName: '李秀英' })
  const stay = { hospital: '县中医医院', channel: 'unit', admittedOn: '2026-11-19' }
  await world.do(liaison, 'health.admit', { retireeId: other, ...stay })
})

// requirements C07-07, C08-01: an admission told on the telephone becomes a visit that is owed.
test('at the desk: a telephone call becomes a stay, and the stay a visit', async () => {
  const page = await site.visit(clerk, '/health')
  await page.getByRole('button', { name: '登记住院' }).click()
  const dialog = page.getByRole('dialog')
  await dialog.getByLabel('老同志').fill('王建')
  await page.getByRole('option', { name: /王建国/ }).click()
  await dialog.getByRole('textbox', { name: '医院' }).fill('县人民医院')
  expect(await axeProblems(page)).toEqual([])
  await dialog.getByRole('button', { name: '登记住院' }).click()
  const row = page.getByRole('row', { name: /王建国/ })
  await row.getByText('县人民医院').waitFor()
  await row.getByText('2026年11月24日前').waitFor()
  expect(await axeProblems(page)).toEqual([])
  await page.goto(new URL('/duties/six', page.url()).href)
  await page.getByRole('link', { name: /生病住院看望应访 2 件/ }).click()
  await page.getByRole('table', { name: '名单：应访' }).getByText('王建国').waitFor()
  expect(await axeProblems(page)).toEqual([])
})

test('on a phone: the unit arranges the escort and registers the discharge', async () => {
  const page = await site.visit(liaison, `/roster/${other}?tab=health`, phone)
  const stays = page.getByRole('table', { name: '住院记录' })
  await stays.getByText('县中医医院').waitFor()
  await stays.getByRole('button', { name: '接送陪护' }).click()
  const dialog = page.getByRole('dialog')
  await dialog.getByRole('radiogroup', { name: '陪护' }).getByText('已安排').click()
  await dialog.getByRole('button', { name: '保存' }).click()
  await stays.getByText('接送未安排，陪护已安排').waitFor()
  await stays.getByRole('button', { name: '登记出院' }).click()
  expect(await axeProblems(page)).toEqual([])
  await dialog.getByRole('button', { name: '登记出院' }).click()
  await stays.getByText('至2026年11月21日').waitFor()
  expect(await axeProblems(page)).toEqual([])
  const { rows } = await world.do(liaison, 'duties.ofRetiree', { retireeId: other })
  const visits = rows.filter(({ rule }: { rule: string }) => rule === 'illnessVisit')
  expect(visits).toMatchObject([{ dueOn: '2026-11-28', state: 'open' }])
})
