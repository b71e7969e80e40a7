import type { Browser } from 'playwright-core'
import { afterAll, beforeAll, test } from 'vitest'
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

const phone = { viewport: { width: 390, height: 844 } }

test('an application by telephone is looked into, reviewed and hung out', async () => {
  const page = await demoVisitor(browser, program.address, 'fuwu', phone)
  await page.goto(`${program.address}/hardship`)
  await page.getByRole('button', { name: '登记申请' }).click()
  const applying = page.getByRole('dialog')
  await applying.getByRole('button', { name: '登记', exact: true }).click()
  await applying.getByText('请选择老同志').first().waitFor()
  await applying.getByLabel('老同志').fill('王')
  await page.getByRole('option', { name: /^王/ }).first().click()
  await applying.getByRole('button', { name: '困难类别' }).click()
  await page.getByRole('option', { name: '突发灾祸' }).click()
  await applying.getByLabel('申请人').fill('长女')
  await applying.getByLabel('困难情况').fill('家中失火，财物受损')
  await applying.getByRole('button', { name: '登记', exact: true }).click()
  await page.getByText('家中失火').waitFor()

  const step = async (button: string, fill: (of: typeof applying) => Promise<void>) => {
    await page.getByRole('button', { name: button, exact: true }).click()
    const dialog = page.getByRole('dialog')
    await fill(dialog)
    await dialog.getByRole('button', { name: button, exact: true }).click()
    await dialog.waitFor({ state: 'detached' })
  }
  await step('登记入户调查', (of) => of.getByLabel('调查情况').fill('入户看过，属实'))
  await step('登记评议', async (of) => {
    await of.getByLabel('金额').fill('2000')
    await of.getByLabel('评议意见').fill('同意一次性帮扶')
  })
  await step('开始公示', (of) => of.getByLabel('公示地点').fill('局公示栏'))
  await page.getByText('期满次日起可以批准').waitFor()
})

test('a list to pay is approved by the director and paid by a third hand', async () => {
  const director = await demoVisitor(browser, program.address, 'juzhang')
  await director.goto(`${program.address}/hardship/payments/1`)
  await director.getByRole('button', { name: '审批同意' }).click()
  await director.getByRole('button', { name: '同意发放' }).click()
  await director.getByText('待发放').first().waitFor()
  const payer = await demoVisitor(browser, program.address, 'zonghe')
  await payer.goto(`${program.address}/hardship/payments/1`)
  await payer.getByRole('button', { name: '确认已发放' }).click()
  const dialog = payer.getByRole('dialog')
  await dialog.getByRole('button', { name: '确认', exact: true }).click()
  await payer.getByText('已发放').first().waitFor()
  await payer.goto(`${program.address}/hardship?tab=funds`)
  await payer.getByRole('row').filter({ hasText: '解困资金' }).waitFor()
})
