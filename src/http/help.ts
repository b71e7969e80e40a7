import { randomBytes } from 'node:crypto'
import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify'
import { systemActor } from '#src/kernel/access.ts'
import { execute } from '#src/kernel/execute.ts'
import { refusalOfDatabase } from '#src/kernel/faults.ts'
import { httpStatus, Refusal } from '#src/kernel/refusal.ts'
import { failures } from '#src/calls/failures.ts'
import { noPageHtml, ownPageHtml } from '#src/calls/ownPage.html.ts'
import type { OwnPage } from '#src/calls/page.operations.ts'
import type { CallRoutes } from './calls.ts'

type Card = { Params: { token: string } }

/** Nothing runs, nothing is fetched; forms lead here only. */
const policy =
  "default-src 'none'; style-src 'unsafe-inline'; form-action 'self'; base-uri 'none'; frame-ancestors 'none'"

/**
 * The person's own page `/h/<token>`, opened from the card: plain HTML and plain forms (a
 * target of 60 px, the call of 80). A call is committed before the answer leaves.
 */
export function helpRoutes(app: FastifyInstance, { kernel, watch }: CallRoutes): void {
  const unknown = failures(60, 60_000)

  app.register(async (part) => {
    const words = { parseAs: 'string', bodyLimit: 4_096 } as const
    part.addContentTypeParser('application/x-www-form-urlencoded', words, (_r, body, done) =>
      done(null, body),
    )
    part.setErrorHandler((error, request, reply) => {
      const refusal = refusalOfDatabase(error)
      if (refusal?.code === 'calls.noSuchToken') unknown.note(request.ip)
      if (!refusal) process.stderr.write(`${(error as Error).stack ?? String(error)}\n`)
      const sentence =
        refusal?.kind === 'missing' || refusal?.kind === 'tooMany'
          ? refusal.message
          : '系统暂时连不上，请直接打电话'
      return html(reply.code(refusal ? httpStatus[refusal.kind] : 500), noPageHtml(sentence))
    })

    part.get<Card>('/h/:token', async (request, reply) => {
      refuseGuessers(request)
      const { token } = request.params
      const own = await execute(kernel, systemActor(), 'calls.ownPage', { token })
      return html(reply, ownPageHtml(token, own as OwnPage, newPress()))
    })

    part.post<Card>('/h/:token', async (request, reply) => {
      refuseGuessers(request)
      const { token } = request.params
      const given = new URLSearchParams(String(request.body ?? '')).get('press') ?? ''
      await watch.pressOnPage(token, /^[\w-]{22}$/.test(given) ? given : newPress())
      return reply.redirect(`/h/${token}`, 303)
    })

    part.post<Card>('/h/:token/mistaken', async (request, reply) => {
      refuseGuessers(request)
      const { token } = request.params
      await execute(kernel, systemActor(), 'calls.mistaken', { token }).catch((error: unknown) => {
        if (!(error instanceof Refusal) || error.code === 'calls.noSuchToken') throw error
      })
      return reply.redirect(`/h/${token}`, 303)
    })
  })

  function refuseGuessers({ ip }: FastifyRequest): void {
    const refusal = unknown.refusal(ip)
    if (refusal) throw refusal
  }
}

/** Each page carries another: the same form sent twice is one press. */
function newPress(): string {
  return randomBytes(16).toString('base64url')
}

function html(reply: FastifyReply, text: string) {
  return reply
    .header('content-type', 'text/html; charset=utf-8')
    .header('cache-control', 'no-store')
    .header('content-security-policy', policy)
    .send(text)
}
