import { readFileSync } from 'node:fs'
import { beforeAll, expect, test } from 'vitest'
import type { Actor } from '#src/kernel/access.ts'
import { agree } from '../harness/approved.ts'
import { axeProblems, useSite } from '../harness/site.ts'
import { useWorld } from '../harness/world.ts'

const world = useWorld()
const site = useSite(world)
const sizes = [
  ['a desktop', { width: 1366, height: 768 }],
  ['a telephone', { width: 390, height: 844 }],
] as const
let clerk: Actor
let director: Actor
let bureau: number

beforeAll(async () => {
  bureau = await world.org('bureau', { parentId: await world.org('region') })
  clerk = await world.actor('bureauClerk', bureau)
  director = await world.actor('bureauDirector', bureau)
})

// 个人信息保护法 Art. 15, 45: yes, no and a copy, taken down as easily in one direction as in the other.
test.each(sizes)('a person says yes, takes it back and gets a copy, on %s', async (_, size) => {
  const id = await world.retiree({ homeId: bureau, fullName: '周明远' })
  const page = await site.visit(clerk, `/roster/${id}?tab=rights`)
  await page.setViewportSize(size)
  await page.getByRole('button', { name: '登记表示' }).first().click()
  const dialog = page.getByRole('dialog')
  await dialog.getByText('慢性病和过敏史').waitFor()
  expect(await dialog.locator('input:checked').count()).toBe(0)
  expect(await axeProblems(page)).toEqual([])
  for (const choice of ['同意', '本人', '电话'])
    await dialog.getByText(choice, { exact: true }).click()
  await dialog.getByRole('button', { name: '登记' }).click()
  await dialog.waitFor({ state: 'detached' })
  await page.getByRole('button', { name: '撤回同意' }).click()
  await dialog.getByText('电话', { exact: true }).click()
  await dialog.getByRole('button', { name: '撤回' }).click()
  await page.getByText('已撤回', { exact: true }).waitFor()

  await page.getByRole('button', { name: '登记申请' }).click()
  for (const choice of ['本人', '当面']) await dialog.getByText(choice, { exact: true }).click()
  await dialog.getByRole('button', { name: '登记' }).click()
  await page.getByText('等待复核').waitFor()
  const { toCheck } = await world.do(director, 'approvals.list', {})
  await agree(world, director, toCheck[0].id)
  await page.reload()
  await page.getByRole('button', { name: '取副本' }).click()
  await dialog.getByLabel(/文件密码/).fill('松鹤-2026-副本')
  const fetching = page.waitForEvent('download')
  await dialog.getByRole('button', { name: '取副本' }).click()
  const file = await fetching
  expect(
    readFileSync(await file.path())
      .subarray(0, 2)
      .toString(),
  ).toBe('PK')
  await page.getByText(/已取$/).waitFor()
  expect(await axeProblems(page)).toEqual([])
})

test.each(sizes)('a director asks for another period, on %s', async (_, size) => {
  const page = await site.visit(director, '/retention')
  await page.setViewportSize(size)
  await page.getByText('操作留痕').waitFor()
  expect(await axeProblems(page)).toEqual([])
  const at = size.width > 600 ? 1 : 2
  await page.getByRole('button', { name: '调整' }).nth(at).click()
  const dialog = page.getByRole('dialog')
  await dialog.getByLabel(/^保存/).fill('6')
  await dialog.getByLabel(/依据文号/).fill('测发〔2026〕1 号')
  await dialog.getByRole('button', { name: '提交复核' }).click()
  await dialog.getByText('不能少于 7 个月').first().waitFor()
  await dialog.getByLabel(/^保存/).fill('24')
  await dialog.getByRole('button', { name: '提交复核' }).click()
  await dialog.waitFor({ state: 'detached' })
  const { asked } = await world.do(director, 'approvals.list', {})
  expect(asked[0].summary).toContain('改为保存2 年')
})
