import { beforeAll, expect, test } from 'vitest'
import type { Page } from 'playwright-core'
import type { Actor } from '#src/kernel/access.ts'
import { useSite } from '#test/harness/site.ts'
import { useWorld } from '#test/harness/world.ts'

const world = useWorld('2026-11-21')
const site = useSite(world)
let clerk: Actor

beforeAll(async () => {
  const region = await world.org('region', { name: '示范县' })
  await world.org('bureau', { parentId: region, name: '示范县委老干部局' })
  clerk = await world.actor('bureauClerk', region)
})

const press = (page: Page, name: string) => page.getByRole('button', { name, exact: true }).click()
const question = (page: Page) => page.getByRole('heading', { name: '有没有保存的内容' })
const goToRoster = (page: Page) =>
  page.getByRole('link', { name: '老干部信息库', exact: true }).first().click()

test('going to another page asks first while a form holds what was typed', async () => {
  const page = await site.visit(clerk, '/roster/new')
  const name = page.getByLabel('姓名', { exact: true })
  await name.fill('欧阳青松')
  await goToRoster(page)
  await question(page).waitFor()
  await press(page, '继续填写')
  await question(page).waitFor({ state: 'detached' })
  await expect.poll(() => name.inputValue()).toBe('欧阳青松')
  expect(page.url()).toContain('/roster/new')

  await goToRoster(page)
  await press(page, '不保存，离开')
  await page.waitForURL(`${site.address}/roster`)
})

test('closing the window asks too, and a form that nobody touched is left at once', async () => {
  const page = await site.visit(clerk, '/roster/new')
  await page.getByLabel('姓名', { exact: true }).waitFor()
  await goToRoster(page)
  await page.waitForURL(`${site.address}/roster`)

  await page.goto(`${site.address}/roster/new`)
  await page.getByLabel('姓名', { exact: true }).fill('欧阳青松')
  const asked = page.waitForEvent('dialog')
  const closed = page.close({ runBeforeUnload: true })
  const dialog = await asked
  expect(dialog.type()).toBe('beforeunload')
  await dialog.accept()
  await closed
})

test('a dialog asks before it closes over what was typed', async () => {
  const page = await site.visit(clerk, '/orgs')
  await press(page, '新增下级')
  const dialog = page.getByRole('dialog')
  await dialog.getByLabel(/名称/).first().fill('示范县水务局')
  await page.keyboard.press('Escape')
  await question(page).waitFor()
  await press(page, '继续填写')
  await question(page).waitFor({ state: 'detached' })
  await dialog.getByRole('button', { name: '取消' }).click()
  await question(page).waitFor()
  await press(page, '不保存，离开')
  await dialog.waitFor({ state: 'detached' })
})
