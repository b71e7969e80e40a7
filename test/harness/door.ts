import { generateSync } from 'otplib'
import type { Role } from '#src/kernel/access.ts'
import { createApp } from '#src/http/app.ts'
import { hashPassword } from '#src/staff/password.ts'
import type { World } from './world.ts'

export const doorPassword = '东篱采菊悠然见南山 1996'
const hash = hashPassword(doorPassword)
const period = 30_000
let accounts = 0

/** The interface by HTTP over a world, with a clock that the test moves, and visitors with cookies of their own. */
export function openDoor(world: World, secure = false, needsOffices = false) {
  let at = new Date('2026-11-21T12:00:00+08:00').getTime()
  const now = () => new Date(at)
  const today = () => now().toLocaleDateString('sv', { timeZone: 'Asia/Shanghai' })
  const kernel = { ...world.kernel, clock: { now, today } }
  const app = createApp({ kernel, secure, needsOffices })

  /** Somebody with a browser, at an address. */
  function visitor(from = '10.0.0.1') {
    const jar = new Map<string, string>()
    async function call(name: string, input: object = {}, headers: Record<string, string> = {}) {
      const cookie = [...jar].map(([key, value]) => `${key}=${value}`).join('; ')
      const answer = await app.inject({
        method: 'POST',
        url: `/api/${name}`,
        remoteAddress: '127.0.0.1',
        headers: { 'x-forwarded-for': from, 'x-requested-by': 'test', cookie, ...headers },
        payload: input,
      })
      for (const { name: key, value } of answer.cookies as { name: string; value: string }[])
        jar.set(key, value)
      return { status: answer.statusCode, text: answer.body, headers: answer.headers }
    }
    return { call, jar }
  }

  /** A person with a post and a password, without a second factor. */
  async function person(role: Role, orgId: number) {
    const account = `doorman${++accounts}`
    const { id } = await world.db
      .insertInto('account')
      .values({ account, name: '何雨', passwordHash: await hash, devicesSince: new Date(0) })
      .returning('id')
      .executeTakeFirstOrThrow()
    const { id: postId } = await world.db
      .insertInto('post')
      .values({ accountId: id, orgId, role, title: role, validFrom: '2020-01-01' })
      .returning('id')
      .executeTakeFirstOrThrow()
    return { account, password: doorPassword, id, postId }
  }

  return {
    app,
    kernel,
    visitor,
    person,
    /** Moves the clock by minutes. */
    pass: (minutes: number) => void (at += minutes * 60_000),
    /** The code that an authenticator shows now, or some periods later. */
    codeOf: (secret: string, later = 0) =>
      generateSync({ secret, epoch: Math.floor((at + later * period) / 1000) }),
  }
}

export type Door = ReturnType<typeof openDoor>
export type Visitor = ReturnType<Door['visitor']>

/** Signs in for the first time and binds an authenticator; answers its secret. */
export async function bind(
  door: Door,
  visitor: Visitor,
  who: { account: string; password: string },
) {
  const { account, password } = who
  await visitor.call('session.signIn', { account, password })
  const { secret } = JSON.parse((await visitor.call('session.beginFactor')).text)
  const done = await visitor.call('session.completeFactor', { code: door.codeOf(secret, -1) })
  return { secret: secret as string, ...(JSON.parse(done.text) as { recoveryCodes: string[] }) }
}
