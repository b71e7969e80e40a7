import { generateSync } from 'otplib'
import type { Page } from 'playwright-core'
import { expect, test } from 'vitest'
import type { Actor } from '#src/kernel/access.ts'
import { hashPassword } from '#src/staff/password.ts'
import { axeProblems, useSite } from '../harness/site.ts'
import { useWorld } from '../harness/world.ts'

const world = useWorld()
const site = useSite(world)
const password = '东篱采菊悠然见南山 1996'
const noon = Date.parse('2026-11-21T12:00:00+08:00') / 1000

/** A clerk with a password; answers the account's name. */
async function clerkWithPassword(): Promise<Actor & { account: string }> {
  const region = await world.org('region')
  const clerk = await world.actor('bureauClerk', await world.org('bureau', { parentId: region }))
  const { account } = await world.db
    .updateTable('account')
    .set({ passwordHash: await hashPassword(password) })
    .where('id', '=', clerk.accountId)
    .returning('account')
    .executeTakeFirstOrThrow()
  return { ...clerk, account }
}

/** An authenticator app; answers the codes it shows, each once. */
async function withCodes(actor: Actor): Promise<() => string> {
  const { secret } = await world.do(actor, 'session.beginFactor', {})
  const codes = [-30, 0, 30].map((shift) => generateSync({ secret, epoch: noon + shift }))
  await world.do(actor, 'session.completeFactor', { code: codes.shift() })
  return () => codes.shift() ?? ''
}

/** A window in which nobody is signed in, at the name of this machine: a key belongs to a name, not a number. */
async function window(actor: Actor): Promise<{ page: Page; home: string }> {
  const page = await site.visit(actor, '/account')
  await page.context().clearCookies()
  return { page, home: site.address.replace('127.0.0.1', 'localhost') }
}

/** A security key in the machine: present, verifying its owner, answering at once. */
async function plugInKey(page: Page): Promise<void> {
  const devTools = await page.context().newCDPSession(page)
  await devTools.send('WebAuthn.enable')
  await devTools.send('WebAuthn.addVirtualAuthenticator', {
    options: {
      protocol: 'ctap2',
      transport: 'usb',
      hasUserVerification: true,
      isUserVerified: true,
      automaticPresenceSimulation: true,
    },
  })
}

async function givePassword(page: Page, home: string, account: string) {
  await page.goto(`${home}/sign-in?to=/account`)
  await page.getByLabel('账号').fill(account)
  await page.getByLabel('密码', { exact: true }).fill(password)
  await page.keyboard.press('Enter')
}

const keyButton = (page: Page) => page.getByRole('button', { name: '用安全密钥或本机指纹' })

test('a key is registered, opens the account, proves who one is, and is taken off', async () => {
  const clerk = await clerkWithPassword()
  const code = await withCodes(clerk)
  const { page, home } = await window(clerk)
  await plugInKey(page)
  await givePassword(page, home, clerk.account)
  await page.getByLabel('动态口令').fill(code())
  expect(await keyButton(page).count()).toBe(0)
  await page.keyboard.press('Enter')

  await page.getByRole('button', { name: '登记一把' }).click()
  await page.getByLabel('名字').fill('蓝色 USB 密钥')
  expect(await axeProblems(page)).toEqual([])
  await page.getByRole('button', { name: '登记', exact: true }).click()
  const keys = page.getByRole('table', { name: '安全密钥' })
  await keys.getByText('蓝色 USB 密钥').waitFor()
  await keys.getByText('还没有').waitFor()
  await page.getByRole('dialog').waitFor({ state: 'detached' })
  expect(await axeProblems(page)).toEqual([])

  await page.context().clearCookies()
  await givePassword(page, home, clerk.account)
  await keyButton(page).waitFor()
  expect(await axeProblems(page)).toEqual([])
  await keyButton(page).click()
  await keys.getByText('2026年11月21日').first().waitFor()
  await expect.poll(() => keys.getByText('还没有').count()).toBe(0)

  await world.db
    .updateTable('session')
    .set({ confirmedUntil: null })
    .where('accountId', '=', clerk.accountId)
    .execute()
  const confirmed = () =>
    page.evaluate(async () => {
      const headers = { 'content-type': 'application/json' }
      const ask = { method: 'POST', headers, body: '{}' }
      return (await fetch('/api/session.checkConfirmed', ask)).status
    })
  await expect.poll(confirmed, { timeout: 30_000 }).toBe(403)
  await page.getByRole('button', { name: '移除蓝色 USB 密钥' }).click()
  await page.getByRole('button', { name: '移除', exact: true }).last().click()
  const proof = page.getByRole('dialog', { name: '请再次验证身份' })
  await proof.getByLabel('密码', { exact: true }).fill(password)
  expect(await axeProblems(page)).toEqual([])
  await proof.getByRole('button', { name: '用安全密钥或本机指纹' }).click()
  await page.getByText('还没有登记').waitFor()
  const left = world.db.selectFrom('passkey').select('id')
  expect(await left.where('accountId', '=', clerk.accountId).execute()).toEqual([])
})

test('who has no phone binds a key at the first sign-in, and gets recovery codes', async () => {
  const clerk = await clerkWithPassword()
  const { page, home } = await window(clerk)
  await world.db.deleteFrom('secondFactor').where('accountId', '=', clerk.accountId).execute()
  await plugInKey(page)
  await givePassword(page, home, clerk.account)
  await page.getByRole('button', { name: '改用安全密钥' }).click()
  await page.getByLabel('名字').fill('办公室电脑指纹')
  expect(await axeProblems(page)).toEqual([])
  await page.getByRole('button', { name: '登记', exact: true }).click()
  await page.getByRole('heading', { name: '请保存恢复码' }).waitFor()
  await page.getByRole('button', { name: '我已保存，进入平台' }).click()
  await page.getByRole('heading', { name: '账号与安全' }).waitFor()
  await page.getByText('办公室电脑指纹').waitFor()
})

test('at the number of this machine no key is offered', async () => {
  const clerk = await clerkWithPassword()
  const page = await site.visit(clerk, '/account')
  await page.getByRole('heading', { name: '动态口令' }).waitFor()
  expect(await page.getByRole('heading', { name: '安全密钥' }).count()).toBe(0)
})
