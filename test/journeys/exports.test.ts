import { readFileSync } from 'node:fs'
import { Uint8ArrayReader, Uint8ArrayWriter, ZipReader } from '@zip.js/zip.js'
import { readXlsx } from 'hucre/xlsx'
import type { Browser, Page } from 'playwright-core'
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

const signedIn = (account: string) => demoVisitor(browser, program.address, account)

const filePassword = 'qiuju-2026-huang'

/** All 离休 people of the county, 242, asked for with a password. */
async function askForMany(clerk: Page): Promise<void> {
  await clerk.goto(`${program.address}/roster?category=lixiu`)
  await clerk.getByRole('button', { name: '导出', exact: true }).click()
  const dialog = clerk.getByRole('dialog')
  await dialog.getByText('须由另一人复核').first().waitFor()
  await dialog.getByRole('button', { name: /用途/ }).click()
  await clerk.getByRole('option', { name: '走访' }).click()
  await dialog.getByLabel(/文件密码/).fill(filePassword)
  await dialog.getByRole('button', { name: '提交复核' }).click()
  await clerk.getByRole('heading', { level: 1, name: '导出' }).waitFor()
  await clerk.getByText('待复核').first().waitFor()
}

test('a clerk asks for a long list, the director sees what would leave and agrees, the clerk fetches it once', async () => {
  const clerk = await signedIn('fuwu')
  await askForMany(clerk)

  const director = await signedIn('juzhang')
  await director.goto(`${program.address}/approvals`)
  await director.getByRole('button', { name: '核对' }).first().click()
  const sheet = director.getByRole('dialog')
  await sheet.getByText('242 人', { exact: true }).waitFor()
  await sheet.getByRole('button', { name: '同意', exact: true }).click()
  await sheet.waitFor({ state: 'detached' })
  await director.getByText('没有等您复核的事项').waitFor()

  await clerk.reload()
  const fetching = clerk.waitForEvent('download')
  await clerk.getByRole('button', { name: '下载', exact: true }).click()
  const bytes = readFileSync(await (await fetching).path())
  const archive = new ZipReader(new Uint8ArrayReader(bytes))
  const [entry] = await archive.getEntries()
  if (!entry || entry.directory) throw new Error('no file in the archive')
  const file = await entry.getData(new Uint8ArrayWriter(), { password: filePassword })
  const { sheets } = await readXlsx(file)
  const rows = sheets[0]?.rows ?? []
  expect(rows).toHaveLength(242 + 5)
  expect(String(rows[2]?.[0])).toContain('林晓月')
  await clerk.getByText('已下载', { exact: true }).first().waitFor()
  await clerk.getByRole('button', { name: '下载', exact: true }).waitFor({ state: 'detached' })

  const security = await signedIn('anquan')
  await security.goto(`${program.address}/exports/trace`)
  const leaked = rows.slice(40, 50).map((row) => row.join('\t'))
  await security.getByLabel(/流出文件/).fill(leaked.join('\n'))
  await security.getByRole('button', { name: '查来源' }).click()
  await security.getByText('林晓月（县委老干部局 服务管理科科员）').waitFor()
  await security.getByText('没有找到隐藏标识').waitFor({ state: 'detached' })
})

test('a few people leave at once, and the record says who took them and why', async () => {
  const clerk = await signedIn('zonghe')
  await clerk.goto(`${program.address}/roster?category=lixiu`)
  const first = clerk.getByRole('row').nth(1)
  const name = (await first.getByRole('link').first().textContent()) ?? ''
  await first.getByRole('checkbox').check({ force: true })
  await clerk.getByRole('button', { name: '导出选中' }).click()
  const dialog = clerk.getByRole('dialog')
  await dialog.getByText('现在就能导出').first().waitFor()
  await dialog.getByRole('button', { name: /用途/ }).click()
  await clerk.getByRole('option', { name: '走访' }).click()
  const fetching = clerk.waitForEvent('download')
  await dialog.getByRole('button', { name: '导出', exact: true }).click()
  const { sheets } = await readXlsx(readFileSync(await (await fetching).path()))
  expect(sheets[0]?.rows[4]?.[1]).toBe(name)
  await clerk.getByRole('link', { name }).first().click()
  await clerk.getByRole('tab', { name: '谁看过' }).click()
  await clerk
    .getByText(/走访，导出第 \d+ 号/)
    .first()
    .waitFor()
})
