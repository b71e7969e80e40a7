import { fileURLToPath } from 'node:url'
import type { Browser, Page } from 'playwright-core'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { launchBrowser, newVisitor } from '../harness/browser.ts'
import { firstAccount, useProgram } from '../harness/server.ts'

const program = await useProgram()
const roster = fileURLToPath(new URL('../fixtures/rosters/old-office.xls', import.meta.url))
let browser: Browser

beforeAll(async () => {
  browser = await launchBrowser()
})
afterAll(async () => {
  await browser.close()
  program.end()
})

test('a bureau sets up, loads the roster it has, and sees who is owed what', async () => {
  const server = await program.serve()
  const link = /http:\S+\/setup\?token=\S+/.exec(server.said())?.[0] ?? ''
  const page = await (await newVisitor(browser)).newPage()
  page.setDefaultTimeout(120_000)
  await setUp(page, link)
  await importRoster(page)

  await page.goto(`${program.address}/roster`)
  await page.getByRole('grid').waitFor()
  const status = await page
    .getByText(/共 \d+ 人/)
    .first()
    .textContent()
  expect(Number(/\d+/.exec(status ?? '')?.[0])).toBeGreaterThan(250)
  await page.getByRole('row').nth(1).getByRole('link').first().click()
  await page.getByRole('tab', { name: '应办' }).click()
  await page
    .getByText(/依据|文号/)
    .first()
    .waitFor()

  await page.goto(`${program.address}/duties`)
  await page.getByRole('row').nth(5).waitFor()
  await page.goto(program.address)
  await page.getByText('退休干部').first().waitFor()
})

async function setUp(page: Page, link: string) {
  await page.goto(link)
  await page.getByLabel('单位全称').fill(firstAccount.bureauName)
  await page.getByLabel('所在地区').fill(firstAccount.regionName)
  await page.getByLabel('行政区划代码').fill(firstAccount.regionCode)
  await page.getByLabel('姓名').fill(firstAccount.name)
  await page.getByLabel('账号').fill(firstAccount.account)
  await page.getByLabel('密码', { exact: true }).fill('123456')
  await page.getByRole('button', { name: '完成设置并进入' }).click()
  await page.getByText('密码至少 12 个字符').first().waitFor()
  await page.getByLabel('密码', { exact: true }).fill(firstAccount.password)
  await page.getByRole('button', { name: '完成设置并进入' }).click()
  await page.getByText(firstAccount.name).first().waitFor()
}

async function importRoster(page: Page) {
  await page.goto(`${program.address}/import`)
  await page.locator('input[type=file]').setInputFiles(roster)
  await page.getByRole('tab', { name: /问题/ }).click()
  await page
    .getByText(/校验位/)
    .first()
    .waitFor()
  await page.getByRole('button', { name: /^导入 \d+ 人$/ }).click()
  const dialog = page.getByRole('dialog')
  await dialog.getByRole('button', { name: /^导入 \d+ 人$/ }).click()
  await dialog.getByText('请先勾选').first().waitFor()
  await dialog.getByText(/这次不导入/).click()
  await dialog.getByRole('button', { name: /^导入 \d+ 人$/ }).click()
  await page.getByText(/已导入：新增 \d+ 人/).waitFor()
}
