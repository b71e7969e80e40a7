import { beforeAll, expect, test } from 'vitest'
import type { Page } from 'playwright-core'
import type { Actor } from '#src/kernel/access.ts'
import { citizenIdOf } from '#src/roster/citizenId.ts'
import { axeProblems, useSite } from '#test/harness/site.ts'
import { useWorld } from '#test/harness/world.ts'

const world = useWorld('2026-11-21')
const site = useSite(world)
let homeId: number
let clerk: Actor
let second: Actor
let director: Actor

beforeAll(async () => {
  const region = await world.org('region', { name: '示范县' })
  homeId = await world.org('bureau', { parentId: region, name: '示范县委老干部局' })
  await world.org('unit', { parentId: region, name: '示范县水利局' })
  clerk = await world.actor('bureauClerk', region)
  second = await world.actor('bureauClerk', region)
  director = await world.actor('bureauDirector', region)
})

function press(page: Page, name: string) {
  return page.getByRole('button', { name, exact: true }).click()
}

async function choose(page: Page, label: string, option: string) {
  await page.getByLabel(label, { exact: true }).click()
  await page.getByRole('option', { name: option, exact: true }).click()
}

function nameOf(page: Page, fullName: string) {
  return page.getByRole('heading', { level: 1, name: fullName }).waitFor()
}

test('the number fills in sex and birth; a look-alike must be decided on before registering', async () => {
  const page = await site.visit(clerk, '/roster/new')
  await press(page, '登记')
  await page.getByText('有 2 处需要修改').waitFor()
  expect(await axeProblems(page)).toEqual([])
  await page.getByLabel('姓名', { exact: true }).fill('欧阳青松')
  await page.getByLabel('证件号码').fill(citizenIdOf('990101', '1948-03-12', 11))
  await page.getByText('男，1948年3月12日生').waitFor()
  await choose(page, '离退休类别', '退休')
  await expect.poll(() => page.getByLabel('出生日期（档案）').inputValue()).toBe('1948-03-12')
  await press(page, '登记')
  await nameOf(page, '欧阳青松')

  await page.goto(`${site.address}/roster/new`)
  await page.getByLabel('姓名', { exact: true }).fill('欧阳青松')
  await page.getByLabel('出生日期（档案）').fill('1948.3')
  await choose(page, '离退休类别', '退休')
  await page.getByText('1 位疑似同一人').waitFor()
  await press(page, '登记')
  await page.getByText('可能已登记过').first().waitFor()
  await page.getByText('已核对，与欧阳青松不是同一人').click()
  await press(page, '登记')
  await nameOf(page, '欧阳青松')
  const rows = await world.db.selectFrom('retiree').select('countsInStatistics').execute()
  expect(rows).toEqual([{ countsInStatistics: true }, { countsInStatistics: true }])
})

test('what another changed meanwhile is said, and neither change is lost', async () => {
  const id = await world.retiree({ homeId, fullName: '王建国', birthArchive: '1940-05' })
  const [page, other] = [
    await site.visit(clerk, `/roster/${id}`),
    await site.visit(second, `/roster/${id}`),
  ]
  for (const one of [page, other]) await press(one, '修改档案')
  await other.getByRole('dialog').getByLabel('学位').fill('学士')
  await press(other, '保存')
  await other.getByText('已修改 1 项').waitFor()
  await page.getByRole('dialog').getByLabel('手机', { exact: true }).fill('19999000001')
  await press(page, '保存')
  await page.getByText('别人刚改过这条记录').waitFor()
  await page.getByText('别人改过：学位').waitFor()
  await press(page, '保存')
  await page.getByText('199****0001').first().waitFor()
  const { values } = await world.do(clerk, 'roster.get', { id })
  expect(values).toMatchObject({ degree: '学士', mobile: '199****0001' })
})

test('a death is registered in two steps, closes the record, and can be taken back', async () => {
  const id = await world.retiree({ homeId, fullName: '李秀英', birthArchive: '1936-11-29' })
  const page = await site.visit(clerk, `/roster/${id}`)
  await press(page, '更多')
  await page.getByRole('menuitem', { name: '登记去世' }).click()
  const dialog = page.getByRole('dialog')
  await dialog.getByLabel('去世日期').fill('2026-11')
  await dialog.getByLabel('报告人').fill('长女 赵敏')
  await dialog.getByRole('button', { name: '下一步' }).click()
  await dialog.getByText('移出在册名单和统计').waitFor()
  await dialog.getByRole('button', { name: '确认登记去世' }).click()
  await page.getByText('已于2026年11月去世').waitFor()
  await page.getByRole('button', { name: '修改档案' }).waitFor({ state: 'detached' })
  expect(await axeProblems(page)).toEqual([])
  await press(page, '更正去世登记')
  await dialog.getByLabel('更正原因').fill('同名误报')
  await dialog.getByRole('button', { name: '提交复核' }).click()
  await page.getByText('已提交复核').waitFor()
  const [{ id: asked }] = (await world.do(director, 'approvals.list', {})).toCheck
  const { seen } = await world.do(director, 'approvals.get', { id: asked })
  await world.do(director, 'approvals.decide', { id: asked, approve: true, seen })
  await page.reload()
  await page.getByRole('button', { name: '修改档案' }).waitFor()
})

test('going back from a record finds the list on the same page and row', async () => {
  for (let i = 100; i < 220; i++)
    await world.retiree({ homeId, fullName: '张三', namePinyin: `zhang${i}` })
  const page = await site.visit(clerk, '/roster?text=zhang')
  await press(page, '下一页')
  await page.getByText('第 51–100 条，共 120 条').waitFor()
  const grid = page.locator('.dg')
  await grid.evaluate((element) => element.scrollTo(0, 600))
  await expect.poll(() => grid.evaluate((element) => element.scrollTop)).toBe(600)
  await page.waitForFunction(openVisibleRow)
  await nameOf(page, '张三')
  await page.goBack()
  await page.getByText('第 51–100 条，共 120 条').waitFor()
  await expect.poll(() => grid.evaluate((element) => element.scrollTop)).toBe(600)
  await press(page, '上一页')
  await page.getByText('第 1–50 条，共 120 条').waitFor()
})

/** Follows a link that is in view as it is; a click by the driver might scroll to it first. */
function openVisibleRow(): boolean {
  const grid = document.querySelector('.dg')
  const frame = grid?.getBoundingClientRect()
  const link = [...(grid?.querySelectorAll<HTMLElement>('.dg-row a') ?? [])].find((each) => {
    const { top, bottom } = each.getBoundingClientRect()
    return frame && top > frame.top + 80 && bottom < frame.bottom
  })
  link?.click()
  return link !== undefined
}
