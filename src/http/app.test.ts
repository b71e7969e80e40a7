import { expect, test } from 'vitest'
import { useWorld } from '#test/harness/world.ts'
import { createApp } from './app.ts'

const world = useWorld()

// GB/T 22239-2019 8.1.4.10, ASVS 5.0 V14.3: what was shown is not kept by browser or proxy.
test('answers about people are kept nowhere on the way', async () => {
  const app = createApp({ kernel: world.kernel })
  const headers = { 'content-type': 'application/json', 'x-requested-by': 'api' }
  for (const operation of ['roster.list', 'exports.download', 'session.signIn']) {
    const answer = await app.inject({ method: 'POST', url: `/api/${operation}`, headers, body: {} })
    expect(answer.headers, operation).toMatchObject({
      'cache-control': 'no-store',
      'x-content-type-options': 'nosniff',
    })
  }
  const file = await app.inject({ method: 'GET', url: '/api/exports.download?id=1' })
  expect([file.statusCode, file.headers['cache-control']]).toEqual([401, 'no-store'])
  await app.close()
})
