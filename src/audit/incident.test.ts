import { beforeAll, expect, test } from 'vitest'
import { reportOf } from '#src/commands/incident.ts'
import { systemActor, type Actor } from '#src/kernel/access.ts'
import { useWorld } from '#test/harness/world.ts'
import type { Incident } from './incident.ts'

const world = useWorld()
let thief: Actor
let other: Actor
const people: number[] = []
let span: { from: string; to: string }

beforeAll(async () => {
  const region = await world.org('region')
  const bureau = await world.org('bureau', { parentId: region })
  thief = await world.actor('bureauClerk', bureau)
  other = await world.actor('bureauClerk', bureau)
  for (let count = 0; count < 12; count++) people.push(await world.retiree({ homeId: bureau }))
  const open = (actor: Actor, id: number) =>
    world.do(actor, 'roster.get', { id }, { source: '10.1.2.3' })
  const from = new Date(Date.now() - 60_000).toISOString()
  for (const id of people.slice(0, 7)) await open(thief, id)
  for (const id of people.slice(0, 3)) await open(thief, id)
  for (const id of people.slice(5, 9)) await open(other, id)
  await world.do(thief, 'roster.reveal', { id: people[0], purpose: 'service' })
  await open(thief, people[0] as number)
  span = { from, to: new Date(Date.now() + 60_000).toISOString() }
})

const gather = (input: object = {}): Promise<Incident> =>
  world.do(systemActor(), 'audit.incident', { ...span, ...input })

// A planted leak, counted exactly.
test('the leak of one account is counted by person, look, kind and source', async () => {
  const data = await gather({ account: thief.name })
  expect(data.retireeIds).toEqual(people.slice(0, 7))
  expect(data).toMatchObject({ people: 7, looks: 11 })
  expect(data.accounts).toMatchObject([
    { account: thief.name, people: 7, looks: 11, sources: ['10.1.2.3'] },
  ])
  expect(data.operations).toEqual([{ operation: 'roster.get', looks: 11 }])
  expect(data.kinds).toContainEqual({ kind: 'health', people: 1 })
  expect(data.kinds).toContainEqual({ kind: 'S1', people: 7 })
})

test('all accounts together count a person once, and another hour counts nobody', async () => {
  expect(await gather()).toMatchObject({ people: 9, looks: 15 })
  expect(await gather({ source: '10.9.9.9' })).toMatchObject({ people: 0, looks: 0 })
  const before = { from: '2020-01-01T00:00:00Z', to: span.from }
  expect(await gather(before)).toMatchObject({ people: 0, first: null })
})

test('a list that shows more counts everyone it names', async () => {
  const at = new Date().toISOString()
  await world.db
    .insertInto('trace')
    .values({
      accountId: other.accountId,
      operation: 'roster.list',
      outcome: 'looked',
      name: 'list.looked',
      subject: 'retirees',
      detail: JSON.stringify({ fields: ['S2'], people: people.slice(9) }),
    })
    .execute()
  expect(at < span.to).toBe(true)
  expect(await gather({ account: other.name })).toMatchObject({ people: 7 })
})

test('the report says what, who, how many and when, and what people must add', async () => {
  const text = reportOf(await gather({ account: thief.name }), {
    ...span,
    account: thief.name,
  }).join('\n')
  expect(text).toContain('涉及：7 人，查看 11 次')
  expect(text).toContain('10.1.2.3')
  expect(text).toContain('请人工补写')
})

test('an unknown account or an empty span is refused, and gathering is traced', async () => {
  await expect(gather({ account: 'nobody-here' })).rejects.toMatchObject({
    code: 'audit.noSuchAccount',
  })
  await expect(gather({ from: span.to, to: span.from })).rejects.toMatchObject({
    code: 'audit.emptySpan',
  })
  const traced = await world.db
    .selectFrom('trace')
    .select('id')
    .where('name', '=', 'incident.gathered')
    .execute()
  expect(traced.length).toBeGreaterThan(2)
})
