import { sql } from 'kysely'
import { beforeAll, expect, test } from 'vitest'
import type { Actor } from '#src/kernel/access.ts'
import { execute } from '#src/kernel/execute.ts'
import { command } from '#src/kernel/operation.ts'
import { openedText } from '#src/kernel/vault/text.ts'
import { useWorld } from '#test/harness/world.ts'
import * as z from 'zod'
import { queueMessage, type NewMessage } from './queue.ts'

const world = useWorld()
let bureau: number
let unit: number
let clerk: Actor
let liaison: Actor

beforeAll(async () => {
  const region = await world.org('region')
  bureau = await world.org('bureau', { parentId: region })
  unit = await world.org('unit', { parentId: region })
  clerk = await world.actor('bureauClerk', bureau)
  liaison = await world.actor('unitLiaison', unit)
})

/** What a capability does that queues a message in its own command. */
async function queue(actor: Actor, message: NewMessage, at = '2026-11-21T12:00:00+08:00') {
  const tell = command({
    title: '告知',
    permission: 'session.use',
    input: z.strictObject({}),
    async run(context) {
      context.record({ name: 'told', subject: 'message', subjectId: null })
      return queueMessage(context, message)
    },
  })
  const clock = { ...world.kernel.clock, now: () => new Date(at) }
  const kernel = { ...world.kernel, clock, operations: { 'test.tell': tell } }
  return (await execute(kernel, actor, 'test.tell', {})) as { ids: number[] }
}

const rowOf = (id: number) =>
  world.db.selectFrom('message').selectAll().where('id', '=', id).executeTakeFirstOrThrow()

const greeting = (retireeId: number): NewMessage => ({
  template: 'festivalGreeting',
  channel: 'sms',
  to: { retireeId },
  values: { name: '赵老', festival: '重阳节', org: '县委老干部局' },
})

test('a text message waits in the outbox, sealed, with its number and words out of sight', async () => {
  const id = await world.retiree({ homeId: bureau, fullName: '赵长青', mobile: '19999030001' })
  const { ids } = await queue(clerk, greeting(id))
  expect(ids).toHaveLength(1)
  const row = await rowOf(ids[0] as number)
  expect(row).toMatchObject({ state: 'queued', channel: 'sms', retireeId: id, orgId: bureau })
  expect(JSON.stringify([row.body, row.address])).not.toMatch(/重阳|19999030001|赵/)
  const body = openedText(world.kernel.vault, `message.body.${row.id}`, row.body)
  expect(body).toContain('赵老您好！重阳节将至')
})

test('nothing is queued to the dead, to those who left, or to whom no number is known', async () => {
  const dead = { leftOn: '2026-10-01', leftReason: 'deceased', diedOn: '2026-10-01' }
  const gone = { leftOn: '2026-10-01', leftReason: 'transferredOut' }
  const people = [
    await world.retiree({ homeId: bureau, mobile: '19999030002', ...dead }),
    await world.retiree({ homeId: bureau, mobile: '19999030003', ...gone }),
    await world.retiree({ homeId: bureau }),
  ]
  for (const id of people) expect(await queue(clerk, greeting(id))).toEqual({ ids: [] })
  const toNumber = (phone: string) =>
    queue(clerk, {
      template: 'notice',
      channel: 'sms',
      to: { phone, name: '某某' },
      values: { text: '体检安排已定' },
    })
  expect(await toNumber('19999030002')).toEqual({ ids: [] })
  expect((await toNumber('19999030009')).ids).toHaveLength(1)
})

test.each([
  ['in the evening until morning', '2026-11-21T21:00:00+08:00', '2026-11-22T00:00:00.000Z'],
  ['at night until morning', '2026-11-21T03:15:00+08:00', '2026-11-21T00:00:00.000Z'],
  ['by day at once', '2026-11-21T20:59:00+08:00', '2026-11-21T12:59:00.000Z'],
])('quiet hours hold a text message %s, and nothing that is urgent', async (_, at, goes) => {
  const id = await world.retiree({ homeId: bureau, mobile: '19999030004' })
  const { ids } = await queue(clerk, greeting(id), at)
  expect((await rowOf(ids[0] as number)).notBefore.toISOString()).toBe(goes)
  const urgent = await queue(clerk, { ...greeting(id), urgent: true }, at)
  expect((await rowOf(urgent.ids[0] as number)).notBefore).toEqual(new Date(at))
})

test('everyone with a post at an organisation is told in the inbox, by whom it may also be sent', async () => {
  const offices = await world.actor('securityAdmin', bureau)
  const second = await world.actor('bureauClerk', bureau)
  const { ids } = await queue(liaison, {
    template: 'ticketReceived',
    channel: 'inApp',
    to: { orgId: bureau },
    values: { number: 'SX1', category: '就医', title: '陪同就诊', dueOn: '2026-12-01' },
    about: { subject: 'ticket', id: 1 },
  })
  const rows = await Promise.all(ids.map(rowOf))
  expect(rows.map(({ accountId }) => accountId)).toEqual([clerk.accountId, second.accountId])
  expect(rows.every(({ state, orgId }) => state === 'delivered' && orgId === unit)).toBe(true)
  expect(rows.map(({ accountId }) => accountId)).not.toContain(offices.accountId)
})

test('out of reach nobody is told anything', async () => {
  const other = await world.org('bureau', { parentId: await world.org('region') })
  const id = await world.retiree({ homeId: other, mobile: '19999030005' })
  expect(await queue(clerk, greeting(id))).toEqual({ ids: [] })
  const { rows } = await sql`select from message where retiree_id = ${id}`.execute(world.db)
  expect(rows).toEqual([])
})
