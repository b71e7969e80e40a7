import { sql } from 'kysely'
import type { Context } from '#src/kernel/operation.ts'
import { Refusal } from '#src/kernel/refusal.ts'
import { nextNumber } from '#src/roster/sealing/nextNumber.ts'
import { moved, newCall, takesPress, type CallLife, type CallSource } from './call.ts'
import { dueAt, firstLevel, turnAt, type Chain } from './chain.ts'
import { lifeColumns, lifeOf } from './life.ts'

/** Who presses: a person's own page, or a device that may not be matched to anybody yet. */
export interface Presser {
  readonly source: CallSource
  /** What the numbers of its presses belong to: `device:7`, `token:9`. */
  readonly key: string
  readonly retireeId: number | null
  readonly deviceId: number | null
  readonly deskId: number
  readonly chain: Chain
}

export interface Press {
  /** The sender's own number of this press; the same once more is the same press. */
  readonly event: string
  /** Used once; absent on pages. */
  readonly nonce?: string
  readonly isDrill: boolean
}

export type Pressed =
  | { readonly callId: number; readonly presses: number; readonly receivedAt: Date }
  | { readonly refused: 'replayed' }

/**
 * Writes presses of one sender down: each once, repeats on the call they belong to. All of a sender's
 * presses pass one after the other, so that none is counted twice, whichever server hears it.
 */
export async function press(
  context: Context,
  presser: Presser,
  presses: readonly Press[],
): Promise<Pressed[]> {
  const lock = presser.retireeId === null ? presser.key : `retiree:${presser.retireeId}`
  await sql`select pg_advisory_xact_lock(26, hashtext(${lock}))`.execute(context.db)
  const known = await knownPresses(context, presser.key, presses)
  const replayed = (one: Press) => one.nonce !== undefined && known.nonces.has(one.nonce)
  const seen = new Set<string>()
  const fresh = presses.filter((one) => {
    const isNew = !known.calls.has(one.event) && !replayed(one) && !seen.has(one.event)
    seen.add(one.event)
    return isNew
  })
  for (const isDrill of [false, true]) {
    const some = fresh.filter((one) => one.isDrill === isDrill)
    if (some.length === 0) continue
    const callId = await put(context, presser, some)
    for (const { event } of some) known.calls.set(event, callId)
  }
  return answers(context, presser, presses, known.calls, replayed)
}

async function answers(
  context: Context,
  { key }: Presser,
  presses: readonly Press[],
  calls: ReadonlyMap<string, number>,
  replayed: (one: Press) => boolean,
): Promise<Pressed[]> {
  const rows = await context.db
    .selectFrom('call')
    .select(['id', 'presses', 'receivedAt'])
    .where('id', 'in', [...new Set(calls.values()), -1])
    .execute()
  const found = new Map(rows.map((row) => [row.id, row]))
  const answered = presses.map((one): Pressed => {
    const call = found.get(calls.get(one.event) ?? -1)
    if (replayed(one) || !call) return { refused: 'replayed' }
    return { callId: call.id, presses: call.presses, receivedAt: call.receivedAt }
  })
  if (answered.every((one) => 'refused' in one)) throw replayedRefusal()
  const [first] = answered.flatMap((one) => ('callId' in one ? [one.callId] : []))
  context.record({
    name: 'call.pressed',
    subject: 'call',
    subjectId: first ?? null,
    detail: { key, count: answered.length },
  })
  return answered
}

/** What was sent before and is sent again as it was. */
export function replayedRefusal(): Refusal {
  return new Refusal('conflict', 'calls.replayed', '这条呼叫报文已经收到过，重放的不收')
}

async function knownPresses({ db }: Context, key: string, presses: readonly Press[]) {
  const nonces = presses.flatMap(({ nonce }) => nonce ?? [])
  const rows = await db
    .selectFrom('callPress')
    .select(['event', 'nonce', 'callId'])
    .where('source', '=', key)
    .where((is) =>
      is.or([
        is('event', 'in', [...presses.map(({ event }) => event), '']),
        is('nonce', 'in', [...nonces, '']),
      ]),
    )
    .execute()
  return {
    calls: new Map(rows.map(({ event, callId }) => [event, callId])),
    nonces: new Set(rows.flatMap(({ nonce }) => nonce ?? [])),
  }
}

/** New presses of one kind: on the call they repeat, or as a call of their own. */
async function put(context: Context, presser: Presser, some: readonly Press[]): Promise<number> {
  const { db, now } = context
  const isDrill = (some[0] as Press).isDrill
  const open = await openCallOf(context, presser, isDrill)
  const joins = open && takesPress(open.life, { at: now, isDrill }, presser.chain.coalesceSeconds)
  const callId = joins
    ? await repeat(context, open, some.length)
    : await begin(context, presser, newCall(now, some.length, isDrill))
  await db
    .insertInto('callPress')
    .values(
      some.map(({ event, nonce }) => ({
        source: presser.key,
        event,
        nonce: nonce ?? null,
        callId,
        at: now,
      })),
    )
    .execute()
  return callId
}

async function openCallOf({ db }: Context, presser: Presser, isDrill: boolean) {
  const { retireeId, deviceId } = presser
  const row = await db
    .selectFrom('call')
    .select(['id', ...lifeColumns])
    .where('state', '<>', 'closed')
    .where('isDrill', '=', isDrill)
    .$if(retireeId !== null, (calls) => calls.where('retireeId', '=', retireeId))
    .$if(retireeId === null, (calls) => calls.where('deviceId', '=', deviceId))
    .orderBy('id', 'desc')
    .limit(1)
    .forUpdate()
    .executeTakeFirst()
  return row && { id: row.id, life: lifeOf(row) }
}

async function repeat(
  { db, now }: Context,
  { id, life }: { readonly id: number; readonly life: CallLife },
  count: number,
): Promise<number> {
  const { presses, lastPressAt } = moved(life, { kind: 'press', at: now, count })
  await db.updateTable('call').set({ presses, lastPressAt }).where('id', '=', id).execute()
  return id
}

/** Writes a new call, with the moment of the first step of the chain. Answers its number. */
export async function begin(
  context: Context,
  {
    source,
    retireeId,
    deviceId,
    deskId,
    chain,
  }: Pick<Presser, 'source' | 'retireeId' | 'deviceId' | 'deskId' | 'chain'>,
  life: CallLife,
  caller?: (id: number) => string,
): Promise<number> {
  const { db, actor } = context
  const id = await nextNumber(db, 'call')
  const level = firstLevel(turnAt(life.receivedAt, chain).part)
  const escalateAt = life.state === 'ringing' ? dueAt(life.receivedAt, level, chain) : null
  await db
    .insertInto('call')
    .values({
      ...life,
      id,
      source,
      retireeId,
      deviceId,
      deskId,
      level,
      escalateAt,
      caller: caller?.(id) ?? null,
    })
    .execute()
  const accountId = actor.accountId
  await db
    .insertInto('callStep')
    .values({ callId: id, kind: 'received', at: life.receivedAt, accountId })
    .execute()
  context.record({
    name: 'call.received',
    subject: 'call',
    subjectId: id,
    detail: { source, deskId, ...(retireeId !== null && { retireeId }) },
  })
  return id
}
