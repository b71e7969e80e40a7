import { beforeAll, expect, test } from 'vitest'
import { nobody, type Actor } from '#src/kernel/access.ts'
import { useWorld } from '#test/harness/world.ts'
import { bind, openDoor, type Door } from '#test/harness/door.ts'

const world = useWorld()
let door: Door
let keeper: Actor
let orgId: number

beforeAll(async () => {
  door = openDoor(world)
  orgId = await world.org('bureau', { parentId: await world.org('region') })
  keeper = await world.actor('securityAdmin', orgId)
})

const phrases = ['Shiliu 2026 qige', 'Juhua 2027 liuduo', 'Meihua 2028 sanzhi', 'Lanhua 2029 erpen']
const more = ['Zhuzi 2030 shigan', 'Songshu 2031 wuke']
const switchTo = (profile: string) => world.do(keeper, 'security.setPasswordProfile', { profile })
const parse = ({ text }: { text: string }) => JSON.parse(text)

/** The suite of one account under the profile of classified protection (GB/T 22239-2019 8.1.4.1a). */
test('under classified protection a password has three kinds of characters, ends and does not come again', async () => {
  const owner = await door.person('bureauClerk', orgId)
  const desk = door.visitor('10.0.7.1')
  const { secret } = await bind(door, desk, owner)
  await switchTo('graded')
  try {
    expect((await desk.call('session.me')).status).toBe(200)
    let present = owner.password
    const signIn = (later = 1) => {
      door.pass(later)
      const { account } = owner
      return desk.call('session.signIn', { account, password: present, code: door.codeOf(secret) })
    }
    const change = (password: string) =>
      desk.call('session.changePassword', { current: present, password })

    await signIn()
    expect(parse(await desk.call('session.me'))).toMatchObject({
      code: 'session.passwordDue',
      message: expect.stringContaining('不符合本单位的密码要求'),
    })
    for (const name of ['roster.list', 'session.usePost', 'session.safety', 'session.confirm'])
      expect(parse(await desk.call(name))).toMatchObject({ code: 'session.passwordDue' })
    expect(parse(await change('correct horse battery staple'))).toMatchObject({
      code: 'session.weakPassword',
    })
    for (const next of phrases) {
      expect((await change(next)).status).toBe(200)
      present = next
      await signIn()
      expect(parse(await desk.call('session.me'))).toMatchObject({ account: owner.account })
    }
    for (const used of phrases)
      expect(parse(await change(used))).toMatchObject({ code: 'session.passwordUsed' })
    for (const next of more) {
      expect((await change(next)).status).toBe(200)
      present = next
      await signIn()
    }
    expect((await change(phrases[0] as string)).status).toBe(200)
    present = phrases[0] as string
    await signIn()
    const { passwordEndsOn, today } = parse(await desk.call('session.me'))
    expect(passwordEndsOn > today).toBe(true)

    await signIn(89 * 24 * 60)
    expect((await desk.call('session.me')).status).toBe(200)
    await signIn(24 * 60)
    expect(parse(await desk.call('session.me'))).toMatchObject({
      code: 'session.passwordDue',
      message: expect.stringContaining('到更换期限'),
    })
    expect((await change('Qiuju 2032 batiao')).status).toBe(200)
    present = 'Qiuju 2032 batiao'
    await signIn()
    expect((await desk.call('session.me')).status).toBe(200)
  } finally {
    await switchTo('basic')
  }
  expect(await world.db.selectFrom('pastPassword').select('id').execute()).toEqual([])
}, 0)

test('under the basic profile nothing ends and nothing is kept of passwords of before', async () => {
  const owner = await door.person('bureauClerk', orgId)
  const desk = door.visitor('10.0.7.2')
  const { secret } = await bind(door, desk, owner)
  const { account } = owner
  const password = '院子里那棵石榴今年结了七个'
  await desk.call('session.changePassword', { current: owner.password, password })
  door.pass(400 * 24 * 60)
  await desk.call('session.signIn', { account, password, code: door.codeOf(secret) })
  expect(parse(await desk.call('session.me'))).toMatchObject({ account, passwordEndsOn: null })
  expect(await world.db.selectFrom('pastPassword').select('id').execute()).toEqual([])
})

test('only the security administrator changes what passwords must be, with a fresh proof of identity', async () => {
  const clerk = await world.actor('bureauClerk', orgId)
  const profile = 'graded'
  for (const actor of [clerk, await world.actor('systemAdmin', orgId), nobody])
    await expect(world.do(actor, 'security.setPasswordProfile', { profile })).rejects.toMatchObject(
      { code: expect.stringMatching(/notPermitted|required/) },
    )
  const stale = { ...keeper, confirmedUntil: null }
  await expect(world.do(stale, 'security.setPasswordProfile', { profile })).rejects.toMatchObject({
    code: 'session.unconfirmed',
  })
  await expect(switchTo('basic')).rejects.toMatchObject({ code: 'security.sameProfile' })
})
