import { expect, test } from 'vitest'
import { useWorld } from '#test/harness/world.ts'
import { createApp } from './app.ts'

const world = useWorld()

// A file that can be taken once could otherwise be spent by a picture on a neighbouring site.
test('a download is not begun by a page of another site, nor by one of the same machine', async () => {
  const app = createApp({ kernel: world.kernel })
  const codeFor = async (site: string | undefined) => {
    const headers = site ? { 'sec-fetch-site': site } : {}
    const answer = await app.inject({ url: '/api/exports.download?id=1', headers })
    return answer.json().code
  }
  for (const site of ['cross-site', 'same-site'])
    expect(await codeFor(site), site).toBe('kernel.origin')
  for (const site of ['same-origin', 'none', undefined])
    expect(await codeFor(site), site).toBe('session.required')
  await app.close()
})
