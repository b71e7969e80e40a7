import { generateSync } from 'otplib'
import { expect, test } from 'vitest'
import type { Page } from 'playwright-core'
import type { Actor } from '#src/kernel/access.ts'
import { hashPassword } from '#src/staff/password.ts'
import { axeProblems, useSite } from '../harness/site.ts'
import { useWorld } from '../harness/world.ts'

const world = useWorld()
const site = useSite(world)
const password = '东篱采菊悠然见南山 1996'
const noon = Date.parse('2026-11-21T12:00:00+08:00') / 1000

async function office() {
  const region = await world.org('region')
  const bureau = await world.org('bureau', { parentId: region })
  const keeper = await world.actor('systemAdmin', region)
  const checker = await world.actor('securityAdmin', region)
  const clerk = await world.actor('bureauClerk', bureau)
  return { bureau, keeper, checker, clerk }
}

/** A password and an authenticator; answers the codes it shows, each once. */
async function armed({ accountId, ...actor }: Actor): Promise<() => string> {
  const passwordHash = await hashPassword(password)
  await world.db.updateTable('account').set({ passwordHash }).where('id', '=', accountId).execute()
  const who = { ...actor, accountId }
  const { secret } = await world.do(who, 'session.beginFactor', {})
  const codes = [-30, 0, 30].map((shift) => generateSync({ secret, epoch: noon + shift }))
  await world.do(who, 'session.completeFactor', { code: codes.shift() })
  return () => codes.shift() ?? ''
}

/** As if the last proof of identity were more than five minutes old; waits until the server knows it. */
async function growStale(page: Page, { accountId }: Actor) {
  await world.db
    .updateTable('session')
    .set({ confirmedUntil: null })
    .where('accountId', '=', accountId)
    .execute()
  const confirmed = () =>
    page.evaluate(async () => {
      const headers = { 'content-type': 'application/json' }
      const ask = { method: 'POST', headers, body: '{}' }
      return (await fetch('/api/session.checkConfirmed', ask)).status
    })
  await expect.poll(confirmed, { timeout: 30_000 }).toBe(403)
}

async function chooseAct(page: Page, name: string, act: string) {
  await page.getByRole('button', { name: `办理${name}的账号` }).click()
  await page.getByRole('menuitem', { name: act }).click()
}

async function nameOf({ accountId }: Actor): Promise<string> {
  const { name } = await world.db
    .selectFrom('account')
    .select('name')
    .where('id', '=', accountId)
    .executeTakeFirstOrThrow()
  return name
}

test('what is delicate asks who one is, in the middle of the work, and then goes on', async () => {
  const { keeper, clerk } = await office()
  const code = await armed(keeper)
  const page = await site.visit(keeper, '/staff')
  await growStale(page, keeper)
  await chooseAct(page, await nameOf(clerk), '停用账号')
  await page.getByRole('button', { name: '停用', exact: true }).click()
  const proof = page.getByRole('dialog', { name: '请再次验证身份' })
  await proof.waitFor()
  expect(await axeProblems(page)).toEqual([])
  await proof.getByLabel('密码', { exact: true }).fill('not the password')
  await proof.getByLabel('动态口令').fill('000000')
  await page.keyboard.press('Enter')
  await proof.getByText('密码不对，请重新填写').first().waitFor()
  await proof.getByLabel('密码', { exact: true }).fill(password)
  await proof.getByLabel('动态口令').fill(code())
  await page.keyboard.press('Enter')
  await page.getByText(/已停用.*的账号/).waitFor()
  const { endedOn } = await world.db
    .selectFrom('account')
    .select('endedOn')
    .where('id', '=', clerk.accountId)
    .executeTakeFirstOrThrow()
  expect(endedOn).toBe('2026-11-21')
})

test('a proof declined leaves everything as it was', async () => {
  const { keeper, clerk } = await office()
  await armed(keeper)
  const page = await site.visit(keeper, '/staff')
  await growStale(page, keeper)
  await chooseAct(page, await nameOf(clerk), '停用账号')
  await page.getByRole('button', { name: '停用', exact: true }).click()
  const proof = page.getByRole('dialog', { name: '请再次验证身份' })
  await proof.getByRole('button', { name: '取消' }).click()
  await page.getByText('这项操作需要再次验证身份').waitFor()
  const row = world.db.selectFrom('account').select('endedOn').where('id', '=', clerk.accountId)
  expect(await row.executeTakeFirstOrThrow()).toEqual({ endedOn: null })
})

test('signing in asks for the code, says so when it is wrong, and shows the sign-in before', async () => {
  const { clerk } = await office()
  const code = await armed(clerk)
  const { account } = await world.db
    .selectFrom('account')
    .select('account')
    .where('id', '=', clerk.accountId)
    .executeTakeFirstOrThrow()
  const earlier = { accountId: clerk.accountId as number, knownDevice: false }
  await world.db
    .insertInto('signIn')
    .values({ ...earlier, at: new Date('2026-11-20T09:12:00+08:00'), source: '10.1.2.3' })
    .execute()
  const page = await site.visit(clerk, '/account')
  await page.context().clearCookies()
  await page.goto(`${site.address}/sign-in?to=/account`)
  await page.getByLabel('账号').fill(account)
  await page.getByLabel('密码', { exact: true }).fill(password)
  await page.keyboard.press('Enter')
  await page.getByLabel('动态口令').fill('12 34 56')
  await page.keyboard.press('Enter')
  await page.getByText('动态口令不对或已经用过').first().waitFor()
  expect(await axeProblems(page)).toEqual([])
  await page.getByLabel('动态口令').fill(code())
  await page.keyboard.press('Enter')
  await page.getByText('上次登录：2026年11月20日 09:12，来自 10.1.2.3').waitFor()
  await page.getByRole('heading', { name: '最近登录' }).waitFor()
  expect(await axeProblems(page)).toEqual([])
  await page.getByRole('button', { name: '知道了' }).click()
  await page.getByText('上次登录：').waitFor({ state: 'detached' })
  await page.getByRole('button', { name: '有一次不是我' }).click()
  await page.getByRole('button', { name: '不是我，立即停用密码' }).click()
  await page.getByText('已退出全部登录并停用原密码').waitFor()
  await world.db
    .selectFrom('securityNotice')
    .select('kind')
    .where('accountId', '=', clerk.accountId)
    .executeTakeFirstOrThrow()
})

test('a post is proposed by one and approved by another, each on the page of staff', async () => {
  const { keeper, checker, clerk } = await office()
  const invitation = { name: '何雨', account: 'heyu', orgId: clerk.orgId }
  const post = { role: 'bureauClerk', title: '服务科科员' }
  await world.do(keeper, 'staff.invite', { ...invitation, ...post })
  const page = await site.visit(checker, '/staff')
  await page.getByRole('button', { name: '批准何雨' }).click()
  expect(await axeProblems(page)).toEqual([])
  await page.getByRole('dialog').getByRole('button', { name: '批准' }).click()
  await page.getByText('已批准，何雨的岗位即刻生效').waitFor()
  await page.getByRole('table', { name: '工作人员' }).getByText('heyu').waitFor()
})

test('what happened to accounts is settled by the security administrator, with a note', async () => {
  const { checker, clerk } = await office()
  await world.db
    .insertInto('securityNotice')
    .values({ kind: 'guessed', accountId: clerk.accountId, at: new Date('2026-11-21T10:00:00Z') })
    .execute()
  const page = await site.visit(checker, '/security')
  const line = page.getByRole('row').filter({ hasText: await nameOf(clerk) })
  await line.getByRole('button', { name: '办结' }).click()
  await page.getByLabel('怎样处理的').fill('来源是培训教室的电脑，已提醒')
  expect(await axeProblems(page)).toEqual([])
  await page.getByRole('dialog').getByRole('button', { name: '办结' }).click()
  await line.getByText('来源是培训教室的电脑，已提醒').waitFor()
  expect(await axeProblems(page)).toEqual([])
})

test('whoever signed in elsewhere is told so over the page as it stands', async () => {
  const { clerk } = await office()
  const page = await site.visit(clerk, '/account')
  await page.getByRole('heading', { name: '最近登录' }).waitFor()
  await world.db
    .updateTable('session')
    .set({ endedAt: world.kernel.clock.now(), endedWhy: 'elsewhere' })
    .where('accountId', '=', clerk.accountId)
    .execute()
  const told = page.getByRole('dialog', { name: '您已在别处登录' })
  const asks = async () => {
    await page
      .getByRole('radio', { name: '大字' })
      .click({ force: true, timeout: 5_000 })
      .catch(() => null)
    await page
      .getByRole('radio', { name: '标准' })
      .click({ force: true, timeout: 5_000 })
      .catch(() => null)
    return told.isVisible()
  }
  await expect.poll(asks, { timeout: 60_000 }).toBe(true)
  await told.getByText('如果不是您本人').waitFor()
  expect(await axeProblems(page)).toEqual([])
})
