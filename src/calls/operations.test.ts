import { randomBytes } from 'node:crypto'
import { beforeAll, expect, test } from 'vitest'
import { nobody, systemActor, type Actor } from '#src/kernel/access.ts'
import { execute, type Kernel } from '#src/kernel/execute.ts'
import { useWorld } from '#test/harness/world.ts'
import type { Algorithm } from './algorithms.ts'
import { signatureOf, signedText } from './signature.ts'
import { escalateDue } from './watch.ts'

const world = useWorld('2026-11-21')
let clerk: Actor
let second: Actor
let director: Actor
let liaison: Actor
let worker: Actor
let stranger: Actor
let bureau: number
let retireeId: number
let kernel: Kernel
let clock = new Date('2026-11-21T12:00:00+08:00')
const pass = (seconds: number) => void (clock = new Date(clock.getTime() + seconds * 1_000))

// Tests look into answers freely.
// oxlint-disable-next-line typescript/no-explicit-any
const run = (actor: Actor, name: string, input: unknown): Promise<any> =>
  execute(kernel, actor, name, input)

beforeAll(async () => {
  const region = await world.org('region')
  bureau = await world.org('bureau', { parentId: region })
  const unit = await world.org('unit', { parentId: region })
  const community = await world.org('community', { parentId: region })
  clerk = await world.actor('bureauClerk', bureau)
  second = await world.actor('bureauClerk', bureau)
  director = await world.actor('bureauDirector', bureau)
  liaison = await world.actor('unitLiaison', unit)
  worker = await world.actor('communityWorker', community)
  const elsewhere = await world.org('bureau', { parentId: await world.org('region') })
  stranger = await world.actor('bureauClerk', elsewhere)
  retireeId = await world.retiree({
    homeId: bureau,
    fullName: '王秀英',
    managingUnit: unit,
    community,
    allergies: '青霉素',
    residenceAddress: '示范路 1 号',
    mobile: '19990000001',
  })
  kernel = {
    ...world.kernel,
    clock: {
      today: () => new Date(clock.getTime() + 8 * 3_600_000).toISOString().slice(0, 10),
      now: () => clock,
    },
  }
})

const token = async (id = retireeId) =>
  ((await run(clerk, 'calls.makePage', { retireeId: id })).path as string).slice(3)
const event = () => randomBytes(16).toString('base64url')
const pressPage = async (press = event()) => {
  const [answer] = await run(systemActor(), 'calls.pressedOnPage', {
    token: await token(),
    presses: [press],
  })
  return answer as { callId: number; presses: number }
}
const rowOf = async (id: number) => (await run(clerk, 'calls.get', { id })).row

async function device(algorithm: Algorithm, retireeIds: number[] = []) {
  const code = `BELL-${randomBytes(4).toString('hex').toUpperCase()}`
  const { secret } = await run(clerk, 'calls.addDevice', {
    code,
    name: '床头呼叫器',
    algorithm,
    retireeIds,
  })
  const report = (changes: Record<string, unknown> = {}, body = { event: event() } as object) => {
    const plain = {
      device: code,
      timestamp: Math.floor(clock.getTime() / 1_000),
      nonce: event(),
      body: JSON.stringify(body),
      ...changes,
    }
    const signature = signatureOf(algorithm, secret, signedText(plain)).toString('hex')
    return { ...plain, signature }
  }
  return { code, secret, report }
}

async function endAll() {
  const { rows } = await run(clerk, 'calls.desk', {})
  for (const { id, state } of rows)
    if (state !== 'closed') await run(clerk, 'calls.close', { id, closing: 'accidental' })
}

test.each(['hmac-sha256', 'hmac-sm3'] as const)(
  'a signed press of a device (%s) becomes a call; forged, late and replayed ones do not',
  async (algorithm) => {
    const { report } = await device(algorithm, [retireeId])
    const good = report()
    const { callId } = await run(nobody, 'calls.receive', good)
    expect(await rowOf(callId)).toMatchObject({ name: '王秀英', source: 'device', presses: 1 })
    const refused = (input: object) =>
      run(nobody, 'calls.receive', input).then(
        () => 'accepted',
        (error: { code: string }) => error.code,
      )
    expect(await refused(good)).toBe('calls.replayed')
    expect(await refused({ ...report(), body: '{"event":"another-event"}' })).toBe(
      'calls.badSignature',
    )
    expect(await refused(report({ timestamp: Math.floor(clock.getTime() / 1_000) - 301 }))).toBe(
      'calls.wrongTime',
    )
    expect(await refused(report({ device: 'BELL-NONE' }))).toBe('calls.badSignature')
    expect(await refused(report({}, { something: 1 }))).toBe('calls.unreadable')
    expect((await rowOf(callId)).presses).toBe(1)
    await endAll()
  },
)

test('the same event once more is the same press; others within a minute are counted on the call', async () => {
  const { report } = await device('hmac-sha256', [retireeId])
  const body = { event: event() }
  const first = await run(nobody, 'calls.receive', report({}, body))
  const again = await run(nobody, 'calls.receive', report({}, body))
  expect(again).toEqual(first)
  pass(20)
  expect(await run(nobody, 'calls.receive', report())).toMatchObject({
    callId: first.callId,
    presses: 2,
  })
  expect(await pressPage()).toMatchObject({ callId: first.callId, presses: 3 })
  await run(clerk, 'calls.acknowledge', { id: first.callId })
  pass(61)
  const later = await pressPage()
  expect(later.callId).not.toBe(first.callId)
  await endAll()
})

test('a device that is in nobody’s name is shown too, matched by hand, and drills are apart', async () => {
  const { report } = await device('hmac-sha256')
  const { callId } = await run(nobody, 'calls.receive', report())
  const { rows } = await run(clerk, 'calls.desk', {})
  expect(rows[0]).toMatchObject({ id: callId, name: null, device: '床头呼叫器' })
  const drill = await run(nobody, 'calls.receive', report({}, { event: event(), drill: true }))
  expect(drill.callId).not.toBe(callId)
  expect((await rowOf(drill.callId)).isDrill).toBe(true)
  await run(clerk, 'calls.match', { id: callId, retireeId })
  expect(await rowOf(callId)).toMatchObject({ name: '王秀英' })
  await run(clerk, 'calls.close', { id: drill.callId, closing: 'drill' })
  const [figure] = await run(clerk, 'calls.figures', {})
  expect(figure.drill).toBe(1)
  await endAll()
})

test('the first to take it has it; the others are told who and when', async () => {
  const { callId: id } = await pressPage()
  const both = await Promise.allSettled(
    [clerk, second].map((actor) => run(actor, 'calls.acknowledge', { id })),
  )
  expect(both.filter(({ status }) => status === 'fulfilled')).toHaveLength(1)
  const lost = both.find(({ status }) => status === 'rejected') as PromiseRejectedResult
  expect(lost.reason).toMatchObject({ kind: 'conflict', code: 'calls.taken' })
  expect(lost.reason.message).toMatch(/^已由.+于 \d\d:\d\d 接听$/)
  await endAll()
})

// R-C09-06: the medical alert on the responder's screen only, traced, and closed with the call.
test('address and allergies open for whoever answers, while the call is open, and the person sees it', async () => {
  const { callId: id } = await pressPage()
  const refusal = (actor: Actor) =>
    run(actor, 'calls.card', { id }).then(
      () => 'open',
      (error: { code: string }) => error.code,
    )
  expect(await refusal(clerk)).toBe('calls.notResponder')
  await run(worker, 'calls.acknowledge', { id })
  const card = await run(worker, 'calls.card', { id })
  expect(card.values).toMatchObject({ allergies: '青霉素', residenceAddress: '示范路 1 号' })
  expect(await refusal(second)).toBe('calls.notResponder')
  await run(second, 'calls.join', { id })
  expect(await refusal(second)).toBe('open')
  expect(await refusal(stranger)).toBe('calls.noSuchCall')
  const { rows } = await run(clerk, 'transparency.looks', { retireeId }).catch(() =>
    run(clerk, 'transparency.looks', { id: retireeId }),
  )
  expect(rows.some(({ purpose }: { purpose: string }) => purpose === '应急呼叫')).toBe(true)
  await run(worker, 'calls.close', { id, closing: 'accidental' })
  expect(await refusal(worker)).toBe('calls.closed')
})

test('nothing is closed as helped without an answer, and a need becomes a matter', async () => {
  const { callId: id } = await pressPage()
  const helped = { id, closing: 'helped', result: '已送药上门，本人满意' }
  await expect(run(clerk, 'calls.close', helped)).rejects.toMatchObject({ code: 'calls.notTaken' })
  await run(clerk, 'calls.acknowledge', { id })
  pass(30)
  await run(clerk, 'calls.dispatch', { id, who: '社区医生' })
  await run(clerk, 'calls.told', { id, whom: 'family' })
  pass(300)
  await run(clerk, 'calls.arrive', { id })
  await expect(run(clerk, 'calls.close', { id, closing: 'helped', result: '' })).rejects.toThrow()
  const { ticket } = await run(clerk, 'calls.close', {
    ...helped,
    ticket: { title: '检修家中呼叫器', category: 'living' },
  })
  const detail = await run(clerk, 'calls.get', { id })
  expect(detail.row).toMatchObject({ state: 'closed', closing: 'helped', ticketNumber: ticket })
  expect(detail.result).toBe('已送药上门，本人满意')
  expect(detail.steps.map(({ kind }: { kind: string }) => kind)).toEqual([
    'received',
    'acknowledged',
    'dispatched',
    'calledFamily',
    'arrived',
    'closed',
  ])
  const kept = await world.db
    .selectFrom('call')
    .select('result')
    .where('id', '=', id)
    .executeTakeFirstOrThrow()
  expect(JSON.stringify(kept)).not.toContain('送药')
  const [figure] = await run(clerk, 'calls.figures', {})
  expect(figure).toMatchObject({ real: 1, sentHalf: 30, thereHalf: 330 })
  const { total } = await run(clerk, 'calls.list', { outcome: 'real' })
  expect(total).toBe(figure.real)
})

test('the chain climbs at 30 s, 2 min and 5 min, each step once however many servers try', async () => {
  const day = kernel.clock.today()
  const set = (place: string, { accountId }: Actor) =>
    run(clerk, 'calls.setShift', { day, part: 'day', place, accountId })
  await set('second', second)
  const { callId: id } = await pressPage()
  const due = () => Promise.all([1, 2, 3].map(() => escalateDue(kernel)))
  pass(29)
  await due()
  expect((await rowOf(id)).told).toEqual([])
  pass(1)
  await due()
  expect((await rowOf(id)).told).toEqual([second.accountId])
  pass(90)
  await due()
  expect((await rowOf(id)).told).toEqual([second.accountId, director.accountId])
  pass(600)
  await due()
  const { steps } = await run(clerk, 'calls.get', { id })
  const climbed = steps.filter(({ kind }: { kind: string }) => kind === 'escalated')
  expect(climbed.map(({ level }: { level: number }) => level)).toEqual([1, 2, 3, 4])
  expect(climbed.map(({ fellBack }: { fellBack: boolean }) => fellBack)).toEqual([
    false,
    true,
    false,
    false,
  ])
  const messages = await world.db
    .selectFrom('message')
    .select(['accountId', 'urgent', 'template'])
    .where('aboutId', '=', id)
    .orderBy('id')
    .execute()
  expect(messages.map(({ accountId }) => accountId)).toEqual([
    second.accountId,
    director.accountId,
    director.accountId,
    director.accountId,
  ])
  await run(clerk, 'calls.acknowledge', { id })
  pass(3_600)
  await due()
  expect((await rowOf(id)).told).toHaveLength(2)
  await endAll()
})

test('holes are seen in advance, shifts are swapped, and what is past stays', async () => {
  const from = kernel.clock.today()
  await run(clerk, 'calls.fillShifts', {
    from,
    to: from,
    part: 'night',
    place: 'first',
    accountIds: [clerk.accountId],
  })
  const plan = await run(clerk, 'calls.shifts', { from, days: 1 })
  expect(plan.holes).toHaveLength(4)
  const night = plan.shifts.find(({ part }: { part: string }) => part === 'night')
  const day = plan.shifts.find(({ part }: { part: string }) => part === 'day')
  await run(clerk, 'calls.swapShifts', { id: night.id, otherId: day.id })
  const after = await run(clerk, 'calls.shifts', { from, days: 1 })
  expect(after.shifts.find(({ part }: { part: string }) => part === 'night').accountId).toBe(
    second.accountId,
  )
  await expect(
    run(clerk, 'calls.setShift', {
      day: '2026-11-01',
      part: 'day',
      place: 'first',
      accountId: null,
    }),
  ).rejects.toMatchObject({ code: 'calls.past' })
  await expect(
    run(clerk, 'calls.setShift', {
      day: from,
      part: 'day',
      place: 'first',
      accountId: stranger.accountId,
    }),
  ).rejects.toMatchObject({ code: 'calls.notStaff' })
})

test('the caller says it was a mistake: closed, counted apart, held against nobody', async () => {
  const { callId: id } = await pressPage()
  expect(await run(systemActor(), 'calls.mistaken', { token: await token() })).toEqual({
    closed: true,
  })
  expect(await rowOf(id)).toMatchObject({ state: 'closed', closing: 'accidental' })
})

test('a page shows no more than its holder needs, and none once it is revoked', async () => {
  const secret = await token()
  expect(await token()).toBe(secret)
  const own = await run(systemActor(), 'calls.ownPage', { token: secret })
  expect(own.name).toBe('王**')
  expect(JSON.stringify(own)).not.toMatch(/秀英|青霉素|示范路|19990000001/)
  await run(clerk, 'calls.revokePage', { retireeId })
  await expect(run(systemActor(), 'calls.ownPage', { token: secret })).rejects.toMatchObject({
    code: 'calls.noSuchToken',
  })
  expect(await token()).not.toBe(secret)
})

test('the telephone operator writes an unknown caller down, sealed, and matches later', async () => {
  const { id } = await run(clerk, 'calls.take', { callerPhone: '19990000009', said: '头晕' })
  expect((await run(clerk, 'calls.get', { id })).caller).toEqual({
    phone: '19990000009',
    said: '头晕',
  })
  const kept = await world.db
    .selectFrom('call')
    .select('caller')
    .where('id', '=', id)
    .executeTakeFirstOrThrow()
  expect(JSON.stringify(kept)).not.toMatch(/头晕|19990000009/)
  await run(clerk, 'calls.match', { id, retireeId })
  await run(clerk, 'calls.close', { id, closing: 'helped', result: '已请社区医生上门' })
})

test('whoever does not reach the person hears nothing; reading on misses nothing', async () => {
  const before = await run(clerk, 'calls.desk', {})
  const { callId: id } = await pressPage()
  const later = await run(clerk, 'calls.desk', { since: before.cursor })
  expect(later.rows.map((row: { id: number }) => row.id)).toContain(id)
  expect((await run(stranger, 'calls.desk', {})).rows).toEqual([])
  await expect(run(stranger, 'calls.acknowledge', { id })).rejects.toMatchObject({
    code: 'calls.noSuchCall',
  })
  expect((await run(liaison, 'calls.desk', {})).rows[0]).toMatchObject({ id, name: '王秀英' })
  expect(await run(liaison, 'calls.ofPerson', { retireeId })).not.toHaveLength(0)
  await endAll()
})
