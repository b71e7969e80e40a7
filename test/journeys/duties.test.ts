import type { Page } from 'playwright-core'
import { beforeAll, expect, test } from 'vitest'
import { systemActor, type Actor } from '#src/kernel/access.ts'
import { axeProblems, useSite } from '#test/harness/site.ts'
import { useWorld } from '#test/harness/world.ts'

const world = useWorld('2026-11-21')
const site = useSite(world)
let clerk: Actor
let newcomer: Actor

beforeAll(async () => {
  const region = await world.org('region', { name: '示范县' })
  const homeId = await world.org('bureau', { parentId: region, name: '示范县委老干部局' })
  const managingUnit = await world.org('unit', { parentId: region, name: '示范县水利局' })
  const community = await world.org('community', { parentId: region, name: '南关社区' })
  clerk = await world.actor('bureauClerk', homeId)
  for (const fullName of ['王建国', '李秀英'])
    await world.retiree({
      homeId,
      managingUnit,
      community,
      fullName,
      birthArchive: '1936-11-29',
      registeredOn: '2026-10-20',
    })
  await world.do(systemActor(), 'duties.refresh', { orgId: region })
  const other = await world.org('region', { name: '另一县' })
  newcomer = await world.actor('bureauClerk', await world.org('bureau', { parentId: other }))
})

function noteOf(page: Page, note: string) {
  return page.locator('.page-note').getByText(note, { exact: true }).waitFor()
}

test('a visit recorded from the first page closes its duty and leaves the list', async () => {
  const page = await site.visit(clerk, '/')
  await page.locator('.page-note', { hasText: '农历十月十三' }).waitFor()
  const row = page.locator('tr', { hasText: '王建国' }).filter({ hasText: '重要寿辰看望' })
  await row.getByText('还有 8 天').waitFor()
  await row.getByRole('button', { name: '登记走访' }).click()

  const dialog = page.getByRole('dialog')
  await dialog.getByText('登记后办结：重要寿辰看望').waitFor()
  await expect.poll(() => dialog.getByLabel('寿辰').isChecked()).toBe(true)
  expect(await axeProblems(page)).toEqual([])
  await dialog.getByRole('button', { name: '登记走访' }).click()

  await page.getByText('已登记对王建国的走访').waitFor()
  await row.waitFor({ state: 'detached' })
  await page.getByRole('link', { name: '1 件', exact: true }).click()
  await page.locator('.dg-row', { hasText: '王建国' }).waitFor()
  await noteOf(page, '已办 1 件')
})

test('a duty is waived with a reason, which is asked for at its field', async () => {
  const page = await site.visit(clerk, '/duties?rule=milestoneBirthday')
  await page.getByRole('button', { name: '李秀英重要寿辰看望的更多操作' }).click()
  await page.getByRole('menuitem', { name: '免办…' }).click()
  const dialog = page.getByRole('dialog')
  await dialog.getByRole('button', { name: '免办' }).click()
  await dialog.getByRole('alert').getByText('请填写免办理由').waitFor()
  await dialog.getByLabel('免办理由').fill('本人在外地长住，已电话问候')
  await dialog.getByRole('button', { name: '免办' }).click()
  await page.getByText('没有符合条件的事项').waitFor()

  await page.getByRole('button', { name: '免办', exact: true }).click()
  const row = page.locator('.dg-row', { hasText: '李秀英' })
  await row.getByText('本人在外地长住，已电话问候').waitFor()
})

test('a figure of the coverage opens as many duties as it counts', async () => {
  const page = await site.visit(clerk, '/duties/coverage?by=rule')
  const figure = page.getByRole('link', { name: /^补登紧急联系人应办/ })
  const counted = await figure.innerText()
  await figure.click()
  await page.locator('.dg-row').first().waitFor()
  await noteOf(page, `全部应办 ${counted} 件`)
  await page.goBack()
  await figure.waitFor()
})

test('a bureau without people is shown the three first steps', async () => {
  const page = await site.visit(newcomer, '/')
  const steps = page.getByRole('listitem').getByRole('heading')
  await expect
    .poll(() => steps.allInnerTexts())
    .toEqual(['1. 建机构', '2. 导入花名册', '3. 看应办'])
})

test.each(['/', '/duties', '/duties?view=done', '/duties/coverage', '/duties/coverage?by=rule'])(
  '%s has nothing that axe finds wrong, on a desk or on a telephone',
  async (path) => {
    for (const viewport of [
      { width: 1366, height: 768 },
      { width: 390, height: 844 },
    ]) {
      const page = await site.visit(clerk, path, { viewport })
      await page.waitForLoadState('networkidle')
      expect(await axeProblems(page)).toEqual([])
      const overflow = await page.evaluate(() => document.documentElement.scrollWidth - innerWidth)
      expect(overflow).toBeLessThanOrEqual(0)
    }
  },
)
