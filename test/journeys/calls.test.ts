import type { Browser, Page } from 'playwright-core'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { launchBrowser, newVisitor } from '../harness/browser.ts'
import { demoVisitor } from '../harness/demo.ts'
import { useProgram } from '../harness/server.ts'
import { axeProblems } from '../harness/site.ts'

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
const signedIn = (account: string, how = {}) => demoVisitor(browser, program.address, account, how)

/** Calls an operation with the session of a page. */
async function ask<T>(page: Page, operation: string, input: object): Promise<T> {
  const answer = await page.request.post(`${program.address}/api/${operation}`, {
    headers: { 'x-requested-by': 'test', 'idempotency-key': crypto.randomUUID() },
    data: input,
  })
  expect(answer.status(), await answer.text()).toBe(200)
  return (await answer.json()) as T
}

async function cardOf(page: Page, retireeId: number): Promise<string> {
  const { path } = await ask<{ path: string }>(page, 'calls.makePage', { retireeId })
  return program.address + path
}

/** The page of a card in a browser that runs no scripts. */
async function openCard(address: string): Promise<Page> {
  const visitor = await newVisitor(browser, { ...phone, javaScriptEnabled: false })
  const page = await visitor.newPage()
  await page.goto(address)
  return page
}

/** The button of the call that rings. */
function ringing(page: Page) {
  return page
    .getByRole('list', { name: '呼叫' })
    .getByRole('button', { name: '接听', exact: true })
    .first()
}

/** The chain in seconds, and hours in which it is night now. */
async function shortNights(page: Page): Promise<void> {
  const today = new Intl.DateTimeFormat('en-CA', { timeZone: 'Asia/Shanghai' }).format(new Date())
  const hour = (new Date().getUTCHours() + 8) % 24
  await ask(page, 'policy.set', {
    code: 'callChain',
    title: '本县一键呼叫应答办法',
    documentNo: '示老字〔2026〕9号',
    validFrom: today,
    value: {
      enabled: true,
      owner: 'bureau',
      secondSeconds: 1,
      leaderSeconds: 2,
      directorSeconds: 3,
      coalesceSeconds: 60,
      dayFrom: hour < 12 ? '15:00' : '01:00',
      dayTo: hour < 12 ? '16:00' : '02:00',
    },
  })
}

test('a call at night that nobody answers climbs to the director, who takes it', async () => {
  const clerk = await signedIn('fuwu')
  await shortNights(clerk)
  const own = await openCard(await cardOf(clerk, 100))
  const director = await signedIn('juzhang')
  await director.goto(`${program.address}/desk`)
  await director.getByText('实时', { exact: true }).waitFor()
  await clerk.goto(`${program.address}/desk`)
  await clerk.getByRole('button', { name: '开启声音' }).click()
  await clerk.getByRole('button', { name: '声音已开' }).waitFor()

  await own.getByRole('button', { name: '一键呼叫' }).click()
  await own.getByText(/已告诉值班室 \d\d:\d\d/).waitFor()
  await ringing(clerk).waitFor()
  await director.getByText('已升级到您').waitFor()
  await ringing(director).click()
  await director.getByRole('group', { name: '健康提示' }).waitFor()
  await clerk.getByText(/由秦望山于 \d\d:\d\d 接听/).waitFor()
  await own.getByText(/由秦望山于 \d\d:\d\d 接听/).waitFor()
  await expect
    .poll(() => director.getByText('无人接听，已通知', { exact: true }).count())
    .toBeGreaterThanOrEqual(3)
  expect(await axeProblems(director)).toEqual([])
  await director.getByRole('button', { name: '误按，结束' }).click()
  await own.getByText('好的，已取消，没有事。').waitFor()
})

test('on a telephone: taken, sent, arrived, answered, and the rest becomes a matter', async () => {
  const worker = await signedIn('fuwu', phone)
  const own = await openCard(await cardOf(worker, 101))
  await worker.goto(`${program.address}/desk`)
  await worker.getByText('实时', { exact: true }).waitFor()
  await own.getByRole('button', { name: '一键呼叫' }).click()
  await ringing(worker).click()
  await worker.getByRole('group', { name: '健康提示' }).waitFor()
  const wide = await worker.evaluate(() => document.documentElement.scrollWidth)
  expect(wide).toBeLessThanOrEqual(390)
  await worker.getByRole('button', { name: '派人前往' }).click()
  const dialog = worker.getByRole('dialog')
  await dialog.getByLabel(/谁去/).fill('社区网格员')
  await dialog.getByRole('button', { name: '登记', exact: true }).click()
  await own.getByText(/已派人前来/).waitFor()
  await worker.getByRole('button', { name: '到场', exact: true }).click()
  await dialog.getByRole('button', { name: '登记', exact: true }).click()
  await worker.getByText('已到场', { exact: true }).first().waitFor()
  await worker.getByRole('button', { name: '结束并答复' }).click()
  await dialog.getByLabel(/结果和答复/).fill('已扶起，无外伤，家属已到')
  await dialog.getByLabel(/还要办的事/).fill('卫生间加装扶手')
  await dialog.getByRole('button', { name: '结束呼叫' }).click()
  await worker
    .getByText(/已转为事项 SX/)
    .first()
    .waitFor()
  await worker.goto(`${program.address}/calls?tab=list&outcome=real`)
  await worker.getByText('联系卡扫码').first().waitFor()
  await worker.goto(`${program.address}/roster/101?tab=calls`)
  await worker.getByText('已帮助').first().waitFor()
})

// Text of 24 px, targets of 80 px, at most 15 KB, and no scripts.
test('the page of a card works without scripts, large and light, and a mistake is one tap', async () => {
  const clerk = await signedIn('fuwu')
  const address = await cardOf(clerk, 102)
  const own = await openCard(address)
  const answer = await own.request.get(address)
  expect((await answer.body()).byteLength).toBeLessThanOrEqual(15 * 1024)
  expect(await answer.text()).not.toMatch(/<script|\son\w+=/)
  const stale = await openCard(address)
  await own.getByRole('button', { name: '一键呼叫' }).click()
  for (const name of ['再按一次', '按错了']) {
    const box = await own.getByRole('button', { name: new RegExp(name) }).boundingBox()
    expect(box?.height).toBeGreaterThanOrEqual(80)
  }
  const press = await stale.locator('input[name=press]').getAttribute('value')
  for (let round = 0; round < 2; round++)
    await own.request.post(address, { form: { press: press ?? '' } })
  await own.getByText('共按 2 次').waitFor()
  await own.getByRole('button', { name: /按错了/ }).click()
  await own.getByText('好的，已取消，没有事。').waitFor()

  const seeing = await (await newVisitor(browser, phone)).newPage()
  await seeing.goto(address)
  const sizes = await seeing.evaluate(() =>
    [...document.querySelectorAll('main :not(input)')].map((one) =>
      parseFloat(getComputedStyle(one).fontSize),
    ),
  )
  expect(Math.min(...sizes)).toBeGreaterThanOrEqual(24)
  expect(await axeProblems(seeing)).toEqual([])
  await ask(clerk, 'calls.revokePage', { retireeId: 102 })
  await own.goto(address)
  await own.getByText('这个地址不能用了，请拨打值班电话').waitFor()
  await own.getByRole('link', { name: '打 120' }).waitFor()
})

test('with the line cut the desk asks every two seconds, and hears of the call', async () => {
  const clerk = await signedIn('fuwu')
  const address = await cardOf(clerk, 103)
  await clerk.route('**/events/calls', (route) => route.abort())
  await clerk.goto(`${program.address}/desk`)
  await clerk.getByText('实时线路中断，每 2 秒查询').waitFor()
  const own = await openCard(address)
  await own.getByRole('button', { name: '一键呼叫' }).click()
  await ringing(clerk).waitFor()
  await clerk.unroute('**/events/calls')
  await clerk.getByText('实时', { exact: true }).waitFor()
  await own.getByRole('button', { name: /按错了/ }).click()
})

test('who is on duty is set, swapped and filled, and holes are named', async () => {
  const clerk = await signedIn('fuwu')
  await clerk.goto(`${program.address}/desk/shifts`)
  await clerk.getByText(/班次没有值班员/).waitFor()
  await clerk.getByRole('button', { name: '轮流排班' }).click()
  const dialog = clerk.getByRole('dialog')
  await dialog.getByLabel('林晓月').check()
  await dialog.getByLabel('周文竹').check()
  await dialog.getByRole('button', { name: '排班', exact: true }).click()
  await clerk.getByText('已排 14 天').waitFor()
  for (const path of ['/desk', '/desk/shifts', '/calls', '/calls?tab=list', '/calls?tab=devices']) {
    await clerk.goto(program.address + path)
    await clerk.getByRole('heading', { level: 1 }).waitFor()
    await clerk.waitForLoadState('networkidle')
    expect(await axeProblems(clerk), path).toEqual([])
  }
})
