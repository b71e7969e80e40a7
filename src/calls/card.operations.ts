import { sql } from 'kysely'
import * as z from 'zod'
import { query, type Context } from '#src/kernel/operation.ts'
import { Refusal } from '#src/kernel/refusal.ts'
import { decide } from '#src/roster/access.ts'
import { leaveLook, openPerson } from '#src/roster/opening.ts'
import { requireRetiree } from '#src/roster/reach.ts'
import type { ContactRow } from '#src/roster/related.ts'
import { openedSeen } from '#src/roster/sealing/reading.ts'
import { derivedSeen } from '#src/roster/view.ts'
import { shown } from '#src/roster/visibility.ts'
import { openCall } from './answer.operations.ts'
import { answeredHere } from './desk.ts'
import { callRows, type CallRow } from './rows.ts'
import { openedFrom } from './sealed.ts'
import type { StepKind } from './stepKinds.ts'

const noSuchCall = () => new Refusal('missing', 'calls.noSuchCall', '没有这次呼叫')

export const cards = {
  'calls.get': query({
    title: '查看呼叫经过',
    permission: 'calls.read',
    input: z.strictObject({ id: z.int() }),
    async run(context, { id }): Promise<CallDetail> {
      const where = sql<boolean>`call.id = ${id} and ${answeredHere(context)}`
      const [row] = await callRows(context.db, where, sql`call.id`, 1)
      if (!row) throw noSuchCall()
      const sealed = await context.db
        .selectFrom('call')
        .select(['caller', 'result', 'deviceId'])
        .where('id', '=', id)
        .executeTakeFirstOrThrow()
      const steps = await stepsOf(context, id)
      const full = await mayRead(context, row)
      if (full && row.retireeId !== null) context.looked(row.retireeId, ['S1'], 'emergencyCall')
      const caller = full ? openedFrom(context, 'call.caller', id, sealed.caller) : null
      return {
        row,
        full,
        responder: await isResponder(context, id),
        steps: full ? steps : steps.map((step) => ({ ...step, note: null })),
        caller: caller === null ? null : (JSON.parse(caller) as Caller),
        result: full ? openedFrom(context, 'call.result', id, sealed.result) : null,
        household: await householdOf(context, row.retireeId === null ? sealed.deviceId : null),
      }
    },
  }),

  /**
   * What whoever answers has to know, for as long as the call is open (R-C09-06): address, contacts
   * and the medical alert. The opening is a purpose of its own, traced and shown to the person.
   */
  'calls.card': query({
    title: '查看呼叫人应急信息',
    permission: 'calls.answer',
    input: z.strictObject({ id: z.int() }),
    async run(context, { id }) {
      const { db, today, actor } = context
      const call = await openCall(context, id)
      if (!call) throw noSuchCall()
      if (call.state === 'closed')
        throw new Refusal('conflict', 'calls.closed', '这次呼叫已经结束，应急信息不再打开')
      if (call.retireeId === null)
        throw new Refusal('conflict', 'calls.unmatched', '还没有对上呼叫人')
      await demandResponder(context, id)
      const person = await requireRetiree(context, call.retireeId)
      if (call.source === 'phone') await openPerson(context, call.retireeId)
      const decision = decide({
        role: actor.role,
        relations: [],
        action: 'detail',
        emergency: true,
      })
      const contacts = await sql<ContactRow>`
        select id, name, relation, phone, address, is_emergency, consented, survivor_since
        from contact where retiree_id = ${call.retireeId} and ended_on is null
        order by is_emergency desc, id`.execute(db)
      context.looked(
        call.retireeId,
        ['S1', 'S2', 'S3', 'phones', 'care', 'health'],
        'emergencyCall',
      )
      return {
        retireeId: call.retireeId,
        values: shown(openedSeen(context, person, decision), decision),
        derived: derivedSeen(person, today, decision),
        contacts: contacts.rows,
      }
    },
  }),

  'calls.ofPerson': query({
    title: '查看本人呼叫记录',
    permission: 'calls.read',
    input: z.strictObject({ retireeId: z.int() }),
    async run(context, { retireeId }): Promise<readonly CallRow[]> {
      const person = await openPerson(context, retireeId)
      leaveLook(context, person)
      return callRows(
        context.db,
        sql<boolean>`call.retiree_id = ${retireeId}`,
        sql`call.id desc`,
        200,
      )
    },
  }),
}

export interface Caller {
  readonly name?: string
  readonly phone?: string
  readonly said?: string
}

export interface CallStep {
  readonly id: number
  readonly kind: StepKind
  readonly at: Date
  readonly by: string | null
  readonly told: string | null
  readonly fellBack: boolean
  readonly level: number | null
  readonly note: string | null
}

export interface CallDetail {
  readonly row: CallRow
  /** Whether notes, caller and result are for this actor: whoever has to do with the call. */
  readonly full: boolean
  /** The one who asks took the call or came to help. */
  readonly responder: boolean
  readonly steps: readonly CallStep[]
  readonly caller: Caller | null
  readonly result: string | null
  /** Those whom the device stands for, while the call is not matched. */
  readonly household: readonly { readonly id: number; readonly name: string }[]
}

async function stepsOf(context: Context, callId: number): Promise<CallStep[]> {
  const { rows } = await sql<CallStep>`
    select s.id, s.kind, s.at, account.name as by, s.fell_back, s.level, s.note,
      (select string_agg(t.name, '、') from account t where t.id = any (s.told)) as told
    from call_step s left join account on account.id = s.account_id
    where s.call_id = ${callId} order by s.id`.execute(context.db)
  return rows.map((row) => ({
    ...row,
    note: openedFrom(context, 'call_step.note', row.id, row.note),
  }))
}

async function householdOf({ db }: Context, deviceId: number | null) {
  if (deviceId === null) return []
  return db
    .selectFrom('callDevicePerson as held')
    .innerJoin('retiree', 'retiree.id', 'held.retireeId')
    .select(['retiree.id', 'retiree.fullName as name'])
    .where('held.deviceId', '=', deviceId)
    .orderBy('retiree.id')
    .execute()
}

/** Whoever took the call or came to help; nobody else needs more than the name. */
async function isResponder({ db, actor }: Context, callId: number): Promise<boolean> {
  const found = await db
    .selectFrom('callStep')
    .select('id')
    .where('callId', '=', callId)
    .where('accountId', '=', actor.accountId)
    .where('kind', 'in', ['acknowledged', 'joined'])
    .limit(1)
    .executeTakeFirst()
  return found !== undefined
}

async function mayRead(context: Context, { id, state, source }: CallRow): Promise<boolean> {
  const leads = context.actor.role === 'bureauDirector' || context.actor.role === 'bureauClerk'
  const unmatched = source === 'phone' && state !== 'closed'
  return leads || unmatched || (await isResponder(context, id))
}

async function demandResponder(context: Context, callId: number): Promise<void> {
  if (await isResponder(context, callId)) return
  throw new Refusal('forbidden', 'calls.notResponder', '请先接听或点「协助」，再打开应急信息')
}
