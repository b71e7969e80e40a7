import type { Browser } from 'playwright-core'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { writeXlsx } from 'hucre/xlsx'
import { launchBrowser } from '../harness/browser.ts'
import { demoVisitor } from '../harness/demo.ts'
import { useProgram } from '../harness/server.ts'

const program = await useProgram()
let browser: Browser

beforeAll(async () => {
  browser = await launchBrowser()
  await program.serve('demo')
})
afterAll(async () => {
  await browser.close()
  program.end()
})

const signedIn = (account: string) => demoVisitor(browser, program.address, account)

test('the share of the old people follows the figure that a clerk enters', async () => {
  const page = await signedIn('fuwu')
  await page.goto(`${program.address}/census`)
  await page.getByText('8.87%').waitFor()
  await page.getByRole('button', { name: '登记', exact: true }).click()
  const dialog = page.getByRole('dialog')
  await dialog.getByLabel('60 岁以上人口').fill('33970')
  await dialog.getByLabel('数据来源').fill('县统计局更正')
  await dialog.getByRole('button', { name: '登记', exact: true }).click()
  await page.getByText('10.00%').waitFor()
  await page.getByText('县统计局更正').waitFor()
})

test('a figure of the flow opens as many people as it counts', async () => {
  const page = await signedIn('fuwu')
  await page.goto(`${program.address}/census?tab=flow`)
  const figure = page.getByRole('link', { name: /年新退休 [\d,]+ 人/ }).first()
  const counted = /新退休 ([\d,]+) 人/.exec((await figure.getAttribute('aria-label')) ?? '')?.[1]
  await figure.click()
  const sheet = page.getByRole('dialog')
  await sheet.getByText(new RegExp(`共 ${counted} 条`)).waitFor()
  await sheet.getByRole('link').first().click()
  await page.getByRole('tab', { name: '沿革' }).waitFor()
})

test('someone in service is brought by a sheet, wrong rows are named, and the forecast counts him', async () => {
  const page = await signedIn('fuwu')
  await page.goto(`${program.address}/census?tab=forecast&view=list`)
  const bring = async (unit: string) => {
    const rows = [
      ['姓名', '单位', '性别', '出生年月'],
      ['欧阳知远', unit, '男', '1968.03'],
    ]
    const buffer = Buffer.from(await writeXlsx({ sheets: [{ name: '在职', rows }] }))
    const mimeType = 'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet'
    const dialog = page.getByRole('dialog')
    await dialog.locator('input[type=file]').setInputFiles({ name: '在职.xlsx', mimeType, buffer })
    return dialog
  }
  await page.getByRole('button', { name: '导入', exact: true }).click()
  const dialog = await bring('县没有局')
  await dialog.getByText(/第 2 行：没有“县没有局”这个单位/).waitFor()
  await bring('县水利局')
  await dialog.waitFor({ state: 'detached' })
  await page.getByLabel('姓名').fill('欧阳知远')
  await page.getByRole('row', { name: /欧阳知远.*2029-01/ }).waitFor()
})

test('a campaign that is opened lists its people among the duties, and closes with its result', async () => {
  const page = await signedIn('fuwu')
  await page.goto(`${program.address}/campaigns`)
  await page.getByRole('button', { name: '开展核实活动' }).click()
  const dialog = page.getByRole('dialog')
  await dialog.getByLabel('名称').fill('全县专项核实')
  await dialog.getByRole('button', { name: '开展', exact: true }).click()
  await page.getByRole('heading', { level: 1, name: '全县专项核实' }).waitFor()
  await page.getByText('3,397').first().waitFor()
  await page.getByRole('link', { name: '去登记核实' }).click()
  await page
    .getByText(/待办 3,\d{3} 件/)
    .first()
    .waitFor()
  await page.goBack()
  await page.getByRole('button', { name: '结束活动' }).click()
  await page.getByRole('dialog').getByRole('button', { name: '结束', exact: true }).click()
  await page.getByText(/^\d{4}年\d+月\d+日结束$/).waitFor()
})

test('a liaison sees the figures of the own unit, a secretary no statistics at all', async () => {
  const page = await signedIn('jiaoyu')
  await page.goto(`${program.address}/census`)
  await page.getByText('只按地区计算').waitFor()
  await expect.poll(() => page.getByRole('button', { name: '登记', exact: true }).count()).toBe(0)
  const other = await signedIn('shuji')
  await other.goto(`${program.address}/census`)
  await other
    .getByText(/没有.*权限|没有这/)
    .first()
    .waitFor()
  await other.goto(`${program.address}/campaigns`)
  await other.getByRole('heading', { level: 1, name: '核实活动' }).waitFor()
})
