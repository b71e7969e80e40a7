import { beforeAll, expect, test } from 'vitest'
import { bind, doorPassword, openDoor, type Door, type Visitor } from '../harness/door.ts'
import { useWorld } from '../harness/world.ts'

const world = useWorld()
let door: Door
let orgId: number

beforeAll(async () => {
  door = openDoor(world)
  orgId = await world.org('bureau', { parentId: await world.org('region') })
})

const guess = (visitor: Visitor, account: string, password = 'not the right one') =>
  visitor.call('session.signIn', { account, password })

async function checked(account: string): Promise<number> {
  const rows = await world.db
    .selectFrom('signInGuard')
    .select('recent')
    .where('account', '=', account)
    .where('place', '=', '*')
    .execute()
  return rows[0]?.recent.length ?? 0
}

// ASVS 5.0 V6.1.1, V6.3.1: guessing is slowed, and cannot be used to lock the owner out.
test('a thousand guesses from twenty places reach the password 20 times; the owner always gets in', async () => {
  const owner = await door.person('bureauClerk', orgId)
  const desk = door.visitor('10.0.0.9')
  const { secret } = await bind(door, desk, owner)
  const { account, password } = owner
  const places = Array.from({ length: 20 }, (_, index) => door.visitor(`203.0.113.${index + 1}`))
  const answers: number[] = []
  let entered = 0
  for (let round = 0; round < 50; round++) {
    const wave = await Promise.all(places.map((place) => guess(place, account)))
    answers.push(...wave.map(({ status }) => status))
    if (round % 10 === 0) {
      door.pass(1)
      const code = door.codeOf(secret)
      const own = await desk.call('session.signIn', { account, password, code })
      entered += own.status === 200 ? 1 : 0
    }
  }
  expect(entered).toBe(5)
  expect(await checked(account)).toBe(20)
  expect(answers.every((status) => status === 401 || status === 429)).toBe(true)
  const right = await door.visitor('203.0.113.99').call('session.signIn', { account, password })
  expect([right.status, JSON.parse(right.text).code]).toEqual([401, 'session.wrong'])
  const notices = await world.db
    .selectFrom('securityNotice')
    .select('kind')
    .where('accountId', '=', owner.id)
    .execute()
  expect(notices).toEqual([{ kind: 'guessed' }])
  door.pass(61)
  const later = await door.visitor('203.0.113.99').call('session.signIn', { account, password })
  expect(JSON.parse(later.text).code).toBe('session.codeNeeded')
}, 0)

test('five wrong tries close a place for 15 minutes, then for 30', async () => {
  const { account } = await door.person('bureauClerk', orgId)
  const place = door.visitor('198.51.100.7')
  const statuses = async (count: number) => {
    const found: number[] = []
    for (let index = 0; index < count; index++) found.push((await guess(place, account)).status)
    return found
  }
  expect(await statuses(6)).toEqual([401, 401, 401, 401, 401, 429])
  door.pass(14)
  expect(await statuses(1)).toEqual([429])
  door.pass(1.1)
  expect(await statuses(6)).toEqual([401, 401, 401, 401, 401, 429])
  door.pass(20)
  const closed = await guess(place, account, doorPassword)
  expect(closed.status).toBe(429)
  expect(JSON.parse(closed.text).message).toMatch(/^输错次数太多，请 \d+ 分钟后再试$/)
  door.pass(11)
  expect((await guess(place, account, doorPassword)).status).toBe(200)
})

// ASVS 5.0 V6.3.8
test('unknown account, wrong password and an account held shut answer alike, byte for byte', async () => {
  const { account } = await door.person('bureauClerk', orgId)
  const wrong = await guess(door.visitor('192.0.2.1'), account)
  const nobody = await guess(door.visitor('192.0.2.1'), 'no-such-person')
  for (let index = 0; index < 19; index++)
    await guess(door.visitor(`192.0.2.${20 + index}`), account)
  const shut = await guess(door.visitor('192.0.2.200'), account, doorPassword)
  const shape = ({ status, text, headers }: Awaited<ReturnType<typeof guess>>) => {
    const { date: _date, ...rest } = headers
    return { status, text, headers: rest }
  }
  expect(shape(nobody)).toEqual(shape(wrong))
  expect(shape(shut)).toEqual(shape(wrong))
  const ended = await door.person('bureauClerk', orgId)
  await world.db
    .updateTable('account')
    .set({ endedOn: '2026-11-01' })
    .where('id', '=', ended.id)
    .execute()
  const waiting = await door.person('bureauClerk', orgId)
  await world.db
    .updateTable('account')
    .set({ passwordHash: null })
    .where('id', '=', waiting.id)
    .execute()
  for (const { account, password } of [ended, waiting])
    expect(shape(await guess(door.visitor('192.0.2.201'), account, password))).toEqual(shape(wrong))
  const closed = async (name: string, from: string) => {
    const place = door.visitor(from)
    for (let index = 0; index < 5; index++) await guess(place, name)
    return shape(await guess(place, name))
  }
  const { account: other } = await door.person('bureauClerk', orgId)
  expect(await closed('no-such-person-either', '192.0.2.202')).toEqual(
    await closed(other, '192.0.2.203'),
  )
})

test('a device is known for its account only, not after its mark is altered, and not for ever', async () => {
  const owner = await door.person('bureauClerk', orgId)
  const other = await door.person('bureauClerk', orgId)
  const desk = door.visitor('10.0.0.21')
  await desk.call('session.signIn', { account: owner.account, password: doorPassword })
  const mark = desk.jar.get('dev') ?? ''
  async function place(cookie: string, account: string) {
    const thief = door.visitor('203.0.113.50')
    thief.jar.set('dev', cookie)
    await guess(thief, account)
    const rows = await world.db
      .selectFrom('signInGuard')
      .select('place')
      .where('account', '=', account)
      .where('place', '<>', '*')
      .where('tries', '>', 0)
      .execute()
    await world.db.deleteFrom('signInGuard').where('account', '=', account).execute()
    return rows.map((row) => row.place.split(':')[0])
  }
  expect(await place(mark, owner.account)).toEqual(['device'])
  expect(await place(mark, other.account)).toEqual(['from'])
  const [, ...parts] = mark.split('.')
  expect(await place([other.id, ...parts].join('.'), other.account)).toEqual(['from'])
  expect(await place(`${mark.slice(0, -3)}AAA`, owner.account)).toEqual(['from'])
  door.pass(181 * 24 * 60)
  expect(await place(mark, owner.account)).toEqual(['from'])
  door.pass(-181 * 24 * 60)
})

// ASVS 5.0 V6.5.1, V6.5.5: single use, bound to its owner, few tries.
test('a code counts once, for its owner, in its time; guessing codes ends like guessing passwords', async () => {
  const owner = await door.person('bureauClerk', orgId)
  const desk = door.visitor('10.0.0.31')
  const { secret, recoveryCodes } = await bind(door, desk, owner)
  const { account, password } = owner
  const enter = async (code: string, from = desk) => {
    const answer = await from.call('session.signIn', { account, password, code })
    return answer.status === 200 ? 'in' : JSON.parse(answer.text).code
  }
  const now = door.codeOf(secret)
  expect(await enter(now)).toBe('in')
  expect(await enter(now)).toBe('session.wrongCode')
  expect(await enter(door.codeOf(secret, -1))).toBe('session.wrongCode')
  expect(await enter(door.codeOf(secret, 5))).toBe('session.wrongCode')
  expect(await enter(door.codeOf(secret, 1))).toBe('in')
  const stranger = await door.person('bureauClerk', orgId)
  const strangersDesk = door.visitor('10.0.0.32')
  const { secret: theirs } = await bind(door, strangersDesk, stranger)
  door.pass(2)
  expect(await enter(door.codeOf(theirs))).toBe('session.wrongCode')
  const [first = '', second = ''] = recoveryCodes
  expect(recoveryCodes).toHaveLength(10)
  expect(await enter(first)).toBe('in')
  expect(await enter(first)).toBe('session.wrongCode')
  expect(await enter(second.toUpperCase().replaceAll('-', ' '))).toBe('in')
  const tries: string[] = []
  for (let code = 100_000; code < 100_040; code++) tries.push(await enter(String(code)))
  expect(tries.filter((code) => code === 'session.wrongCode')).toHaveLength(5)
  expect(new Set(tries.slice(5))).toEqual(new Set(['session.tooManyTries']))
})

test('two sign-ins with the same code at once: one is in', async () => {
  const { account, password, ...owner } = await door.person('bureauClerk', orgId)
  const desk = door.visitor('10.0.0.41')
  const { secret } = await bind(door, desk, { ...owner, account, password })
  door.pass(2)
  const code = door.codeOf(secret)
  const tries = Array.from({ length: 4 }, () =>
    desk.call('session.signIn', { account, password, code }),
  )
  const statuses = (await Promise.all(tries)).map(({ status }) => status)
  expect(statuses.sort()).toEqual([200, 401, 401, 401])
})

test('a stolen link does not lead past the second factor, however often its code is guessed', async () => {
  const owner = await door.person('bureauClerk', orgId)
  const { secret } = await bind(door, door.visitor('10.0.0.51'), owner)
  const system = { accountId: null, name: '系统', postId: null, role: 'system' as const }
  const { token } = await world.do({ ...system, orgId: 0, scopeId: 0 }, 'staff.renewLink', {
    accountId: owner.id,
  })
  const thief = door.visitor('203.0.113.77')
  const open = async (code?: string) => {
    const input = { token, password: '梧桐更兼细雨到黄昏 2026', ...(code ? { code } : {}) }
    const answer = await thief.call('session.acceptInvitation', input)
    return answer.status === 200 ? 'in' : JSON.parse(answer.text).code
  }
  expect(await open()).toBe('session.codeNeeded')
  const tries: string[] = []
  for (let code = 100_000; code < 100_010; code++) tries.push(await open(String(code)))
  expect(tries.slice(5)).toEqual(Array(5).fill('session.tooManyTries'))
  door.pass(16)
  expect(await open(door.codeOf(secret))).toBe('in')
})

test('after a clock that was a day ahead is set right, its owner gets in again', async () => {
  const owner = await door.person('bureauClerk', orgId)
  const desk = door.visitor('10.0.0.61')
  const { account, password } = owner
  door.pass(24 * 60)
  const { secret } = await bind(door, desk, owner)
  const elsewhere = door.visitor('203.0.113.61')
  for (let index = 0; index < 5; index++) await guess(elsewhere, account)
  door.pass(-24 * 60)
  const code = door.codeOf(secret)
  expect((await desk.call('session.signIn', { account, password, code })).status).toBe(200)
  expect((await desk.call('session.signIn', { account, password, code })).status).toBe(401)
  expect((await guess(elsewhere, account)).status).toBe(401)
})

test('failed sign-ins are traced, for known accounts and unknown ones', async () => {
  const { account, id } = await door.person('bureauClerk', orgId)
  await guess(door.visitor('198.51.100.66'), account)
  await guess(door.visitor('198.51.100.66'), 'nobody-of-that-name')
  const rows = await world.db
    .selectFrom('trace')
    .select(['name', 'outcome', 'subjectId'])
    .where('operation', '=', 'session.signIn')
    .where('outcome', '=', 'refused')
    .orderBy('id', 'desc')
    .limit(2)
    .execute()
  expect(rows.map(({ subjectId }) => subjectId)).toEqual([null, id])
})
