import { createHash } from 'node:crypto'
import type { BrowserContextOptions, Page } from 'playwright-core'
import sharp from 'sharp'
import { beforeAll, expect, test } from 'vitest'
import { systemActor, type Actor } from '#src/kernel/access.ts'
import { startProxy } from '#test/harness/proxy.ts'
import { axeProblems, useSite } from '#test/harness/site.ts'
import { useWorld } from '#test/harness/world.ts'

const world = useWorld('2026-11-21')
const site = useSite(world)
const phone = { viewport: { width: 390, height: 844 }, hasTouch: true }
let clerk: Actor
let liaison: Actor
let homeId: number
let managingUnit: number

beforeAll(async () => {
  const region = await world.org('region', { name: '示范县' })
  homeId = await world.org('bureau', { parentId: region, name: '示范县委老干部局' })
  managingUnit = await world.org('unit', { parentId: region, name: '示范县水利局' })
  clerk = await world.actor('bureauClerk', homeId)
  liaison = await world.actor('unitLiaison', managingUnit)
})

/** Somebody with an eightieth birthday ahead, whose visit is owed. */
async function person(fullName: string): Promise<number> {
  const born = { birthArchive: '1936-11-29', registeredOn: '2026-10-20' }
  const id = await world.retiree({ homeId, managingUnit, fullName, mobile: '13900000001', ...born })
  await world.do(systemActor(), 'duties.refresh', { orgId: homeId })
  return id
}

const visitsTo = (retireeId: number) =>
  world.db.selectFrom('visit').selectAll().where('retireeId', '=', retireeId).execute()

async function fill(page: Page, id: number) {
  await page.goto(`${new URL(page.url()).origin}/visits/new?retiree=${id}&reason=birthday`)
  await page.getByRole('heading', { name: '登记走访', level: 1 }).waitFor()
  await page.getByLabel('寿辰').waitFor()
  await expect.poll(() => page.getByLabel('寿辰').isChecked()).toBe(true)
}

const outbox = (page: Page) => page.getByRole('list', { name: '待发送的走访' })

/** Keeps the drawing of the frame and the key on the device, as any first visit with network does. */
async function prepared(actor: Actor, path = '/visits', options: BrowserContextOptions = phone) {
  const page = await site.visit(actor, path, options)
  await expect
    .poll(() => page.evaluate(() => navigator.serviceWorker.controller !== null))
    .toBe(true)
  await expect.poll(() => keptThere(page)).toContain('kept')
  return page
}

/** What lies in the browser's database, as text: which shelves hold something, and what of it can be read. */
async function keptThere(page: Page): Promise<string> {
  return page.evaluate(async () => {
    const request = indexedDB.open('chongyang-pocket')
    const db = await new Promise<IDBDatabase>((done) => {
      request.onsuccess = () => done(request.result)
    })
    const found: string[] = []
    for (const shelf of ['keys', 'items', 'kept']) {
      if (!db.objectStoreNames.contains(shelf)) continue
      const all = db.transaction(shelf).objectStore(shelf).getAll()
      const values = await new Promise<unknown[]>((done) => {
        all.onsuccess = () => done(all.result as unknown[])
      })
      for (const value of values) {
        const { data } = value as { data?: ArrayBuffer }
        found.push(shelf, JSON.stringify(value), data ? new TextDecoder().decode(data) : '')
      }
    }
    db.close()
    return found.join('\n')
  })
}

// Requirements C08-01, C08-09: written once, used everywhere.
test.each([
  ['a telephone', phone],
  ['an office screen', {}],
] as const)('a visit on %s is written once and says what followed', async (_what, options) => {
  const id = await person('王建国')
  const page = await site.visit(clerk, '/visits', options)
  await fill(page, id)
  await page.getByText('登记后办结：重要寿辰看望').waitFor()
  await page.getByLabel('情况和需要').fill('屋顶漏雨')
  await page.getByLabel('健康变化').fill('膝盖手术后恢复中')
  await page.getByRole('button', { name: '加一件' }).click()
  await page.getByRole('button', { name: /^类别/ }).click()
  await page.getByRole('option', { name: '房屋修缮' }).click()
  await page.getByLabel('什么事').fill('屋顶漏雨要修')
  await page.getByLabel('慰问金', { exact: true }).check()
  await page.getByRole('textbox', { name: '金额' }).fill('500')
  await page.getByLabel('签收人').fill('本人')
  await page.getByLabel('新手机号').fill('13900000002')
  const seed = createHash('sha256').update(JSON.stringify(options)).digest()
  const picture = await sharp({
    create: {
      width: 3000,
      height: 2000,
      channels: 3,
      background: { r: seed[0] ?? 0, g: 90, b: 90 },
    },
  })
    .jpeg()
    .toBuffer()
  await page
    .getByLabel('加签收单照片')
    .setInputFiles({ name: 'IMG_1.jpg', mimeType: 'image/jpeg', buffer: picture })
  await page.getByRole('img', { name: '签收单照片 1' }).waitFor()
  await page.evaluate(() => scrollTo(0, 0))
  expect(await axeProblems(page)).toEqual([])
  await page.getByRole('button', { name: '登记走访' }).click()
  await page.getByRole('heading', { name: '已登记对王建国的走访' }).waitFor()
  await page.getByText(/重要寿辰看望（2026年11月29日到期）/).waitFor()
  await page.getByText(/屋顶漏雨要修，由示范县水利局办理/).waitFor()
  await page.getByText('手机', { exact: true }).waitFor()
  const [visit] = await visitsTo(id)
  expect(visit).toMatchObject({ giftFen: 50_000, accountId: clerk.accountId })
  const file = await world.db
    .selectFrom('attachment')
    .innerJoin('visitPhoto', 'visitPhoto.attachmentId', 'attachment.id')
    .select('size')
    .where('visitId', '=', visit?.id ?? 0)
    .executeTakeFirst()
  expect(file?.size).toBeGreaterThan(100)
  await page.goto(`${site.address}/roster/${id}?tab=visits`)
  await page.getByText('慰问：慰问金，500.00 元，本人签收').waitFor()
  expect(await axeProblems(page)).toEqual([])
  await page.goto(`${site.address}/visits?gift=1`)
  await page.getByText('王建国').first().waitFor()
  expect(await axeProblems(page)).toEqual([])
  await page.context().close()
})

test('without network a visit waits on the telephone, survives the page, and arrives once', async () => {
  const id = await person('李秀英')
  const page = await prepared(clerk)
  await fill(page, id)
  const context = page.context()
  await context.setOffline(true)
  await page.getByLabel('情况和需要').fill('一切都好，离线标记')
  await expect.poll(() => keptThere(page)).toContain('items')
  const address = page.url()
  await page.close()

  const again = await context.newPage()
  await again.goto(address)
  await expect.poll(() => again.getByLabel('情况和需要').inputValue()).toBe('一切都好，离线标记')
  expect(await keptThere(again)).not.toMatch(/离线标记|李秀英/)
  await again.getByRole('button', { name: '登记走访' }).click()
  await outbox(again).getByText('等待发送').waitFor()
  expect(await visitsTo(id)).toEqual([])
  expect(await axeProblems(again)).toEqual([])

  await context.setOffline(false)
  await outbox(again).getByText('已送达').waitFor()
  expect(await visitsTo(id)).toHaveLength(1)
  await context.close()
})

// The answer is lost after the server has committed: the worst moment for a second try.
test('a visit whose answer was lost is sent again and counts once', async () => {
  const id = await person('赵振华')
  const { port } = new URL(site.address)
  const proxy = await startProxy({ host: '127.0.0.1', port: Number(port) })
  const page = await site.visit(clerk, '/visits', phone)
  const through = `http://127.0.0.1:${proxy.port}`
  const cookies = await page.context().cookies()
  await page.context().addCookies(cookies.map(({ name, value }) => ({ name, value, url: through })))
  await page.goto(`${through}/visits/new?retiree=${id}&reason=birthday`)
  await expect.poll(() => page.getByLabel('寿辰').isChecked()).toBe(true)
  let sent = 0
  await page.route('**/api/visits.record', async (route) => {
    sent += 1
    if (sent > 1) return route.continue()
    await route.fetch()
    proxy.set('cut')
    return route.abort('connectionreset')
  })
  await page.getByRole('button', { name: '登记走访' }).click()
  await expect.poll(() => visitsTo(id)).toHaveLength(1)
  await outbox(page).getByText('等待发送').waitFor()
  proxy.set('good')
  await page.getByRole('button', { name: '现在发送' }).click()
  await outbox(page).getByText('已送达').waitFor()
  expect(sent).toBeGreaterThan(1)
  expect(await visitsTo(id)).toHaveLength(1)
  proxy.end()
  await page.context().close()
})

test('what the server declines comes back with its reason and can be put right', async () => {
  const id = await person('刘国庆')
  const page = await prepared(clerk)
  await fill(page, id)
  await page.context().setOffline(true)
  await page.getByLabel('情况和需要').fill('精神很好')
  await page.getByRole('button', { name: '登记走访' }).click()
  await outbox(page).getByText('等待发送').waitFor()
  await world.db
    .updateTable('retiree')
    .set({ leftOn: '2026-11-10', leftReason: 'deceased', diedOn: '2026-11-10' })
    .where('id', '=', id)
    .execute()
  await page.context().setOffline(false)
  await outbox(page).getByText('要修改').waitFor()
  await outbox(page)
    .getByText(/刘国庆已于 2026-11-10 前去世，请核对走访日期/)
    .waitFor()
  await outbox(page).getByRole('button', { name: '修改' }).click()
  await page.getByLabel('走访日期').fill('2026-11-08')
  await page.getByRole('button', { name: '登记走访' }).click()
  await page.getByRole('heading', { name: '已登记对刘国庆的走访' }).waitFor()
  expect(await visitsTo(id)).toMatchObject([{ visitedOn: '2026-11-08', findings: '精神很好' }])
  await page.context().close()
})

test('another account on the same device sees nothing; the owner finds all after signing in again', async () => {
  const id = await person('孙桂兰')
  const page = await prepared(clerk)
  await fill(page, id)
  const context = page.context()
  await context.setOffline(true)
  await page.getByLabel('情况和需要').fill('只给本人看')
  await page.getByRole('button', { name: '登记走访' }).click()
  await outbox(page).getByText('等待发送').waitFor()
  const own = await context.cookies()
  await page.close()
  await context.clearCookies()
  await context.setOffline(false)

  const others = await site.visit(liaison, '/visits/outbox', phone)
  const [theirs] = (await others.context().cookies()).filter(({ name }) => name === 'sid')
  await others.context().close()
  await context.addCookies([{ name: 'sid', value: theirs?.value ?? '', url: site.address }])
  const stranger = await context.newPage()
  await stranger.goto(`${site.address}/visits/outbox`)
  await stranger.getByText('没有待发送的走访').waitFor()
  await expect.poll(() => keptThere(stranger)).toContain('keys')
  expect(await keptThere(stranger)).not.toMatch(/只给本人看|孙桂兰/)
  await stranger.close()
  expect(await visitsTo(id)).toEqual([])

  await context.clearCookies()
  await context.addCookies(own)
  const back = await context.newPage()
  await back.goto(`${site.address}/visits/outbox`)
  await outbox(back).getByText('已送达').waitFor()
  expect(await visitsTo(id)).toMatchObject([{ findings: '只给本人看' }])
  await context.close()
})

test('signing out with something unsent asks first, and wipes what is given up', async () => {
  const id = await person('周志强')
  const page = await prepared(clerk)
  await fill(page, id)
  await page.getByLabel('情况和需要').fill('没写完')
  await expect.poll(() => keptThere(page)).toContain('items')
  const leave = async () => {
    await page.locator('.person-button').click()
    await page.getByRole('button', { name: '退出登录' }).click()
  }
  await leave()
  const dialog = page.getByRole('dialog')
  await dialog.getByText('这台设备上有 1 条走访还没有送达。').waitFor()
  await dialog.getByRole('button', { name: '先不退出' }).click()
  await dialog.waitFor({ state: 'detached' })
  await leave()
  await page.getByRole('button', { name: '不要了，清除并退出' }).click()
  await page.getByRole('heading', { name: '登录' }).waitFor()
  expect(await keptThere(page)).toBe('')
  await page.context().close()
})

test('a paper form is typed in by its code and counts once', async () => {
  const id = await person('何玉珍')
  await world.do(clerk, 'visits.papers', { ids: [id], reasons: ['birthday'] })
  const [paper] = await world.db
    .selectFrom('visitPaper')
    .select('code')
    .where('retireeId', '=', id)
    .execute()
  const page = await site.visit(clerk, '/visits/paper')
  await page.getByLabel('登记表编号').fill(paper?.code.toLowerCase() ?? '')
  await page.getByRole('button', { name: '查找' }).click()
  await page.getByText(/正在录入第 \w{5}-\w{5} 号登记表/).waitFor()
  await expect.poll(() => page.getByLabel('寿辰').isChecked()).toBe(true)
  await page.getByRole('button', { name: '登记走访' }).click()
  await page.getByRole('heading', { name: '已登记对何玉珍的走访' }).waitFor()
  await page.goto(`${site.address}/visits/paper/${paper?.code}`)
  await page.getByText(/这张表已于2026年11月21日由.+录入/).waitFor()
  expect(await axeProblems(page)).toEqual([])
  expect(await visitsTo(id)).toHaveLength(1)
  await page.context().close()
})
