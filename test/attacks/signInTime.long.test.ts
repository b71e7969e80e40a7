import { performance } from 'node:perf_hooks'
import { beforeAll, expect, test } from 'vitest'
import { openDoor, type Door } from '../harness/door.ts'
import { noteFigure } from '../harness/figures.ts'
import { useWorld } from '../harness/world.ts'

const world = useWorld()
const samples = 500
/** Twenty tries an hour close an account, so the samples are spread over many. */
const triesEach = 20
const names = samples / triesEach
let door: Door
let orgId: number

beforeAll(async () => {
  door = openDoor(world)
  orgId = await world.org('bureau', { parentId: await world.org('region') })
})

let places = 0
/** Milliseconds that a wrong sign-in takes, from a place that has not tried before. */
async function timeOf(account: string): Promise<number> {
  const number = ++places
  const visitor = door.visitor(`10.${number >> 16}.${(number >> 8) & 255}.${number & 255}`)
  const begun = performance.now()
  const { status } = await visitor.call('session.signIn', {
    account,
    password: 'not the right one',
  })
  const took = performance.now() - begun
  expect(status).toBe(401)
  return took
}

function medianOf(times: readonly number[]): number {
  return [...times].sort((a, b) => a - b)[times.length >> 1] ?? 0
}

// ASVS 5.0 V6.3.8. The bound is relative to the run, so that a slow machine tells the same.
test('unknown accounts, wrong passwords and accounts held shut take the same time', async () => {
  const known: string[] = []
  for (let index = 0; index < names; index++)
    known.push((await door.person('bureauClerk', orgId)).account)
  const shut = (await door.person('bureauClerk', orgId)).account
  for (let index = 0; index < triesEach; index++) await timeOf(shut)
  const times = { unknown: [] as number[], wrong: [] as number[], shut: [] as number[] }
  for (let index = 0; index < samples; index++) {
    const turn = index % names
    times.unknown.push(await timeOf(`nobody${turn}`))
    times.wrong.push(await timeOf(known[turn] as string))
    times.shut.push(await timeOf(shut))
  }
  const medians = Object.values(times).map(medianOf)
  const apart = Math.max(...medians) - Math.min(...medians)
  const told = medians.map((median) => median.toFixed(1)).join('、')
  noteFigure(
    `登录答复的时间:账号不存在、密码错、账号停用各 ${samples} 次`,
    `中位数 ${told} 毫秒,相差 ${apart.toFixed(1)} 毫秒`,
    'test/attacks/signInTime.long.test.ts',
  )
  expect(apart).toBeLessThanOrEqual(Math.max(10, 0.1 * Math.min(...medians)))
})
