import { beforeAll, expect, test } from 'vitest'
import type { Locator } from 'playwright-core'
import type { Actor } from '#src/kernel/access.ts'
import { axeProblems, useSite } from '#test/harness/site.ts'
import { useWorld } from '#test/harness/world.ts'

const world = useWorld('2026-11-21')
const site = useSite(world)
const phone = { viewport: { width: 390, height: 844 } }
let clerk: Actor
let person: number

beforeAll(async () => {
  const region = await world.org('region', { name: '示范县' })
  const homeId = await world.org('bureau', { parentId: region, name: '示范县委老干部局' })
  clerk = await world.actor('bureauClerk', homeId)
  person = await world.retiree({ fullName: '欧阳青松', homeId })
  await world.retiree({ fullName: '王建国', homeId })
})

async function boxOf(found: Locator) {
  const box = await found.boundingBox()
  return box ?? { x: 0, y: 0, width: 0, height: 0 }
}

test('large text makes the rows of a list higher at once', async () => {
  const page = await site.visit(clerk, '/roster')
  const second = page.getByRole('row').nth(2)
  await second.waitFor()
  const { y: before, height } = await boxOf(second)
  await page.getByRole('button', { name: '大字' }).click()
  await expect.poll(async () => (await boxOf(second)).height).toBeGreaterThan(height + 3)
  const first = await boxOf(page.getByRole('row').nth(1))
  const { y } = await boxOf(second)
  expect(y).toBeGreaterThan(before)
  expect(Math.round(y)).toBe(Math.round(first.y + first.height))
})

test('on a telephone the conditions of the ledger fold behind a button', async () => {
  const page = await site.visit(clerk, '/duties', phone)
  const unit = page.getByRole('button', { name: /责任单位/ })
  const fold = page.getByRole('button', { name: '筛选', exact: true })
  await fold.waitFor()
  expect(await unit.count()).toBe(0)
  await fold.click()
  await unit.waitFor()
  expect(await fold.getAttribute('aria-expanded')).toBe('true')
  expect(await axeProblems(page)).toEqual([])
})

test('on a telephone a small act stands in the row of its card', async () => {
  const page = await site.visit(clerk, `/roster/${person}`, phone)
  const head = page.getByRole('heading', { level: 2, name: '家属与联系人' })
  await head.waitFor()
  const card = page.locator('section', { has: head })
  const add = await boxOf(card.getByRole('button', { name: '添加' }))
  const title = await boxOf(head)
  expect(add.y).toBeLessThan(title.y + title.height)
  expect(add.y + add.height).toBeGreaterThan(title.y)
})

test.each([phone.viewport, { width: 1366, height: 768 }])(
  'the import page offers its empty forms, without fault for axe',
  async (viewport) => {
    const page = await site.visit(clerk, '/import', { viewport })
    await page.getByRole('link', { name: '花名册模板', exact: true }).waitFor()
    await page.getByRole('link', { name: '党员名册模板' }).waitFor()
    expect(await axeProblems(page)).toEqual([])
    const wide = await page.evaluate('document.documentElement.scrollWidth > innerWidth')
    expect(wide).toBe(false)
  },
)
