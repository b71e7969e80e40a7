import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify'
import { permits, type Actor } from '#src/kernel/access.ts'
import type { Kernel } from '#src/kernel/execute.ts'
import { demand, Refusal } from '#src/kernel/refusal.ts'
import { isOnDuty } from '#src/calls/desk.ts'
import { failures } from '#src/calls/failures.ts'
import { deviceOf } from '#src/calls/intake.operations.ts'
import { replayedRefusal } from '#src/calls/press.ts'
import { provedPress, SignedPress } from '#src/calls/signature.ts'
import type { CallWatch } from '#src/calls/watch.ts'
import { refusalOfReader } from './origin.ts'
import { helpRoutes } from './help.ts'

const beatMs = 10_000
const mostStreams = 2_000
const mostOfOne = 20
/** What may wait unread on one line before it is cut; the page then reads on from its cursor. */
const mostUnsent = 1_048_576

export interface CallRoutes {
  readonly kernel: Kernel
  readonly watch: CallWatch
  readonly callerOf: (request: FastifyRequest, byTimer: boolean) => Promise<Actor>
}

/** The ways in and out of calls that are no ordinary request: devices, open desks, and cards. */
export function serveCalls(app: FastifyInstance, routes: CallRoutes): void {
  const { kernel, watch } = routes
  const failed = failures(30, 60_000)
  const streams = streamBook()

  app.post('/api/calls.receive', async (request, reply) => {
    reply.header('cache-control', 'no-store')
    demand(failed.refusal(request.ip))
    try {
      const report = read(request.body)
      const { device } = await kernel.db
        .transaction()
        .execute((db) => deviceOf({ db, today: kernel.clock.today() }, report.device))
      const now = kernel.clock.now()
      const press = provedPress({ vault: kernel.vault, now }, device, report)
      const answer = await watch.press(report.device, press)
      if ('refused' in answer) throw replayedRefusal()
      return await reply.send(answer)
    } catch (error) {
      if (error instanceof Refusal && error.code === 'calls.badSignature') failed.note(request.ip)
      throw error
    }
  })

  app.get('/events/calls', async (request, reply) => {
    demand(refusalOfReader(request.headers))
    const actor = await routes.callerOf(request, true)
    if (!permits(actor, 'calls.read') || actor.enrolling)
      throw new Refusal('unknown', 'session.required', '请先登录')
    await stream(request, reply, actor, routes, streams)
  })

  helpRoutes(app, routes)
  app.addHook('preClose', () => streams.end())
}

function read(body: unknown): SignedPress {
  const report = SignedPress.safeParse(body)
  if (report.success) return report.data
  const [issue] = report.error.issues
  throw new Refusal(
    'invalid',
    'kernel.invalidInput',
    issue?.message ?? '报文不对',
    issue?.path.join('.'),
  )
}

/** Open lines of this server: so many in all, so many of one account; the oldest makes room. */
function streamBook() {
  const open = new Map<() => void, number>()
  return {
    add(accountId: number, end: () => void) {
      if (open.size >= mostStreams)
        throw new Refusal('tooMany', 'calls.tooManyDesks', '打开的值班台太多，请稍后再试')
      const own = [...open].filter(([, account]) => account === accountId)
      if (own.length >= mostOfOne) own[0]?.[0]()
      open.set(end, accountId)
      return () => void open.delete(end)
    },
    end() {
      for (const end of open.keys()) end()
    },
  }
}

async function stream(
  request: FastifyRequest,
  reply: FastifyReply,
  actor: Actor,
  { kernel, watch, callerOf }: CallRoutes,
  streams: ReturnType<typeof streamBook>,
): Promise<void> {
  const { raw } = reply
  let forget: () => void = () => undefined
  let close: () => void = () => undefined
  let beat: NodeJS.Timeout | undefined
  function end() {
    clearInterval(beat)
    forget()
    close()
    raw.end()
  }
  const remove = streams.add(actor.accountId ?? 0, end)
  forget = () => void remove()
  close = await watch.open(actor, (lines) => {
    if (raw.writableLength > mostUnsent || raw.destroyed) {
      raw.destroy()
      return false
    }
    raw.write(lines)
    return true
  })
  reply.hijack()
  raw.writeHead(200, {
    'content-type': 'text/event-stream; charset=utf-8',
    'cache-control': 'no-store',
    'x-accel-buffering': 'no',
    'x-content-type-options': 'nosniff',
  })
  raw.write('retry: 2000\nevent: ready\ndata: {}\n\n')
  beat = setInterval(() => {
    check().catch(end)
  }, beatMs)
  raw.once('close', end)

  /** A session that has ended ends its lines; of whoever is on duty, an open desk is use. */
  async function check(): Promise<void> {
    const onDuty =
      actor.accountId !== null &&
      (await isOnDuty(
        kernel.db,
        actor.accountId,
        actor.orgId,
        kernel.clock.now(),
        kernel.clock.today(),
      ))
    const caller = await callerOf(request, !onDuty)
    if (caller.postId !== actor.postId || !permits(caller, 'calls.read')) return end()
    raw.write(`event: beat\ndata: {}\n\n`)
  }
}
