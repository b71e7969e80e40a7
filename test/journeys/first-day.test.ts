import { fileURLToPath } from 'node:url'
import type { Browser, Page } from 'playwright-core'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { authenticator } from '../harness/authenticator.ts'
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
  const admin = await visitor()
  const clerksLink = await setUp(admin, link)
  const page = await visitor()
  await takeUp(page, clerksLink)
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

async function visitor(): Promise<Page> {
  const page = await (await newVisitor(browser)).newPage()
  page.setDefaultTimeout(120_000)
  return page
}

/** The first person founds the bureau, names the others, and binds an authenticator; answers the clerk's link. */
async function setUp(page: Page, link: string): Promise<string> {
  await page.goto(link)
  await page.getByLabel('单位全称').fill(firstAccount.bureauName)
  await page.getByLabel('所在地区').fill(firstAccount.regionName)
  await page.getByLabel('行政区划代码').fill(firstAccount.regionCode)
  await page.getByLabel('姓名', { exact: true }).fill('方一鸣')
  await page.getByLabel('账号', { exact: true }).fill('fangym')
  await page.getByLabel('密码', { exact: true }).fill('123456')
  await name(page, '安全管理员', '沈静秋', 'shenjq')
  await name(page, '审计管理员', '陆知白', 'fangym')
  await name(page, '工作人员', firstAccount.name, firstAccount.account)
  await page.getByRole('button', { name: '完成设置' }).click()
  await page.getByText('每人一个账号').first().waitFor()
  await page.getByLabel('审计管理员账号').fill('luzb')
  await page.getByRole('button', { name: '完成设置' }).click()
  await page.getByText('密码至少 12 个字符').first().waitFor()
  await page.getByLabel('密码', { exact: true }).fill(firstAccount.password)
  await page.getByRole('button', { name: '完成设置' }).click()
  await page.getByRole('heading', { name: '请把链接交给各人' }).waitFor()
  const links = await page.locator('code').allTextContents()
  expect(links).toHaveLength(3)
  await page.getByRole('button', { name: /下一步/ }).click()
  await bindFactor(page)
  await page.getByText('三员尚未配齐').waitFor()
  return links[2] ?? ''
}

async function name(page: Page, office: string, person: string, account: string) {
  await page.getByLabel(`${office}姓名`).fill(person)
  await page.getByLabel(`${office}账号`).fill(account)
}

/** Opens the one-time link, chooses a password, binds an authenticator. */
async function takeUp(page: Page, link: string) {
  await page.goto(link)
  await page.getByLabel('设置密码').fill(firstAccount.password)
  await page.getByRole('button', { name: '保存密码并进入' }).click()
  await bindFactor(page)
  await page.getByText(firstAccount.name).first().waitFor()
}

async function bindFactor(page: Page) {
  await page.getByLabel('动态口令').waitFor()
  const secret = await page.locator('code').textContent()
  const shown = authenticator((secret ?? '').replaceAll(' ', ''))
  await page.getByLabel('动态口令').fill(await shown.code())
  await page.getByRole('button', { name: '启用动态口令' }).click()
  await page.getByRole('heading', { name: '请保存恢复码' }).waitFor()
  await page.getByRole('button', { name: '我已保存，进入平台' }).click()
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
