import { beforeAll, expect, test } from 'vitest'
import * as z from 'zod'
import type { Actor } from '#src/kernel/access.ts'
import { execute } from '#src/kernel/execute.ts'
import { command } from '#src/kernel/operation.ts'
import { readPdf } from '#test/pdf-text.ts'
import { useWorld } from '#test/harness/world.ts'
import { queueMessage, type NewMessage } from './queue.ts'

const world = useWorld()
let bureau: number
let clerk: Actor
let colleague: Actor
let stranger: Actor

beforeAll(async () => {
  const region = await world.org('region')
  bureau = await world.org('bureau', { parentId: region, name: '示范县委老干部局' })
  clerk = await world.actor('bureauClerk', bureau)
  colleague = await world.actor('bureauClerk', bureau)
  const other = await world.org('bureau', { parentId: await world.org('region') })
  stranger = await world.actor('bureauClerk', other)
})

async function queue(message: NewMessage): Promise<number[]> {
  const tell = command({
    title: '告知',
    permission: 'session.use',
    input: z.strictObject({}),
    run: (context) => queueMessage(context, message),
  })
  const kernel = { ...world.kernel, operations: { 'test.tell': tell } }
  return ((await execute(kernel, clerk, 'test.tell', {})) as { ids: number[] }).ids
}

const person = () =>
  world.retiree({
    homeId: bureau,
    fullName: '王建国',
    mobile: '19999030001',
    residenceAddress: '枫林街道和平路18号',
  })

const greeting = (retireeId: number, channel: 'sms' | 'letter'): NewMessage => ({
  template: 'festivalGreeting',
  channel,
  to: { retireeId },
  values: { name: '王建国', festival: '重阳节', org: '示范县委老干部局' },
})

test('the outbox shows to whom and how far, with the number hidden; another county sees nothing', async () => {
  const retireeId = await person()
  const [id] = await queue(greeting(retireeId, 'sms'))
  const list = await world.do(clerk, 'messages.list', { channel: 'sms' })
  expect(list.rows[0]).toMatchObject({ id, to: '王建国', number: '199****0001', state: 'queued' })
  expect(JSON.stringify(list)).not.toContain('19999030001')
  const found = await world.do(clerk, 'messages.get', { id })
  expect(found.body).toContain('重阳节将至')
  const looks = (await world.events(retireeId)).filter(({ outcome }) => outcome === 'looked')
  expect(looks).toHaveLength(1)
  expect((await world.do(stranger, 'messages.list', {})).total).toBe(0)
  await expect(world.do(stranger, 'messages.get', { id })).rejects.toMatchObject({
    kind: 'missing',
  })
  await expect(world.do(stranger, 'messages.cancel', { ids: [id] })).rejects.toMatchObject({
    kind: 'conflict',
  })
  await world.do(clerk, 'messages.cancel', { ids: [id] })
  await expect(world.do(clerk, 'messages.retry', { ids: [id] })).rejects.toMatchObject({
    code: 'messages.notFailed',
  })
})

test('letters are printed with their address and posted once; none to whoever died meanwhile', async () => {
  const [retireeId, dead] = [await person(), await person()]
  const [id] = await queue(greeting(retireeId, 'letter'))
  const [second] = await queue(greeting(dead, 'letter'))
  await world.db
    .updateTable('retiree')
    .set({ leftOn: '2026-11-20', leftReason: 'deceased', diedOn: '2026-11-20' })
    .where('id', '=', dead)
    .execute()
  const { body } = await world.do(clerk, 'messages.printLetters', {})
  const pages = JSON.stringify(readPdf(body))
  expect(pages).toContain('枫林街道和平路')
  expect(pages).toContain('重阳节将至')
  expect(await world.do(clerk, 'messages.markPrinted', { ids: [id, second] })).toEqual({
    marked: 1,
  })
  await expect(world.do(clerk, 'messages.markPrinted', { ids: [id] })).rejects.toMatchObject({
    kind: 'conflict',
  })
})

test('an inbox is one’s own, and what was read is read', async () => {
  await queue({
    template: 'notice',
    channel: 'inApp',
    to: { accountId: colleague.accountId as number },
    values: { text: '明天上午开会' },
  })
  expect(await world.do(colleague, 'messages.unread', {})).toEqual({ unread: 1 })
  expect(await world.do(clerk, 'messages.unread', {})).toEqual({ unread: 0 })
  const { rows } = await world.do(colleague, 'messages.inbox', {})
  expect(rows).toMatchObject([{ text: '明天上午开会', read: false }])
  await world.do(clerk, 'messages.markRead', { ids: [rows[0].id] })
  expect(await world.do(colleague, 'messages.unread', {})).toEqual({ unread: 1 })
  await world.do(colleague, 'messages.markRead', {})
  expect(await world.do(colleague, 'messages.unread', {})).toEqual({ unread: 0 })
})

test('a bureau words its messages from a day on; what it may not name is refused', async () => {
  const own = { code: 'festivalGreeting', channel: 'sms', validFrom: '2026-11-21' }
  await expect(
    world.do(clerk, 'messages.setTemplate', { ...own, text: '{称呼}，{病情}' }),
  ).rejects.toMatchObject({ code: 'messages.unknownHolder' })
  const past = { ...own, text: '{称呼}您好', validFrom: '2026-11-20' }
  await expect(world.do(clerk, 'messages.setTemplate', past)).rejects.toMatchObject({
    code: 'messages.past',
  })
  await world.do(clerk, 'messages.setTemplate', { ...own, text: '{称呼}您好，{节日}安康！' })
  await world.do(clerk, 'messages.setTemplate', {
    ...own,
    text: '{称呼}，{节日}将至',
    validFrom: '2026-12-01',
  })
  const [id] = await queue(greeting(await person(), 'sms'))
  expect((await world.do(clerk, 'messages.get', { id })).body).toBe('王建国您好，重阳节安康！')
  const words = await world.do(clerk, 'messages.templates', {})
  const mine = words.filter(({ own: set }: { own: boolean }) => set)
  expect(mine).toMatchObject([{ code: 'festivalGreeting', text: '{称呼}您好，{节日}安康！' }])
  const theirs = await world.do(stranger, 'messages.templates', {})
  expect(theirs.filter(({ own: set }: { own: boolean }) => set)).toEqual([])
})
