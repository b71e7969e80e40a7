import { beforeAll, expect, test } from 'vitest'
import { sql } from 'kysely'
import { operations } from '#src/operations.ts'
import { bind, doorPassword, openDoor, type Door, type Visitor } from '../harness/door.ts'
import { useWorld } from '../harness/world.ts'

const world = useWorld()
let door: Door
let orgId: number
let keeper: Awaited<ReturnType<typeof world.actor>>

beforeAll(async () => {
  door = openDoor(world)
  const region = await world.org('region')
  orgId = await world.org('bureau', { parentId: region })
  keeper = await world.actor('systemAdmin', region)
})

const codeOf = (text: string): string => JSON.parse(text)?.code

async function signedIn(from = '10.0.1.1') {
  const who = await door.person('bureauClerk', orgId)
  const desk = door.visitor(from)
  const { secret } = await bind(door, desk, who)
  return { who, desk, secret }
}

/** Signs in once more; two minutes later, so that there is a fresh code. */
async function enter(desk: Visitor, who: { account: string }, secret: string) {
  door.pass(2)
  const code = door.codeOf(secret)
  return desk.call('session.signIn', { account: who.account, password: doorPassword, code })
}

// ASVS 5.0 V6.3.3; GB/T 22239-2019 8.1.4.1d
test('with a password alone nothing is reached but the setting up of the second factor', async () => {
  const { account, password } = await door.person('bureauClerk', orgId)
  const desk = door.visitor()
  await desk.call('session.signIn', { account, password })
  const reached: string[] = []
  for (const [name, { permission, kind }] of Object.entries(operations)) {
    if (permission === 'public' || name === 'session.signOut' || kind === 'upload') continue
    const { status, text } = await desk.call(name, {})
    if (status !== 403 || codeOf(text) !== 'session.factorNeeded') reached.push(name)
  }
  expect(reached.sort()).toEqual([
    'session.addPasskey',
    'session.beginFactor',
    'session.beginPasskey',
    'session.completeFactor',
  ])
})

test('signing in, binding and confirming each give a new token, and the old one is void at once', async () => {
  const { account, password } = await door.person('bureauClerk', orgId)
  const desk = door.visitor()
  const seen: string[] = []
  const remember = () => seen.push(desk.jar.get('sid') ?? '')
  desk.jar.set('sid', 'chosen-by-somebody-else')
  await desk.call('session.signIn', { account, password })
  remember()
  const { secret } = JSON.parse((await desk.call('session.beginFactor')).text)
  await desk.call('session.completeFactor', { code: door.codeOf(secret, -1) })
  remember()
  const confirmed = await desk.call('session.confirm', { password, code: door.codeOf(secret) })
  expect([confirmed.status, confirmed.text]).toEqual([200, '{}'])
  remember()
  expect(new Set(seen).size).toBe(3)
  for (const [index, sid] of seen.entries()) {
    const other = door.visitor()
    other.jar.set('sid', sid)
    expect((await other.call('session.me')).status, String(index)).toBe(index === 2 ? 200 : 401)
  }
})

// ASVS 5.0 V7.2.3: what the database keeps is no key to anything.
test('no token, device mark, code or link stands in the database in clear', async () => {
  const { who, desk, secret } = await signedIn()
  const key = { 'idempotency-key': 'once-and-once-more' }
  await desk.call('session.confirm', { password: doorPassword, code: door.codeOf(secret, 0) }, key)
  const { token } = await world.do(keeper, 'staff.invite', invitation(), {
    idempotencyKey: 'a-link-is-a-secret',
  })
  const { recoveryCodes } = JSON.parse((await desk.call('session.renewRecoveryCodes')).text)
  const [mark = ''] = (desk.jar.get('dev') ?? '').split('~')
  const secrets = [desk.jar.get('sid') ?? '', mark, secret, token, ...recoveryCodes, doorPassword]
  expect(secrets.every((text) => text.length > 5)).toBe(true)
  const { rows: tables } = await sql<{ name: string }>`
    select relname as name from pg_class
    where relnamespace = 'public'::regnamespace and relkind = 'r'`.execute(world.db)
  const found: string[] = []
  for (const { name } of tables) {
    const { rows } = await sql<{
      text: string
    }>`select t::text as text from ${sql.table(name)} t`.execute(world.db)
    const whole = rows.map(({ text }) => text).join('\n')
    for (const text of secrets)
      if (whole.includes(text) || whole.includes(Buffer.from(text).toString('hex')))
        found.push(`${name}: ${text}`)
  }
  expect(found).toEqual([])
  expect(who.id).toBeGreaterThan(0)
})

let serial = 0
const invitation = () => ({
  name: '何雨',
  account: `linked${++serial}`,
  orgId,
  role: 'bureauClerk',
  title: '科员',
})

test('a session ends after 30 minutes without use and after 12 hours in any case', async () => {
  const { who, desk } = await signedIn()
  const used = (agoMinutes: number) =>
    world.db
      .updateTable('session')
      .set({ seenAt: new Date(door.kernel.clock.now().getTime() - agoMinutes * 60_000) })
      .where('accountId', '=', who.id)
      .execute()
  door.pass(11.9 * 60)
  await used(29)
  expect((await fresh(desk)).status).toBe(200)
  door.pass(7)
  await used(1)
  expect((await fresh(desk)).status).toBe(401)
  const idle = await signedIn('10.0.1.2')
  door.pass(31)
  expect((await fresh(idle.desk)).status).toBe(401)
})

/** Asks past the second for which an answer is believed. */
async function fresh(desk: Visitor) {
  await new Promise((wake) => setTimeout(wake, 1_005))
  return desk.call('session.me')
}

test('a page that asks by a timer keeps no idle session alive', async () => {
  const { desk } = await signedIn('10.0.1.4')
  door.pass(20)
  await new Promise((wake) => setTimeout(wake, 1_005))
  expect((await desk.call('session.me', {}, { 'x-by-timer': '1' })).status).toBe(200)
  door.pass(11)
  expect((await fresh(desk)).status).toBe(401)
})

test('signing in elsewhere ends the session here, and here it is said why', async () => {
  const { who, desk, secret } = await signedIn()
  const other = door.visitor('10.0.1.3')
  expect((await enter(other, who, secret)).status).toBe(200)
  const told = await fresh(desk)
  expect([told.status, codeOf(told.text)]).toEqual([401, 'session.elsewhere'])
  expect(JSON.parse(told.text).message).toContain('您已在别处登录')
  expect((await other.call('session.me')).status).toBe(200)
  expect((await desk.call('session.waysIn')).status).toBe(200)
})

// ASVS 5.0 V7.4.2, V8.3.2: within a second, in the middle of work.
const endings: Record<string, (who: { id: number; postId: number }) => Promise<unknown>> = {
  'the account is disabled': ({ id }) => world.do(keeper, 'staff.end', { accountId: id }),
  'the post is ended': ({ postId }) => world.do(keeper, 'staff.endPost', { postId }),
  'the person leaves': ({ id }) =>
    world.do(keeper, 'staff.leave', { accountId: id, reason: '调离本单位' }),
}

test.each(Object.entries(endings))('%s: requests under way end within a second', async (_, end) => {
  const { who, desk } = await signedIn()
  let endedAt = Infinity
  let last = 0
  const work = (async () => {
    for (;;) {
      const begun = performance.now()
      const { status } = await desk.call('session.me')
      if (status !== 200) return status
      last = begun
    }
  })()
  await new Promise((wake) => setTimeout(wake, 100))
  await end(who)
  endedAt = performance.now()
  expect(await work).toBe(401)
  expect(last - endedAt).toBeLessThanOrEqual(1_000)
})

test('a post acts up to the day before its end, and not on the day itself', async () => {
  const { who, desk } = await signedIn()
  await world.db
    .updateTable('post')
    .set({ validTo: '2026-11-23' })
    .where('id', '=', who.postId)
    .execute()
  expect((await fresh(desk)).status).toBe(200)
  await world.db
    .updateTable('post')
    .set({ validTo: door.kernel.clock.today() })
    .where('id', '=', who.postId)
    .execute()
  expect((await fresh(desk)).status).toBe(401)
})

// ASVS 5.0 V7.5.1, V7.5.3
test('what is delicate asks again after five minutes; the answer counts for five', async () => {
  const { desk, secret } = await signedIn()
  const check = async () => {
    const { status, text } = await fresh(desk).then(() => desk.call('session.checkConfirmed'))
    return status === 200 ? 'confirmed' : codeOf(text)
  }
  expect(await check()).toBe('confirmed')
  door.pass(5.1)
  expect(await check()).toBe('session.unconfirmed')
  const wrong = await desk.call('session.confirm', { password: 'not this one', code: '000000' })
  expect([wrong.status, JSON.parse(wrong.text).issues[0].field]).toEqual([400, 'password'])
  const half = await desk.call('session.confirm', { password: doorPassword })
  expect(codeOf(half.text)).toBe('session.codeNeeded')
  await desk.call('session.confirm', { password: doorPassword, code: door.codeOf(secret) })
  expect(await check()).toBe('confirmed')
  door.pass(5.1)
  expect(await check()).toBe('session.unconfirmed')
})

test('“it was not me” ends everything, asks for a new password by link, and is told to those in charge', async () => {
  const { who, desk, secret } = await signedIn()
  await enter(desk, who, secret)
  const me = JSON.parse((await desk.call('session.me')).text)
  expect(me.lastSignIn).toMatchObject({ source: '10.0.1.1' })
  expect((await desk.call('session.notMe')).status).toBe(200)
  expect((await desk.call('session.me')).status).toBe(401)
  expect(codeOf((await enter(desk, who, secret)).text)).toBe('session.wrong')
  const guard = await world.actor('securityAdmin', orgId)
  const notices = await world.do(guard, 'security.notices', {})
  const notice = notices.find((one: { accountId: number }) => one.accountId === who.id)
  expect(notice).toMatchObject({ kind: 'notMe', title: '本人报告：不是我登录的', settledAt: null })
  await world.do(guard, 'security.settle', { noticeId: notice.id, note: '已当面核实' })
  await expect(
    world.do(guard, 'security.settle', { noticeId: notice.id, note: '再来一次' }),
  ).rejects.toMatchObject({ code: 'security.alreadySettled' })
  const { token } = await world.do(keeper, 'staff.renewLink', { accountId: who.id })
  door.pass(2)
  const password = '梧桐更兼细雨到黄昏 2026'
  const input = { token, password, code: door.codeOf(secret) }
  expect((await desk.call('session.acceptInvitation', input)).status).toBe(200)
})

test('behind https only a cookie bound to the host is believed', async () => {
  const safe = openDoor(world, true)
  const { account, password } = await safe.person('auditAdmin', orgId)
  const desk = safe.visitor()
  const answer = await desk.call('session.signIn', { account, password })
  const cookies = [answer.headers['set-cookie']].flat()
  expect(cookies).toEqual([
    expect.stringMatching(/^__Host-sid=\S{43}; Path=\/; HttpOnly; SameSite=Strict; Secure$/),
    expect.stringMatching(
      /^__Host-dev=\S+; Path=\/; HttpOnly; SameSite=Strict; Secure; Max-Age=15552000$/,
    ),
  ])
  const planted = safe.visitor()
  planted.jar.set('sid', desk.jar.get('__Host-sid') ?? '')
  expect((await planted.call('session.beginFactor')).status).toBe(401)
  expect((await desk.call('session.beginFactor')).status).toBe(200)
})

test('in the demonstration there is neither a second factor nor one session only, and it says so', async () => {
  await world.db.insertInto('setting').values({ key: 'demo', value: 'true' }).execute()
  try {
    const { account, password } = await door.person('bureauClerk', orgId)
    const [one, two] = [door.visitor('10.0.2.1'), door.visitor('10.0.2.2')]
    for (const desk of [one, two]) await desk.call('session.signIn', { account, password })
    for (const desk of [one, two])
      expect(JSON.parse((await desk.call('session.me')).text)).toMatchObject({ demo: true })
    expect(JSON.parse((await one.call('session.waysIn')).text)).toEqual({
      demo: true,
      passkeys: false,
      passwords: 'basic',
    })
    expect(codeOf((await one.call('session.beginFactor')).text)).toBe('session.factorOff')
    expect(codeOf((await one.call('session.notMe')).text)).toBe('session.demo')
    door.pass(6)
    expect((await one.call('session.confirm', { password })).status).toBe(200)
  } finally {
    await world.db.deleteFrom('setting').where('key', '=', 'demo').execute()
  }
})
