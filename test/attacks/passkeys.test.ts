import { beforeAll, expect, test } from 'vitest'
import { bind, openDoor, type Door, type Visitor } from '../harness/door.ts'
import { securityKey, type Bent } from '../harness/securityKey.ts'
import { useWorld } from '../harness/world.ts'

const world = useWorld()
let door: Door
let orgId: number
let places = 0

beforeAll(async () => {
  door = openDoor(world)
  const region = await world.org('region')
  orgId = await world.org('bureau', { parentId: region })
})

const parse = ({ text }: { text: string }) => JSON.parse(text)
const codeOf = ({ status, text }: { status: number; text: string }) =>
  status === 200 ? 'in' : JSON.parse(text).code
const nextPlace = () => `10.7.${++places}.1`

/** Somebody with codes and a security key, at a desk of one's own. */
async function armed() {
  const who = await door.person('bureauClerk', orgId)
  const desk = door.visitor(nextPlace())
  const { secret } = await bind(door, desk, who)
  const key = securityKey()
  const { challenge } = parse(await desk.call('session.beginPasskey'))
  expect((await desk.call('session.addPasskey', key.register(challenge))).status).toBe(200)
  const ask = { account: who.account, password: who.password }
  return { who, desk, key, secret, ask }
}

/** The challenge that a right password without its second proof is answered with. */
async function challengeAt(desk: Visitor, ask: object): Promise<string> {
  const { code, detail } = parse(await desk.call('session.signIn', ask))
  expect(code).toBe('session.codeNeeded')
  expect(detail.factors).toEqual(['code', 'passkey'])
  return detail.passkey.challenge
}

test('a security key stands in for the code at sign-in, and the code still does', async () => {
  const { desk, key, ask, secret } = await armed()
  const passkey = key.prove(await challengeAt(desk, ask))
  expect(codeOf(await desk.call('session.signIn', { ...ask, passkey }))).toBe('in')
  expect((await desk.call('session.me')).status).toBe(200)
  door.pass(2)
  expect(codeOf(await desk.call('session.signIn', { ...ask, code: door.codeOf(secret) }))).toBe(
    'in',
  )
})

// ASVS 5.0 V6.5.1
test('an answer counts once: not again, not from elsewhere, not four times at once', async () => {
  const { desk, key, ask } = await armed()
  const passkey = key.prove(await challengeAt(desk, ask))
  const enter = (from: Visitor) => from.call('session.signIn', { ...ask, passkey })
  const atOnce = await Promise.all([1, 2, 3, 4].map(() => enter(desk)))
  expect(atOnce.map(codeOf).sort()).toEqual(['in', ...Array(3).fill('session.wrongPasskey')])
  expect(codeOf(await enter(desk))).toBe('session.wrongPasskey')
  expect(codeOf(await enter(door.visitor(nextPlace())))).toBe('session.wrongPasskey')
})

test('a challenge is used up by a wrong answer too, and by five minutes', async () => {
  const { desk, key, ask } = await armed()
  const enter = (passkey: object) => desk.call('session.signIn', { ...ask, passkey })
  const challenge = await challengeAt(desk, ask)
  expect(codeOf(await enter(key.prove(challenge, { rpId: 'example.cn' })))).toBe(
    'session.wrongPasskey',
  )
  expect(codeOf(await enter(key.prove(challenge)))).toBe('session.wrongPasskey')
  const late = await challengeAt(desk, ask)
  door.pass(5)
  expect(codeOf(await enter(key.prove(late)))).toBe('session.wrongPasskey')
})

const forged: readonly (readonly [string, Bent])[] = [
  ['of another site', { origin: 'https://evil.example.cn' }],
  ['of another port', { origin: 'http://localhost:9999' }],
  ['for another domain', { rpId: 'evil.example.cn' }],
  ['made at registration', { type: 'webauthn.create' }],
  ['to a challenge never put', { challenge: Buffer.alloc(32, 7).toString('base64url') }],
  ['without anybody present', { flags: 0 }],
  ['signed by another key', { signedBy: securityKey().privateKey }],
  ['in the name of an unknown key', { id: securityKey().id }],
]
test.each(forged)('an answer %s is refused', async (_what, bent) => {
  const { desk, key, ask } = await armed()
  const passkey = key.prove(await challengeAt(desk, ask), bent)
  expect(codeOf(await desk.call('session.signIn', { ...ask, passkey }))).toBe(
    'session.wrongPasskey',
  )
})

test("another person's key, or a challenge put to another, does not open an account", async () => {
  const mine = await armed()
  const theirs = await armed()
  const challenge = await challengeAt(mine.desk, mine.ask)
  const enter = (passkey: object) => mine.desk.call('session.signIn', { ...mine.ask, passkey })
  expect(codeOf(await enter(theirs.key.prove(challenge)))).toBe('session.wrongPasskey')
  const foreign = await challengeAt(theirs.desk, theirs.ask)
  expect(codeOf(await enter(mine.key.prove(foreign)))).toBe('session.wrongPasskey')
  expect(
    codeOf(
      await theirs.desk.call('session.signIn', {
        ...theirs.ask,
        passkey: theirs.key.prove(foreign),
      }),
    ),
  ).toBe('in')
})

test('a key that counts backwards is refused, and the security administrator hears of it', async () => {
  const { desk, key, ask, who } = await armed()
  const enter = async (counter: number) =>
    codeOf(
      await desk.call('session.signIn', {
        ...ask,
        passkey: key.prove(await challengeAt(desk, ask), { counter }),
      }),
    )
  expect(await enter(40)).toBe('in')
  expect(await enter(40)).toBe('session.wrongPasskey')
  expect(await enter(7)).toBe('session.wrongPasskey')
  expect(await enter(0)).toBe('session.wrongPasskey')
  expect(await enter(41)).toBe('in')
  const notices = await world.db
    .selectFrom('securityNotice')
    .select('kind')
    .where('accountId', '=', who.id)
    .execute()
  expect(notices.map(({ kind }) => kind)).toEqual(Array(3).fill('keyCopied'))
})

test('what an account has is told only to whoever knows its password', async () => {
  const { ask } = await armed()
  const stranger = door.visitor(nextPlace())
  const wrong = { ...ask, password: '不是这个密码 1234' }
  const known = await stranger.call('session.signIn', wrong)
  const unknown = await stranger.call('session.signIn', { ...wrong, account: 'nobody-here' })
  expect([known.status, known.text]).toEqual([unknown.status, unknown.text])
  const forged = { ...wrong, passkey: securityKey().prove('AAAA') }
  expect((await stranger.call('session.signIn', forged)).text).toBe(known.text)
  expect((await stranger.call('session.waysIn')).text).toBe(
    '{"demo":false,"passkeys":true,"passwords":"basic"}',
  )
})

test('wrong answers are counted like wrong codes: the sixth is not looked at', async () => {
  const { key, ask } = await armed()
  const stranger = door.visitor(nextPlace())
  const tries: string[] = []
  for (let round = 0; round < 6; round++) {
    const passkey = key.prove(Buffer.alloc(32, round).toString('base64url'))
    tries.push(codeOf(await stranger.call('session.signIn', { ...ask, passkey })))
  }
  expect(tries).toEqual([...Array(5).fill('session.wrongPasskey'), 'session.tooManyTries'])
})

test('a fresh proof of identity takes a key, with a challenge of this session alone', async () => {
  const { desk, key, ask } = await armed()
  const before = await challengeAt(door.visitor(nextPlace()), ask)
  const confirm = (passkey?: object) =>
    desk.call('session.confirm', { password: ask.password, ...(passkey ? { passkey } : {}) })
  door.pass(6)
  expect((await desk.call('session.checkConfirmed')).status).toBe(403)
  expect(codeOf(await confirm(key.prove(before)))).toBe('session.wrongPasskey')
  const { detail } = parse(await confirm())
  expect(codeOf(await confirm(key.prove(detail.passkey.challenge)))).toBe('in')
  expect((await desk.call('session.checkConfirmed')).status).toBe(200)
  const other = parse(await confirm()).detail.passkey.challenge
  const stranger = door.visitor(nextPlace())
  const stolen = { ...ask, passkey: key.prove(other) }
  expect(codeOf(await stranger.call('session.signIn', stolen))).toBe('session.wrongPasskey')
})

test('a key alone is a second factor: enrolment gives recovery codes, and the last factor stays', async () => {
  const who = await door.person('bureauClerk', orgId)
  const desk = door.visitor(nextPlace())
  const ask = { account: who.account, password: who.password }
  await desk.call('session.signIn', ask)
  expect(codeOf(await desk.call('session.me'))).toBe('session.factorNeeded')
  const key = securityKey()
  const { challenge } = parse(await desk.call('session.beginPasskey'))
  const { recoveryCodes, token } = parse(
    await desk.call('session.addPasskey', key.register(challenge)),
  )
  expect([recoveryCodes.length, token]).toEqual([10, undefined])
  expect(parse(await desk.call('session.me')).factors).toEqual(['passkey'])
  const { passkeys } = parse(await desk.call('session.safety'))
  const remove = () => desk.call('session.removePasskey', { passkeyId: passkeys[0].id })
  expect(codeOf(await remove())).toBe('session.lastFactor')
  const asked = parse(await desk.call('session.signIn', ask)).detail
  expect(asked.factors).toEqual(['passkey'])
  expect(codeOf(await desk.call('session.signIn', { ...ask, code: recoveryCodes[0] }))).toBe('in')
  const { secret } = parse(await desk.call('session.beginFactor'))
  await desk.call('session.completeFactor', { code: door.codeOf(secret, -1) })
  expect(codeOf(await remove())).toBe('in')
  expect(codeOf(await remove())).toBe('session.noSuchPasskey')
})

test('keys are added and removed only after a fresh proof of identity', async () => {
  const { desk, key } = await armed()
  const { challenge } = parse(await desk.call('session.beginPasskey'))
  const { passkeys } = parse(await desk.call('session.safety'))
  door.pass(6)
  const another = securityKey().register(challenge)
  for (const [name, input] of [
    ['session.beginPasskey', {}],
    ['session.addPasskey', another],
    ['session.removePasskey', { passkeyId: passkeys[0].id }],
    ['session.beginFactor', {}],
  ] as const)
    expect(codeOf(await desk.call(name, input))).toBe('session.unconfirmed')
  expect(key.id).not.toBe(another.id)
})

test('a new key answers its own challenge, once, and belongs to one person', async () => {
  const { desk, key } = await armed()
  const begin = async () => parse(await desk.call('session.beginPasskey')).challenge
  const add = (input: object) => desk.call('session.addPasskey', input)
  const fresh = securityKey()
  const challenge = await begin()
  expect(codeOf(await add(fresh.register(challenge, '甲', { origin: 'https://evil.cn' })))).toBe(
    'session.wrongPasskey',
  )
  expect(codeOf(await add(fresh.register(challenge)))).toBe('session.wrongPasskey')
  expect(codeOf(await add(key.register(await begin())))).toBe('session.passkeyTaken')
  expect(codeOf(await add(fresh.register(await begin(), '家里的')))).toBe('in')
  const other = await armed()
  const { challenge: theirs } = parse(await other.desk.call('session.beginPasskey'))
  expect(codeOf(await add(securityKey().register(theirs)))).toBe('session.wrongPasskey')
})

test('under an address without a domain, or without https, nothing is offered', async () => {
  const { desk, ask } = await armed()
  for (const host of ['127.0.0.1:8080', '[::1]:8080', 'lgb.example.cn']) {
    const here = (name: string, input: object = {}) => desk.call(name, input, { host })
    expect(parse(await here('session.waysIn')).passkeys).toBe(false)
    expect(parse(await here('session.signIn', ask)).detail).toEqual({ factors: ['code'] })
    expect(codeOf(await here('session.beginPasskey'))).toBe('session.noPasskeyHere')
  }
})

test('the security administrator takes off every factor, keys among them', async () => {
  const { who, ask, desk } = await armed()
  const region = await world.actor('securityAdmin', orgId)
  const officer = { ...region, confirmedUntil: new Date('2030-01-01') }
  await world.do(officer, 'security.resetFactor', { accountId: who.id, reason: '本人当面提出' })
  const left = world.db.selectFrom('passkey').select('id').where('accountId', '=', who.id)
  expect(await left.execute()).toEqual([])
  expect(codeOf(await desk.call('session.signIn', ask))).toBe('in')
  expect(codeOf(await desk.call('session.me'))).toBe('session.factorNeeded')
})
