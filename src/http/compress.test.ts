import { brotliDecompressSync, gunzipSync } from 'node:zlib'
import Fastify from 'fastify'
import { expect, test } from 'vitest'
import { compressAnswers, encodingFor } from './compress.ts'

const rows = Array.from({ length: 200 }, (_, id) => ({ id, fullName: '张国华', note: '县水务局' }))
const app = Fastify()
compressAnswers(app)
app.get('/api/roster.list', () => rows)
app.get('/api/session.me', () => rows)
app.get('/api/small', () => ({ ok: true }))
app.get('/api/file', (_request, reply) => reply.type('text/csv').send(Buffer.alloc(5_000, 'a')))

const get = (url: string, accepted = '') =>
  app.inject({ url, headers: { 'accept-encoding': accepted } })

test.each([
  ['br', brotliDecompressSync],
  ['gzip', gunzipSync],
] as const)('a long answer is sent as %s to those who take it', async (encoding, opened) => {
  const answer = await get('/api/roster.list', `deflate, ${encoding}`)
  expect(answer.headers).toMatchObject({ 'content-encoding': encoding, vary: 'accept-encoding' })
  expect(answer.headers['content-type']).toContain('application/json')
  expect(Number(answer.headers['content-length'])).toBe(answer.rawPayload.length)
  expect(answer.rawPayload.length).toBeLessThan(JSON.stringify(rows).length / 5)
  expect(JSON.parse(opened(answer.rawPayload).toString())).toEqual(rows)
})

test.each([
  ['/api/roster.list', ''],
  ['/api/roster.list', 'br;q=0'],
  ['/api/small', 'br'],
  ['/api/file', 'br'],
  ['/api/session.me', 'br'],
])('%s for “%s” stays as it is', async (url, accepted) => {
  expect((await get(url, accepted)).headers['content-encoding']).toBeUndefined()
})

test('brotli is preferred, and what is refused is not taken', () => {
  expect(encodingFor('gzip, deflate, br')).toBe('br')
  expect(encodingFor('gzip;q=0.5, br;q=0.0')).toBe('gzip')
  expect(encodingFor('*')).toBeUndefined()
  expect(encodingFor(undefined)).toBeUndefined()
})
