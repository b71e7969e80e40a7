import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { beforeAll, expect, test } from 'vitest'
import * as z from 'zod'
import type { Actor } from '#src/kernel/access.ts'
import { execute } from '#src/kernel/execute.ts'
import { command } from '#src/kernel/operation.ts'
import { fileOutbox } from '#src/messages/fileOutbox.ts'
import { queueMessage } from '#src/messages/queue.ts'
import { sendRound } from '#src/messages/sender.ts'
import { axeProblems, useSite } from '#test/harness/site.ts'
import { useWorld } from '#test/harness/world.ts'

const world = useWorld('2026-11-23')
const site = useSite(world)
const phone = { viewport: { width: 390, height: 844 }, hasTouch: true }
let clerk: Actor
let liaison: Actor
let retireeId: number

beforeAll(async () => {
  const region = await world.org('region', { name: '示范县' })
  const homeId = await world.org('bureau', { parentId: region, name: '示范县委老干部局' })
  const managingUnit = await world.org('unit', { parentId: region, name: '示范县水利局' })
  clerk = await world.actor('bureauClerk', homeId)
  liaison = await world.actor('unitLiaison', managingUnit)
  retireeId = await world.retiree({
    homeId,
    managingUnit,
    fullName: '王建国',
    mobile: '19999030001',
    birthArchive: '1936-11-29',
  })
})

test('a call to the bureau becomes a matter of the unit, is answered, rated and closed', async () => {
  const page = await site.visit(clerk, '/tickets')
  await page.getByText('没有本单位承办的事项').waitFor()
  await page.getByRole('button', { name: '登记事项' }).click()
  const dialog = page.getByRole('dialog')
  await dialog.getByLabel('老同志').fill('王建国')
  await page.getByRole('option', { name: /王建国/ }).click()
  await dialog.getByLabel('事项').fill('楼道加装扶手')
  await dialog.getByRole('button', { name: /类别/ }).click()
  await page.getByRole('option', { name: '房屋修缮' }).click()
  await dialog.getByRole('button', { name: /来源/ }).click()
  await page.getByRole('option', { name: '来电' }).click()
  await dialog.getByLabel('具体情况').fill('上下三楼吃力')
  expect(await axeProblems(page)).toEqual([])
  await dialog.getByRole('button', { name: '登记', exact: true }).click()
  await page.getByRole('heading', { name: '楼道加装扶手' }).waitFor()
  await page.getByText('示范县水利局').first().waitFor()
  expect(await axeProblems(page)).toEqual([])

  const unit = await site.visit(liaison, '/inbox')
  await unit.getByText('楼道加装扶手').waitFor()
  expect(await axeProblems(unit)).toEqual([])
  await unit.getByRole('link', { name: '打开收到事项' }).click()
  await unit.getByText('上下三楼吃力').waitFor()
  await unit.getByRole('button', { name: '受理' }).click()
  await unit.getByRole('button', { name: '答复' }).click()
  const answer = unit.getByRole('dialog')
  await answer.getByRole('button', { name: '登记答复' }).click()
  await answer.getByRole('alert').getByText('请填写答复内容').first().waitFor()
  await answer.getByLabel('答复内容').fill('扶手已装好，请放心使用')
  await answer.getByLabel('电话').check()
  await answer.getByRole('button', { name: '登记答复' }).click()
  await unit.getByRole('button', { name: '办结' }).waitFor()

  await page.reload()
  await page.getByRole('button', { name: '回访' }).click()
  const visit = page.getByRole('dialog')
  await visit.getByRole('button', { name: /对这次服务的评价/ }).click()
  await page.getByRole('option', { name: '非常满意' }).click()
  await visit.getByRole('button', { name: '登记回访' }).click()
  await page.getByText('评价：非常满意').waitFor()
  await page.getByRole('button', { name: '办结' }).click()
  await page.getByText('已办结', { exact: true }).first().waitFor()

  await page.goto(`${new URL(page.url()).origin}/tickets/statistics`)
  await page.getByRole('link', { name: '1', exact: true }).first().click()
  await page.locator('.dg-row', { hasText: '楼道加装扶手' }).waitFor()
})

test('on a telephone a matter is handed on, comes back with a reason and stays answerable', async () => {
  const { id } = await world.do(clerk, 'tickets.open', {
    retireeId,
    title: '预约体检并派车',
    category: 'medical',
    source: 'office',
  })
  const page = await site.visit(liaison, `/tickets/${id}`, phone)
  await page.getByRole('button', { name: '更多办理' }).click()
  await page.getByRole('menuitem', { name: '转办' }).click()
  const dialog = page.getByRole('dialog')
  await dialog.getByRole('button', { name: /转往/ }).click()
  await page.getByRole('option', { name: '示范县委老干部局' }).click()
  await dialog.getByLabel('转办理由').fill('体检由局里统一安排')
  await dialog.getByRole('button', { name: '转办', exact: true }).click()
  await page.getByText('转办待接收').waitFor()
  expect(await axeProblems(page)).toEqual([])

  const bureau = await site.visit(clerk, '/tickets?view=offered', phone)
  await bureau.getByRole('link', { name: '预约体检并派车' }).click()
  await bureau.getByRole('button', { name: '退回' }).click()
  await bureau.getByRole('dialog').getByLabel('理由').fill('今年由各单位自行组织')
  await bureau.getByRole('dialog').getByRole('button', { name: '退回', exact: true }).click()
  await bureau.getByText('今年由各单位自行组织').waitFor()

  await page.goto(`${new URL(page.url()).origin}/inbox`)
  await page.getByText(/被退回：今年由各单位自行组织/).waitFor()
  expect(await axeProblems(page)).toEqual([])
})

test('the bureau sets its own words and sees what became of each text message', async () => {
  const page = await site.visit(clerk, '/messages?tab=templates')
  await page.getByRole('button', { name: '修改节日问候（短信）' }).click()
  const dialog = page.getByRole('dialog')
  await dialog.getByLabel('内容').fill('{称呼}，{病情}')
  await dialog.getByRole('button', { name: '保存' }).click()
  await dialog
    .getByRole('alert')
    .getByText(/没有 \{病情\} 这一项/)
    .first()
    .waitFor()
  await dialog.getByLabel('内容').fill('{称呼}您好，{节日}安康！')
  await dialog.getByRole('button', { name: '保存' }).click()
  await page.getByText('{称呼}您好，{节日}安康！').waitFor()
  expect(await axeProblems(page)).toEqual([])

  await greet(retireeId)
  const folder = await mkdtemp(join(tmpdir(), 'chongyang-outbox-'))
  await sendRound(world.kernel, fileOutbox(folder))
  await rm(folder, { recursive: true })
  await page.goto(`${new URL(page.url()).origin}/messages`)
  await page.getByRole('button', { name: '查看给王建国的消息' }).click()
  await page.getByText('平台已收下').waitFor()
  await page.getByText('王建国您好，重阳节安康！').waitFor()
  expect(await axeProblems(page)).toEqual([])
})

/** A text message as a campaign queues it. */
async function greet(id: number): Promise<void> {
  const tell = command({
    title: '问候',
    permission: 'session.use',
    input: z.strictObject({}),
    run: (context) =>
      queueMessage(context, {
        template: 'festivalGreeting',
        channel: 'sms',
        to: { retireeId: id },
        values: { name: '王建国', festival: '重阳节', org: '示范县委老干部局' },
      }),
  })
  await execute({ ...world.kernel, operations: { 'test.greet': tell } }, clerk, 'test.greet', {})
}
