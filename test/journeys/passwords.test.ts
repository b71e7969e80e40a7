import { expect, test } from 'vitest'
import { hashPassword } from '#src/staff/password.ts'
import { axeProblems, useSite } from '../harness/site.ts'
import { useWorld } from '../harness/world.ts'

const world = useWorld()
const site = useSite(world)
const present = '东篱采菊悠然见南山 1996'
const next = 'Shiliu 2026 jie le qi ge'

test('the security administrator asks for more, and an old password is changed before anything else', async () => {
  const region = await world.org('region')
  const keeper = await world.actor('securityAdmin', region)
  const clerk = await world.actor('bureauClerk', await world.org('bureau', { parentId: region }))
  const page = await site.visit(keeper, '/security')
  await page.getByText('通行要求', { exact: true }).waitFor()
  expect(await axeProblems(page)).toEqual([])
  await page.getByRole('button', { name: '更换要求' }).click()
  await page.getByRole('dialog', { name: '换成等级保护要求' }).waitFor()
  await page.getByRole('button', { name: '更换', exact: true }).click()
  await page.getByText('等级保护要求', { exact: true }).waitFor()

  const passwordHash = await hashPassword(present)
  const own = world.db.updateTable('account').where('id', '=', clerk.accountId)
  await own.set({ passwordHash, passwordSince: '2026-08-30' }).execute()
  const desk = await site.visit(clerk, '/', { viewport: { width: 390, height: 844 } })
  await desk.getByText('密码用到 2026年11月28日 为止').waitFor()
  const session = world.db.updateTable('session').where('accountId', '=', clerk.accountId)
  await session.set({ passwordDue: 'old' }).execute()
  await desk.waitForTimeout(1_100)
  await desk.goto(`${site.address}/roster`)
  await desk.getByRole('heading', { name: '请先修改密码' }).waitFor()
  await desk.getByText('密码已到更换期限').waitFor()
  await desk.getByText('每 90 天更换').waitFor()
  expect(await axeProblems(desk)).toEqual([])
  const fill = async (password: string) => {
    await desk.getByLabel('现在的密码').fill(present)
    await desk.getByLabel('新密码', { exact: true }).fill(password)
    await desk.getByLabel('再填一次新密码').fill(password)
    await desk.getByRole('button', { name: '修改密码' }).click()
  }
  await fill('shiliu jie le qi ge')
  await desk.getByText('至少要有 3 种').first().waitFor()
  await fill(next)
  await desk.getByText('密码已修改，请用新密码登录').waitFor()
  expect(desk.url()).toContain('/sign-in')
})
