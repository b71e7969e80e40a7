import type { Browser, BrowserContextOptions, Page } from 'playwright-core'
import { demoAccounts } from '#src/demo/accounts.ts'
import { newVisitor } from './browser.ts'

/** A page of the demonstration county on which the holder of a demo account has signed in. */
export async function demoVisitor(
  browser: Browser,
  address: string,
  account: string,
  options: BrowserContextOptions = {},
): Promise<Page> {
  const { password } = demoAccounts.find((who) => who.account === account) ?? { password: '' }
  const page = await (await newVisitor(browser, options)).newPage()
  page.setDefaultTimeout(120_000)
  await page.goto(address)
  await page.getByLabel('账号').fill(account)
  await page.getByLabel('密码', { exact: true }).fill(password)
  await page.keyboard.press('Enter')
  await page.getByLabel('密码', { exact: true }).waitFor({ state: 'detached' })
  return page
}
