import type { Browser } from 'playwright-core'
import { afterAll, beforeAll, expect, test } from 'vitest'
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

const sizes = [
  ['a desk', { width: 1366, height: 768 }],
  ['a phone', { width: 390, height: 844 }],
] as const

test.each(sizes)(
  'on %s a round is opened, and what was delivered is a visit',
  async (_, viewport) => {
    const page = await demoVisitor(browser, program.address, 'fuwu', { viewport })
    await page.goto(`${program.address}/festivals`)
    await page.getByRole('button', { name: '开展节日慰问' }).click()
    const opening = page.getByRole('dialog')
    const name = `试办春节慰问 ${viewport.width}`
    await opening.getByLabel('名称', { exact: true }).fill(name)
    await opening.getByRole('button', { name: '冻结名单并开展' }).click()
    await opening.getByText('请填写每人金额').first().waitFor()
    await opening.getByLabel('每人金额').first().fill('2000')
    await opening.getByLabel('每人金额').last().fill('600')
    await opening.getByRole('button', { name: '冻结名单并开展' }).click()
    await page.getByRole('heading', { name }).waitFor()

    await page.getByRole('link', { name: '名单和登记' }).click()
    const row = page.getByRole('row').filter({ hasText: '未落实' }).first()
    const who = row.getByRole('link')
    await who.waitFor()
    const person = { name: await who.textContent(), href: await who.getAttribute('href') }
    await row.getByRole('checkbox').click()
    await page.getByRole('button', { name: '登记结果' }).click()
    const result = page.getByRole('dialog')
    await result.getByRole('button', { name: '登记 1 人' }).click()
    await result.waitFor({ state: 'detached' })
    await page
      .getByRole('row')
      .filter({ hasText: person.name ?? '' })
      .filter({ hasText: '已上门送达' })
      .first()
      .waitFor()
    await page.goto(`${program.address}${person.href}?kind=visit`)
    await page.getByText('春节', { exact: false }).first().waitFor()
    expect(page.url()).toContain('/roster/')
  },
)
