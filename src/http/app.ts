import Fastify, { type FastifyReply, type FastifyRequest } from 'fastify'
import { isIP } from 'node:net'
import { Readable } from 'node:stream'
import { nobody } from '#src/kernel/access.ts'
import { refusalOfDatabase } from '#src/kernel/faults.ts'
import { execute, type Kernel } from '#src/kernel/execute.ts'
import type { Download } from '#src/kernel/operation.ts'
import { demand, httpStatus, Refusal } from '#src/kernel/refusal.ts'
import type { CallWatch } from '#src/calls/watch.ts'
import { serveCalls } from './calls.ts'
import { compressAnswers } from './compress.ts'
import { deviceCookie, deviceOf, endedCookie, sessionCookie, tokenOf } from './cookies.ts'
import { officesWatch } from './offices.ts'
import { openApi } from './openapi.ts'
import { refusalOfOrigin, refusalOfReader } from './origin.ts'
import { sessionBook } from './session.ts'
import { servePages } from './pages.ts'

const jsonLimit = 1_048_576
const fileLimit = 64 * 1_048_576

export interface AppOptions {
  readonly kernel: Kernel
  /** Where the built pages lie; absent in tests of the interface alone. */
  readonly pages?: string
  /** True behind https: cookies are then bound to it. */
  readonly secure?: boolean
  /** Where the browser finds the pages, such as `https://lgb.example.cn`. */
  readonly publicUrl?: string | undefined
  /** True in production: before three people hold the three offices, only what leads there works. */
  readonly needsOffices?: boolean
  /** Takes calls in and tells open desks; absent in tests of the interface alone. */
  readonly calls?: CallWatch
}

/** Operations that answer with a new token: it goes into the cookie, and never into the text. */
const opensSession = new Set([
  'session.signIn',
  'session.acceptInvitation',
  'session.confirm',
  'session.completeFactor',
  'session.addPasskey',
  'setup.begin',
  'setup.appoint',
])

/** The way in by HTTP: every request becomes one operation through the door. */
export function createApp(options: AppOptions) {
  const { kernel, pages, secure = false, publicUrl, needsOffices = false } = options
  const app = Fastify({
    bodyLimit: jsonLimit,
    routerOptions: { maxParamLength: 120 },
    trustProxy: 'loopback',
  })
  const sessions = sessionBook(kernel.db, kernel.clock.now, kernel.clock.today)
  const refusalWithoutOffices = officesWatch(kernel.db, kernel.clock.today)
  const files = { parseAs: 'buffer', bodyLimit: fileLimit } as const
  app.addContentTypeParser('application/octet-stream', files, (_request, body, done) =>
    done(null, body),
  )

  app.addHook('onSend', (_request, reply, _payload, done) => {
    for (const [name, value] of Object.entries(safeHeaders))
      if (!reply.hasHeader(name)) reply.header(name, value)
    done()
  })
  compressAnswers(app)
  app.get('/health/live', () => ({ status: 'live' }))
  app.get('/health/ready', async (_request, reply) => {
    const ready = await kernel.db
      .selectFrom('setting')
      .select('key')
      .limit(1)
      .execute()
      .then(
        () => true,
        () => false,
      )
    return reply.code(ready ? 200 : 503).send({ status: ready ? 'ready' : 'database unavailable' })
  })
  app.get('/api/openapi.json', () => openApi(kernel.operations))

  app.post<{ Params: { operation: string } }>('/api/:operation', async (request, reply) => {
    const refusal = refusalOfOrigin(request.headers)
    if (refusal) throw refusal
    return answer(request, reply, request.params.operation)
  })
  app.get<{ Params: { operation: string } }>('/api/:operation', async (request, reply) => {
    const operation = kernel.operations[request.params.operation]
    if (operation?.kind !== 'download')
      throw new Refusal('missing', 'kernel.noSuchOperation', '没有这项下载')
    demand(refusalOfReader(request.headers))
    return answer(request, reply, request.params.operation)
  })

  async function answer(request: FastifyRequest, reply: FastifyReply, name: string) {
    reply.header('cache-control', 'no-store')
    const { cookie } = request.headers
    const token = tokenOf(cookie, secure)
    const { actor, ended } = await sessions.callerOf(token, request.headers['x-by-timer'] === '1')
    if (ended && kernel.operations[name]?.permission !== 'public') throw ended
    if (needsOffices && actor !== nobody)
      demand(await refusalWithoutOffices(name, kernel.operations[name]))
    const file = Buffer.isBuffer(request.body) ? request.body : undefined
    const isUpload = kernel.operations[name]?.kind === 'upload'
    if (isUpload && !file)
      throw new Refusal('invalid', 'kernel.noFile', '请选择要上传的文件', 'file')
    const input =
      isUpload || request.method === 'GET' ? inputOf(request.query) : (request.body ?? {})
    const key = request.headers['idempotency-key']
    const output = await execute(kernel, actor, name, input, {
      source: request.ip,
      device: deviceOf(cookie, secure),
      site: publicUrl ?? siteOfRequest(request),
      ...(file && isUpload ? { file } : {}),
      ...(typeof key === 'string' ? { idempotencyKey: key } : {}),
    })
    if (token && name.startsWith('session.')) sessions.forget(token)
    if (opensSession.has(name)) return signedIn(reply, output)
    if (name === 'session.signOut') {
      reply.header('set-cookie', endedCookie(secure)).header('clear-site-data', '"cache"')
    }
    if (kernel.operations[name]?.kind === 'download') return send(reply, output as Download)
    return reply.send(output ?? null)
  }

  function signedIn(reply: FastifyReply, output: unknown) {
    const { token, device, ...rest } = output as { token: string; device?: string }
    const cookies = [sessionCookie(token, secure)]
    if (device !== undefined) cookies.push(deviceCookie(device, secure))
    return reply.header('set-cookie', cookies).send(rest)
  }

  app.setErrorHandler((error, _request, reply) => {
    const refusal = refusalOfDatabase(error) ?? refusalOfTransport(error)
    if (refusal) {
      const { kind, code, message, issues, detail } = refusal
      if (kind === 'unavailable') reply.header('retry-after', '5')
      return reply
        .code(httpStatus[kind])
        .send({ kind, code, message, ...(issues.length ? { issues } : {}), detail })
    }
    process.stderr.write(`${error instanceof Error ? (error.stack ?? error.message) : error}\n`)
    const message = '系统出错，这次操作没有保存，请稍后再试或联系管理员'
    return reply.code(500).send({ kind: 'fault', code: 'kernel.fault', message })
  })

  if (options.calls)
    serveCalls(app, {
      kernel,
      watch: options.calls,
      callerOf: async ({ headers }, byTimer) =>
        (await sessions.callerOf(tokenOf(headers.cookie, secure), byTimer)).actor,
    })
  if (pages) servePages(app, pages)
  return app
}

/**
 * The address that the request itself names, where it cannot be made up to somebody's harm: this machine
 * or a number. A domain is believed from `PUBLIC_URL` only, for a relay of somebody else's sends its own.
 */
function siteOfRequest({ protocol, host, hostname }: FastifyRequest): string {
  const local = hostname === 'localhost' || hostname.endsWith('.localhost')
  return local || isIP(hostname.replace(/^\[|\]$/g, '')) ? `${protocol}://${host}` : ''
}

/** A download or upload carries its input in the address: `input={json}` or single plain values. */
function inputOf(query: unknown): unknown {
  const { input, ...plain } = query as Record<string, string>
  if (input === undefined) return plain
  try {
    return JSON.parse(input)
  } catch {
    throw new Refusal('invalid', 'kernel.invalidInput', '地址中的条件无法识别', 'input')
  }
}

function send(reply: FastifyReply, { fileName, contentType, body }: Download) {
  const name = encodeURIComponent(fileName)
  return reply
    .header('content-type', contentType)
    .header('content-disposition', `attachment; filename*=UTF-8''${name}`)
    .header('content-security-policy', sandbox)
    .header('cross-origin-resource-policy', 'same-origin')
    .send(body instanceof Uint8Array ? Buffer.from(body) : Readable.from(body))
}

function refusalOfTransport(error: unknown): Refusal | undefined {
  const status = (error as { statusCode?: number }).statusCode ?? 500
  if (status === 413) return new Refusal('tooLarge', 'kernel.tooLarge', '内容太大，超过了上限')
  if (status === 404) return new Refusal('missing', 'kernel.noSuchAddress', '没有这个地址')
  if (status >= 400 && status < 500)
    return new Refusal('invalid', 'kernel.unreadable', '提交的内容格式不对，无法识别')
  return undefined
}

/** A file, even if somebody shows it as a page, runs and loads nothing (ASVS 5.0 V3.2.1). */
const sandbox = "sandbox; default-src 'none'"

const safeHeaders = {
  'x-content-type-options': 'nosniff',
  'referrer-policy': 'no-referrer',
  'cross-origin-opener-policy': 'same-origin',
  'content-security-policy':
    "default-src 'self'; style-src 'self' 'unsafe-inline'; img-src 'self' data: blob:; object-src 'none'; base-uri 'none'; form-action 'self'; frame-ancestors 'none'",
}
