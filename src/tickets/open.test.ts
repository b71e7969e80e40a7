import { beforeAll, expect, test } from 'vitest'
import * as z from 'zod'
import type { Actor } from '#src/kernel/access.ts'
import { execute } from '#src/kernel/execute.ts'
import { command } from '#src/kernel/operation.ts'
import { useWorld } from '#test/harness/world.ts'
import { openTicket, type NewTicket, type OpenedTicket } from './open.ts'

const world = useWorld()
let bureau: number
let unit: number
let clerk: Actor
let retireeId: number

beforeAll(async () => {
  const region = await world.org('region')
  bureau = await world.org('bureau', { parentId: region })
  unit = await world.org('unit', { parentId: region })
  clerk = await world.actor('bureauClerk', bureau)
  await world.actor('unitLiaison', unit)
  retireeId = await world.retiree({ homeId: bureau, managingUnit: unit })
})

/** What a visit does that finds a need. */
const open = async (more: Partial<NewTicket> = {}) => {
  const find = command({
    title: '发现需求',
    permission: 'session.use',
    input: z.strictObject({}),
    run: (context) =>
      openTicket(context, {
        retireeId,
        title: '屋顶漏雨，请修缮',
        category: 'housing',
        source: 'visit',
        sourceId: 7,
        ...more,
      }),
  })
  const kernel = { ...world.kernel, operations: { 'test.find': find } }
  return (await execute(kernel, clerk, 'test.find', {})) as OpenedTicket
}

test('a need found on a visit has an owner, a deadline in working days and a sealed detail', async () => {
  const detail = '患关节病，雨天地滑'
  const opened = await open({ detail })
  // Fifteen working days after Saturday 2026-11-21 (State Council notice for 2026: no holiday lies between).
  expect(opened).toMatchObject({ ownerOrgId: unit, dueOn: '2026-12-11' })
  expect(opened.number).toMatch(/^SX2026\d{6}$/)
  const row = await world.db
    .selectFrom('ticket')
    .selectAll()
    .where('id', '=', opened.id)
    .executeTakeFirstOrThrow()
  expect(row).toMatchObject({ state: 'registered', source: 'visit', sourceId: 7, retireeId })
  expect(JSON.stringify(row.detail)).not.toContain('关节')
  const events = await world.events(retireeId)
  expect(events.at(-1)).toMatchObject({ name: 'ticket.opened' })
})

test('an urgent need is due in three working days', async () => {
  expect(await open({ urgent: true })).toMatchObject({ dueOn: '2026-11-25' })
})

test('the bureau owns it where nobody else manages the person', async () => {
  const alone = await world.retiree({ homeId: bureau })
  expect(await open({ retireeId: alone })).toMatchObject({ ownerOrgId: bureau })
})

test('it goes to nobody who does not stand to the person', async () => {
  const stranger = await world.org('unit', { parentId: await world.org('region') })
  await expect(open({ ownerOrgId: stranger })).rejects.toMatchObject({ code: 'tickets.noHolder' })
})

test('people out of reach and people who left take no new matters; survivors of the dead do', async () => {
  const other = await world.org('bureau', { parentId: await world.org('region') })
  const far = await world.retiree({ homeId: other })
  await expect(open({ retireeId: far })).rejects.toMatchObject({ kind: 'missing' })
  const gone = { leftOn: '2026-10-01', homeId: bureau }
  const moved = await world.retiree({ ...gone, leftReason: 'transferredOut' })
  await expect(open({ retireeId: moved })).rejects.toMatchObject({ kind: 'conflict' })
  const dead = await world.retiree({ ...gone, leftReason: 'deceased', diedOn: '2026-10-01' })
  expect(await open({ retireeId: dead })).toHaveProperty('number')
})
