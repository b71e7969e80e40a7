import { createRequire } from 'node:module'
import type { Browser, BrowserContextOptions, Page } from 'playwright-core'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { demoAccounts } from '#src/demo/accounts.ts'
import { launchBrowser, newVisitor } from '../harness/browser.ts'
import { demoVisitor } from '../harness/demo.ts'
import { useProgram } from '../harness/server.ts'

const program = await useProgram()
const axe = createRequire(import.meta.url).resolve('axe-core/axe.min.js')
const phone = { viewport: { width: 390, height: 844 }, hasTouch: true }
const zoomed = { viewport: { width: 683, height: 384 } }
let browser: Browser

beforeAll(async () => {
  browser = await launchBrowser()
  await program.serve('demo')
})
afterAll(async () => {
  await browser.close()
  program.end()
})

const signedIn = (account: string, options?: BrowserContextOptions) =>
  demoVisitor(browser, program.address, account, options)

const workbench = [
  '/',
  '/duties',
  '/duties/coverage',
  '/roster',
  '/roster/100',
  '/roster/100?tab=files',
  '/roster/100?tab=duties',
  '/roster/100?tab=profile',
  '/roster/100?tab=looks',
  '/roster/100?tab=readers',
  '/roster/100?tab=rights',
  '/roster/999999',
  '/roster/new',
  '/roster/requests',
  '/roster/duplicates',
  '/transparency',
  '/retention',
  '/visits',
  '/visits?gift=1',
  '/visits/new',
  '/visits/outbox',
  '/visits/paper',
  '/roster/100?tab=visits',
  '/census',
  '/census?tab=flow',
  '/census?tab=count&by=tier',
  '/census?tab=forecast',
  '/census?tab=registers',
  '/groups',
  '/groups?tab=none',
  '/groups?tab=cards',
  '/groups/1',
  '/groups/gap',
  '/roster/100?tab=contacts',
  '/desk',
  '/desk/shifts',
  '/calls',
  '/calls?tab=list',
  '/calls?tab=devices',
  '/roster/100?tab=calls',
  '/health',
  '/health?tab=wards',
  '/health?tab=checkUps',
  '/health?tab=checkUps&check=1',
  '/health?tab=assessments&done=1',
  '/health?tab=hospitals',
  '/roster/100?tab=health',
  '/duties/six',
  '/duties/six?by=owner&of=missed',
  '/campaigns',
  '/campaigns/2',
  '/hardship',
  '/hardship?tab=payments',
  '/hardship?tab=funds',
  '/hardship/1',
  '/hardship/payments/1',
  '/festivals',
  '/festivals/1',
  '/festivals/1?tab=standards',
  '/festivals/1?tab=units',
  '/festivals/1/people',
  '/tickets?view=open',
  '/tickets/1',
  '/tickets/statistics',
  '/inbox',
  '/messages',
  '/messages?tab=letters',
  '/messages?tab=templates',
  '/roster/100?tab=tickets',
  '/import',
  '/snapshots',
  '/approvals',
  '/approvals?tab=asked',
  '/exports',
  '/orgs',
  '/policy',
  '/staff',
  '/account',
]

/** Whose eyes see which pages. */
const visits: [string, string[]][] = [
  ['fuwu', workbench],
  ['juzhang', ['/', '/approvals?tab=history']],
  ['guanli', ['/', '/backups', '/staff']],
  ['shenji', ['/', '/trace', '/seals', '/retention']],
  ['anquan', ['/', '/alerts', '/security', '/staff', '/exports/trace']],
]

async function open(page: Page, path: string) {
  await page.goto(program.address + path)
  await page.getByRole('heading', { level: 1 }).waitFor()
  await page.waitForLoadState('networkidle')
}

/** The number in the first text of this kind. */
async function figureOf(page: Page, kind: RegExp): Promise<number> {
  const text = await page.getByText(kind).first().textContent()
  return Number(/[\d,]+/.exec(kind.exec(text ?? '')?.[0] ?? '')?.[0].replaceAll(',', ''))
}

test.each(visits)(
  'the pages of %s are without a fault, to a mouse and to a screen reader',
  async (account, paths) => {
    const page = await signedIn(account)
    const faults: string[] = []
    page.on('pageerror', (error) => faults.push(error.message))
    for (const path of paths) {
      await open(page, path)
      expect(await page.getByRole('heading', { level: 1 }).count(), path).toBe(1)
      await page.addScriptTag({ path: axe }).catch(() => page.evaluate(readAxe()))
      const found = await page.evaluate(async () => {
        const { axe } = globalThis as unknown as {
          axe: { run: (what: Document, how: object) => Promise<{ violations: Violation[] }> }
        }
        interface Violation {
          id: string
          nodes: { html: string }[]
        }
        const tags = ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa']
        const { violations } = await axe.run(document, { runOnly: tags })
        return violations.map(({ id, nodes }) => `${id}: ${nodes[0]?.html}`)
      })
      expect(found, path).toEqual([])
    }
    expect(faults).toEqual([])
  },
)

test.each([
  ['a phone', phone],
  ['an office screen at 200 %', zoomed],
])('no page scrolls sideways on %s', async (_what, options) => {
  for (const [account, paths] of visits) {
    const page = await signedIn(account, options)
    for (const path of paths) {
      await open(page, path)
      const beyond = await page.evaluate(() => document.documentElement.scrollWidth - innerWidth)
      expect(beyond, path).toBeLessThanOrEqual(0)
    }
  }
})

test('the navigation shows no post more than can be taken in at a glance', async () => {
  for (const { account } of demoAccounts) {
    const nav = (await signedIn(account)).getByRole('navigation', { name: '主导航' })
    await nav.getByRole('link').first().waitFor()
    const shown = (await nav.getByRole('link').count()) + (await nav.getByRole('button').count())
    expect(shown, account).toBeLessThanOrEqual(8)
  }
})

test('the headline is that of the county: 3,397 = 242 + 3,155, 7.12 % and 92.88 %', async () => {
  const page = await signedIn('fuwu')
  for (const figure of ['3,397', '242', '3,155', '7.12%', '92.88%'])
    await page.getByText(figure).first().waitFor()
})

test('a clerk finds a person by initials, sees the number for a purpose, and it is recorded', async () => {
  const page = await signedIn('fuwu')
  await open(page, '/roster?text=zhang')
  await page.getByRole('row').nth(1).getByRole('link').first().click()
  await page.getByRole('button', { name: '申请查看证件号码' }).first().click()
  const dialog = page.getByRole('dialog')
  await dialog.getByText('日常服务').click()
  await dialog.getByRole('button', { name: '查看', exact: true }).click()
  await page
    .getByText(/^99\d{15}[\dX]$/)
    .first()
    .waitFor()
  await page.getByText(/还剩 \d+ 分钟/).waitFor()
  await page.getByRole('tab', { name: '谁看过' }).click()
  await page.getByRole('cell', { name: '日常服务' }).first().waitFor()
  await page.getByRole('tab', { name: '谁能看' }).click()
  await page.getByRole('cell', { name: '主管老干部局' }).first().waitFor()
})

test('someone in distress is helped beyond one’s reach, and another reviews it', async () => {
  const page = await signedIn('fenglin', phone)
  await open(page, '/roster/100')
  await page.getByRole('button', { name: '有人遇险，紧急查看' }).click()
  const dialog = page.getByRole('dialog')
  await dialog.getByLabel('紧急情况').fill('在社区门口晕倒，已叫救护车')
  await dialog.getByRole('button', { name: '立即打开' }).click()
  await dialog.getByText(/还可以看 \d+ 分钟/).waitFor()
  await dialog.getByText(/^1\d{10}$/).waitFor()
  const director = await signedIn('juzhang')
  await open(director, '/transparency?tab=emergencies')
  await director
    .getByRole('button', { name: /^复核.*的紧急查看/ })
    .first()
    .click()
  const review = director.getByRole('dialog')
  await review.getByText('确属紧急', { exact: true }).click()
  await review.getByLabel('复核情况').fill('已向家属核实')
  await review.getByRole('button', { name: '复核', exact: true }).click()
  await review.waitFor({ state: 'detached' })
  await director.getByText('没有待复核的紧急查看').waitFor()
})

test('a question about a look is taken down and answered by someone else', async () => {
  const page = await signedIn('fuwu')
  await open(page, '/roster/100?tab=looks')
  await page.reload()
  await page
    .getByRole('button', { name: /这次查看的疑问/ })
    .first()
    .click()
  const dialog = page.getByRole('dialog')
  await dialog.getByText('电话', { exact: true }).click()
  await dialog.getByLabel('疑问').fill('这是谁在看？')
  await dialog.getByRole('button', { name: '登记', exact: true }).click()
  await dialog.waitFor({ state: 'detached' })
  const other = await signedIn('zonghe')
  await open(other, '/transparency')
  await other
    .getByRole('button', { name: /^答复.*的疑问/ })
    .first()
    .click()
  const answer = other.getByRole('dialog')
  await answer.getByLabel('核实情况和答复').fill('核实过，是为走访查看')
  await answer.getByText('电话', { exact: true }).click()
  await answer.getByRole('button', { name: '答复', exact: true }).click()
  await answer.waitFor({ state: 'detached' })
  await other.getByRole('button', { name: '已答复' }).click()
  await other.getByText(/核实过，是为走访查看/).waitFor()
})

test('a visit written down closes the duty that it answers', async () => {
  const page = await signedIn('fuwu')
  await open(page, '/duties?rule=milestoneBirthday')
  const before = await figureOf(page, /待办 [\d,]+ 件/)
  expect(before).toBeGreaterThan(0)
  await page.getByRole('button', { name: '登记走访' }).first().click()
  const dialog = page.getByRole('dialog')
  await dialog.getByLabel('走访人').fill('林晓月')
  await dialog.getByRole('button', { name: '登记走访' }).click()
  await dialog.waitFor({ state: 'detached' })
  await page
    .getByText(`待办 ${(before - 1).toLocaleString('zh-CN')} 件`)
    .first()
    .waitFor()
})

test('a branch secretary on a phone sees the own members and nothing that is not theirs to do', async () => {
  const page = await signedIn('shuji', phone)
  await open(page, '/roster')
  const total = await figureOf(page, /共 [\d,]+ 人/)
  expect(total).toBeGreaterThan(0)
  expect(total).toBeLessThanOrEqual(50)
  await page.getByRole('button', { name: '新增' }).waitFor({ state: 'detached' })
  await page.goto(`${program.address}/staff`)
  await page
    .getByText(/没有.*权限|没有这/)
    .first()
    .waitFor()
})

test('someone with a wrong password is told so once, in words', async () => {
  const page = await (await newVisitor(browser)).newPage()
  page.setDefaultTimeout(120_000)
  await page.goto(`${program.address}/duties`)
  await page.getByLabel('账号').fill('fuwu')
  await page.getByLabel('密码', { exact: true }).fill('wrong password')
  await page.keyboard.press('Enter')
  await page.getByText('账号或密码不对，请核对后再试').first().waitFor()
})

function readAxe(): string {
  return createRequire(import.meta.url)('node:fs').readFileSync(axe, 'utf8') as string
}
