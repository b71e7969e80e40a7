import { beforeAll, expect, test } from 'vitest'
import type { Actor } from '#src/kernel/access.ts'
import { useSite } from '#test/harness/site.ts'
import { useWorld } from '#test/harness/world.ts'

const world = useWorld('2026-11-21')
const site = useSite(world)
let clerk: Actor
let liaison: Actor
let person: (fullName: string) => Promise<number>

beforeAll(async () => {
  const region = await world.org('region', { name: '示范县' })
  const homeId = await world.org('bureau', { parentId: region, name: '示范县委老干部局' })
  const managingUnit = await world.org('unit', { parentId: region, name: '示范县水利局' })
  clerk = await world.actor('bureauClerk', homeId)
  liaison = await world.actor('unitLiaison', managingUnit)
  const seed = { homeId, managingUnit, birthArchive: '1941-03-02', registeredOn: '2026-06-01' }
  person = (fullName) => world.retiree({ ...seed, fullName })
})

/** The state of the visit that is owed within three days of the notice (rules §C08). */
const visitOwed = async (retireeId: number) => {
  const { rows } = await world.do(liaison, 'duties.ofRetiree', { retireeId })
  const found = (rows as { rule: string; dueOn: string; state: string }[]).find(
    ({ rule, dueOn }) => rule === 'illnessVisit' && dueOn === '2026-11-24',
  )
  return found?.state
}

// Requirements C07-07, C08-01, C08-09, C09-07: nobody is forgotten, and every need is answered.
test.each([
  ['a desk', '王建国', {}],
  ['a telephone', '李秀英', { viewport: { width: 390, height: 844 }, hasTouch: true }],
] as const)(
  'at %s an admission becomes a visit becomes a repaired roof',
  async (_, name, options) => {
    const id = await person(name)
    const page = await site.visit(clerk, '/health', options)
    const origin = new URL(page.url()).origin
    await page.getByRole('button', { name: '登记住院' }).click()
    const admitting = page.getByRole('dialog')
    await admitting.getByLabel('老同志').fill(name)
    await page.getByRole('option', { name: new RegExp(name) }).click()
    await admitting.getByRole('textbox', { name: '医院' }).fill('县人民医院')
    await admitting.getByRole('button', { name: '登记住院' }).click()
    await admitting.waitFor({ state: 'detached' })
    expect(await visitOwed(id)).toBe('open')

    await page.goto(`${origin}/visits/new?retiree=${id}&reason=illness`)
    await expect.poll(() => page.getByLabel('生病住院').isChecked()).toBe(true)
    await page.getByText('登记后办结：生病住院看望').waitFor()
    await page.getByLabel('到医院').check()
    await page.getByLabel('情况和需要').fill('惦记家里屋顶漏雨')
    await page.getByRole('button', { name: '加一件' }).click()
    await page.getByRole('button', { name: /^类别/ }).click()
    await page.getByRole('option', { name: '房屋修缮' }).click()
    await page.getByLabel('什么事').fill('屋顶漏雨要修')
    await page.getByRole('button', { name: '登记走访' }).click()
    await page.getByRole('heading', { name: `已登记对${name}的走访` }).waitFor()
    await page.getByText(/屋顶漏雨要修，由示范县水利局办理/).waitFor()
    expect(await visitOwed(id)).toBe('done')

    const unit = await site.visit(liaison, '/inbox', options)
    await unit.getByRole('link', { name: '打开收到事项' }).first().click()
    await unit.getByRole('heading', { name: '屋顶漏雨要修' }).waitFor()
    await unit.getByRole('button', { name: '受理' }).click()
    await unit.getByRole('button', { name: '答复' }).click()
    const answer = unit.getByRole('dialog')
    await answer.getByLabel('答复内容').fill('屋顶已修好，雨天看过不漏')
    await answer.getByLabel('电话').check()
    await answer.getByRole('button', { name: '登记答复' }).click()
    await answer.waitFor({ state: 'detached' })
    await unit.getByRole('button', { name: '办结' }).click()
    await unit.getByText('已办结', { exact: true }).first().waitFor()
    const [ticket] = await world.db
      .selectFrom('ticket')
      .select(['state', 'source', 'answeredOn'])
      .where('retireeId', '=', id)
      .execute()
    expect(ticket).toEqual({ state: 'closed', source: 'visit', answeredOn: '2026-11-21' })
  },
)
