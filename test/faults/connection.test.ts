import { afterAll, beforeAll, expect, test } from 'vitest'
import type { Actor } from '#src/kernel/access.ts'
import { openDatabase, openPool } from '#src/kernel/db.ts'
import { execute, type Kernel } from '#src/kernel/execute.ts'
import { appRole } from '#src/kernel/guard.ts'
import { Refusal } from '#src/kernel/refusal.ts'
import { startProxy } from '../harness/proxy.ts'
import { useWorld } from '../harness/world.ts'

const world = useWorld()
let proxy: Awaited<ReturnType<typeof startProxy>>
let kernel: Kernel
let clerk: Actor
let end: () => Promise<unknown>

beforeAll(async () => {
  const url = new URL(world.url)
  const socket = url.searchParams.get('host')
  proxy = await startProxy(
    socket
      ? { path: `${socket}/.s.PGSQL.${url.port || 5432}` }
      : { host: url.hostname, port: Number(url.port) },
  )
  url.searchParams.delete('host')
  url.host = `127.0.0.1:${proxy.port}`
  const db = openDatabase(openPool(url.href, 4))
  const guarded = openDatabase(openPool(url.href, 4, appRole))
  kernel = { ...world.kernel, db, guarded }
  end = () => Promise.allSettled([db.destroy(), guarded.destroy()])
  const region = await world.org('region')
  clerk = await world.actor('bureauClerk', await world.org('bureau', { parentId: region }))
})
afterAll(async () => {
  proxy.set('cut')
  await end()
  proxy.end()
})

const ask = () => execute(kernel, clerk, 'roster.list', {})
const register = (fullName: string) =>
  execute(kernel, clerk, 'roster.register', {
    values: { fullName, gender: '1', retirementCategory: 'tuixiu' },
  })

/** The refusal that came, and after how many seconds. */
async function refusalOf(act: () => Promise<unknown>) {
  const begun = performance.now()
  const error = await act().then(
    () => undefined,
    (thrown: unknown) => thrown as Refusal,
  )
  expect(error).toBeInstanceOf(Refusal)
  return { kind: error?.kind, seconds: (performance.now() - begun) / 1000 }
}

async function answersAgain(): Promise<void> {
  proxy.set('good')
  for (;;) {
    if (await ask().then(Boolean, () => false)) return
    await new Promise((wake) => setTimeout(wake, 100))
  }
}

// Reliability plan F4.
test('a cut line is told as such, and once mended everything answers again', async () => {
  await ask()
  proxy.set('cut')
  expect((await refusalOf(ask)).kind).toBe('unavailable')
  expect((await refusalOf(() => register('赵一'))).kind).toBe('unavailable')
  await answersAgain()
})

test('a slow line is only slow', async () => {
  proxy.set('slow')
  await register('钱二')
  await answersAgain()
  expect((await world.do(clerk, 'roster.list', {})).total).toBe(1)
})

test('a line that falls silent is given up after a while, and nothing is half written', async () => {
  await Promise.all([ask(), ask(), ask(), ask()])
  proxy.set('halfOpen')
  const told = await Promise.all(
    [1, 2, 3, 4].map((at) => refusalOf(() => register(`孙${'一二三四'[at - 1]}`))),
  )
  expect(told.map(({ kind }) => kind)).toEqual(Array(4).fill('unavailable'))
  await answersAgain()
  expect((await world.do(clerk, 'roster.list', {})).total).toBe(1)
})
