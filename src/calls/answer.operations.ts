import { sql } from 'kysely'
import * as z from 'zod'
import { command, type Context } from '#src/kernel/operation.ts'
import { Refusal } from '#src/kernel/refusal.ts'
import { requireRetiree } from '#src/roster/reach.ts'
import { openTicket } from '#src/tickets/open.ts'
import { ticketCategories, type TicketCategory } from '#src/tickets/ticket.ts'
import { moved, type CallLife, type Move } from './call.ts'
import { clockOf } from './clockOf.ts'
import { answeredHere } from './desk.ts'
import { lifeColumns, lifeOf } from './life.ts'
import { sealedFor } from './sealed.ts'
import { addStep, type NewStep } from './step.ts'

const Id = z.strictObject({ id: z.int('请选择呼叫') })
const Note = z.string().trim().max(200, '最多 200 个字').optional()

export const answers = {
  'calls.shown': command({
    title: '呼叫已上屏',
    permission: 'calls.answer',
    repeatable: true,
    input: z.strictObject({ ids: z.array(z.int()).min(1).max(100) }),
    async run(context, { ids }): Promise<{ shown: number }> {
      let shown = 0
      for (const id of ids.toSorted((a, b) => a - b)) {
        const call = await openCall(context, id)
        if (!call || call.shownAt !== null) continue
        await write(context, id, moved(call, { kind: 'show', at: context.now }))
        shown += 1
      }
      context.record({ name: 'call.shown', subject: 'call', subjectId: ids[0] ?? null })
      return { shown }
    },
  }),

  'calls.acknowledge': command({
    title: '接听呼叫',
    permission: 'calls.answer',
    repeatable: true,
    input: Id,
    async run(context, { id }): Promise<void> {
      const call = await requireCall(context, id)
      const by = context.actor.accountId as number
      if (call.acknowledgedBy !== null && call.acknowledgedBy !== by)
        throw await takenBy(context, call)
      if (call.acknowledgedBy === by && call.state !== 'closed')
        return context.record({ name: 'call.acknowledged', subject: 'call', subjectId: id })
      await write(context, id, moved(call, { kind: 'acknowledge', at: context.now, by }))
      await addStep(context, id, { kind: 'acknowledged' })
    },
  }),

  'calls.join': command({
    title: '协助处置呼叫',
    permission: 'calls.answer',
    repeatable: true,
    input: Id,
    run: (context, { id }) => stepOn(context, id, { kind: 'joined' }),
  }),

  'calls.dispatch': command({
    title: '登记派人前往',
    permission: 'calls.answer',
    input: Id.extend({
      who: z.string('请写明谁去').trim().min(2, '请写明谁去').max(100, '最多 100 个字'),
    }),
    run: (context, { id, who }) =>
      stepOn(context, id, { kind: 'dispatched', note: who }, { kind: 'dispatch', at: context.now }),
  }),

  'calls.told': command({
    title: '登记已打电话',
    permission: 'calls.answer',
    input: Id.extend({ whom: z.enum(['120', 'family'], '请选择通知了谁'), note: Note }),
    run: (context, { id, whom, note }) =>
      stepOn(context, id, { kind: whom === '120' ? 'called120' : 'calledFamily', note }),
  }),

  'calls.arrive': command({
    title: '登记到场',
    permission: 'calls.answer',
    input: Id.extend({ note: Note }),
    run: (context, { id, note }) =>
      stepOn(context, id, { kind: 'arrived', note }, { kind: 'arrive', at: context.now }),
  }),

  'calls.note': command({
    title: '补充呼叫说明',
    permission: 'calls.answer',
    input: Id.extend({
      note: z.string('请填写说明').trim().min(2, '请填写说明').max(200, '最多 200 个字'),
    }),
    run: (context, { id, note }) => stepOn(context, id, { kind: 'noted', note }),
  }),

  'calls.match': command({
    title: '对上呼叫人',
    permission: 'calls.answer',
    repeatable: true,
    input: Id.extend({ retireeId: z.int('请选择老同志') }),
    async run(context, { id, retireeId }): Promise<void> {
      await requireCall(context, id)
      const person = await requireRetiree(context, retireeId)
      await context.db.updateTable('call').set({ retireeId }).where('id', '=', id).execute()
      await addStep(context, id, { kind: 'matched', note: person.fullName })
    },
  }),

  'calls.close': command({
    title: '结束呼叫',
    permission: 'calls.answer',
    input: z.discriminatedUnion('closing', [
      Id.extend({
        closing: z.literal('helped'),
        result: z
          .string('请写明结果和答复')
          .trim()
          .min(4, '请写明结果和答复，至少 4 个字')
          .max(500, '最多 500 个字'),
        ticket: z
          .strictObject({
            title: z.string('请写明事项').trim().min(2, '请写明事项').max(60, '最多 60 个字'),
            category: z.enum(Object.keys(ticketCategories) as TicketCategory[], '请选择事项类别'),
          })
          .optional(),
      }),
      Id.extend({ closing: z.enum(['accidental', 'drill']) }),
    ]),
    async run(context, input): Promise<{ ticket: string | null }> {
      const { now, actor, db } = context
      const call = await requireCall(context, input.id)
      const by = actor.accountId as number
      const { closing } = input
      const life = moved(call, { kind: 'close', at: now, by, closing })
      const helped = input.closing === 'helped' ? input : undefined
      const ticket = helped?.ticket && (await follow(context, call, helped.ticket, input.id))
      await db
        .updateTable('call')
        .set({
          ...life,
          ...(helped && { result: sealedFor(context, 'call.result', input.id, helped.result) }),
          ...(ticket && { ticketNumber: ticket.number }),
        })
        .where('id', '=', input.id)
        .execute()
      await addStep(context, input.id, { kind: 'closed' })
      return { ticket: ticket?.number ?? null }
    },
  }),
}

async function follow(
  context: Context,
  { retireeId }: OpenCall,
  ticket: { readonly title: string; readonly category: TicketCategory },
  callId: number,
) {
  if (retireeId === null)
    throw new Refusal('conflict', 'calls.unmatched', '请先对上呼叫人，再转为事项')
  return openTicket(context, { ...ticket, retireeId, source: 'call', sourceId: callId })
}

async function stepOn(context: Context, id: number, step: NewStep, move?: Move): Promise<void> {
  const call = await requireCall(context, id)
  if (move) await write(context, id, moved(call, move))
  else {
    if (call.state === 'closed') moved(call, { kind: 'show', at: context.now })
    await touch(context, id)
  }
  await addStep(context, id, step)
}

interface OpenCall extends CallLife {
  readonly retireeId: number | null
  readonly source: string
}

/** The call, locked, where it is answered here; undefined for any other, and for none. */
export async function openCall(context: Context, id: number): Promise<OpenCall | undefined> {
  const row = await context.db
    .selectFrom('call')
    .select(['retireeId', 'source', ...lifeColumns])
    .where('id', '=', id)
    .where(sql<boolean>`${answeredHere(context)}`)
    .forUpdate()
    .executeTakeFirst()
  return row && { ...lifeOf(row), retireeId: row.retireeId, source: row.source }
}

/** @throws Refusal `calls.noSuchCall` for calls out of reach and for none alike */
export async function requireCall(context: Context, id: number): Promise<OpenCall> {
  const call = await openCall(context, id)
  if (!call) throw new Refusal('missing', 'calls.noSuchCall', '没有这次呼叫')
  return call
}

async function write({ db }: Context, id: number, life: CallLife): Promise<void> {
  await db.updateTable('call').set(life).where('id', '=', id).execute()
}

/** A step beside the states is news too: every open page hears of it. */
async function touch({ db }: Context, id: number): Promise<void> {
  await sql`update call set presses = presses where id = ${id}`.execute(db)
}

/** The first has it; the others are told who and when. */
async function takenBy({ db }: Context, call: OpenCall): Promise<Refusal> {
  const taker = await db
    .selectFrom('account')
    .select('name')
    .where('id', '=', call.acknowledgedBy)
    .executeTakeFirst()
  const at = call.acknowledgedAt ? clockOf(call.acknowledgedAt) : ''
  const message = `已由${taker?.name ?? '他人'}于 ${at} 接听`
  return new Refusal('conflict', 'calls.taken', message)
}
