import { promisify } from 'node:util'
import { brotliCompress, constants, gzip } from 'node:zlib'
import type { FastifyInstance } from 'fastify'

const brotli = promisify(brotliCompress)
const gzipped = promisify(gzip)

/** Below this an answer fits into one packet either way. */
const leastBytes = 1_400

/** Answers that may carry a one-time link or code; compressing them could betray it (BREACH). */
const mayHoldSecret = /^\/api\/(session|setup|staff|account|device|backup)\./

const encoders = {
  br: (text: string) =>
    brotli(text, { params: { [constants.BROTLI_PARAM_QUALITY]: brotliQuality } }),
  gzip: (text: string) => gzipped(text, { level: gzipLevel }),
} as const

/** Chosen for speed: an answer of 100 KB takes about a millisecond, beside the main thread. */
const brotliQuality = 3
const gzipLevel = 3

/**
 * Compresses JSON answers as `Accept-Encoding` allows, brotli before gzip. Files and streams pass
 * untouched, and so does what may hold a secret.
 */
export function compressAnswers(app: FastifyInstance): void {
  app.addHook('onSend', async (request, reply, payload) => {
    if (typeof payload !== 'string' || reply.hasHeader('content-encoding')) return payload
    if (!isJson(reply.getHeader('content-type'))) return payload
    reply.header('vary', 'accept-encoding')
    const encoding = encodingFor(request.headers['accept-encoding'])
    if (!encoding || payload.length < leastBytes || mayHoldSecret.test(request.url)) return payload
    const bytes = await encoders[encoding](payload)
    reply.header('content-encoding', encoding).removeHeader('content-length')
    return bytes
  })
}

function isJson(type: unknown): boolean {
  return typeof type === 'string' && type.startsWith('application/json')
}

/** The best encoding that a client accepts; `;q=0` refuses one (RFC 9110 §12.5.3). */
export function encodingFor(accepted: string | undefined): keyof typeof encoders | undefined {
  const names = (accepted ?? '').split(',').flatMap((part) => {
    const [name = '', ...parameters] = part.toLowerCase().split(';')
    const refused = parameters.some((parameter) => /^\s*q=0(\.0*)?\s*$/.test(parameter))
    return refused ? [] : [name.trim()]
  })
  if (names.includes('br')) return 'br'
  return names.includes('gzip') ? 'gzip' : undefined
}
