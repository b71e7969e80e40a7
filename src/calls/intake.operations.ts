import * as z from 'zod'
import { unguarded } from '#src/kernel/guard.ts'
import { command, type Context } from '#src/kernel/operation.ts'
import { Refusal } from '#src/kernel/refusal.ts'
import { requireRetiree } from '#src/roster/reach.ts'
import { moved, newCall } from './call.ts'
import { chainOf, deskOf } from './desk.ts'
import { lifeColumns, lifeOf } from './life.ts'
import { begin, press, replayedRefusal, type Press, type Pressed, type Presser } from './press.ts'
import { sealedFor } from './sealed.ts'
import { provedPress, SignedPress } from './signature.ts'
import { addStep } from './step.ts'
import { holderOf, noSuchToken } from './token.ts'

const Event = z.string().regex(/^[\w.:-]{8,80}$/, '提交编号不对')

export const intake = {
  'calls.receive': command({
    title: '接收设备呼叫',
    permission: 'public',
    repeatable: true,
    input: SignedPress,
    run: (context, report) =>
      unguarded(context.db, async () => {
        const { device, presser } = await deviceOf(context, report.device)
        const [answer] = await press(context, presser, [provedPress(context, device, report)])
        return accepted(answer)
      }),
  }),

  'calls.pressed': command({
    title: '记录设备按键',
    permission: 'system.run',
    repeatable: true,
    input: z.strictObject({
      device: z.string(),
      presses: z
        .array(z.strictObject({ event: z.string(), nonce: z.string(), isDrill: z.boolean() }))
        .min(1)
        .max(500),
    }),
    async run(context, { device, presses }): Promise<Pressed[]> {
      const { presser } = await deviceOf(context, device)
      return press(context, presser, presses)
    },
  }),

  'calls.pressedOnPage': command({
    title: '记录联系卡呼叫',
    permission: 'system.run',
    repeatable: true,
    input: z.strictObject({ token: z.string().max(40), presses: z.array(Event).min(1).max(500) }),
    async run(context, { token, presses }): Promise<Pressed[]> {
      const holder = await holderOf(context.db, token)
      if (!holder || holder.revoked) throw noSuchToken()
      const { retireeId, tokenId } = holder
      const desk = await deskOf(context.db, retireeId, context.today)
      const presser: Presser = {
        ...desk,
        source: 'page',
        key: `token:${tokenId}`,
        retireeId,
        deviceId: null,
      }
      const each = presses.map((event): Press => ({ event, isDrill: false }))
      return press(context, presser, each)
    },
  }),

  'calls.mistaken': command({
    title: '本人说按错了',
    permission: 'system.run',
    repeatable: true,
    input: z.strictObject({ token: z.string().max(40) }),
    async run(context, { token }): Promise<{ closed: boolean }> {
      const { db, now } = context
      const holder = await holderOf(db, token)
      if (!holder || holder.revoked) throw noSuchToken()
      const row = await db
        .selectFrom('call')
        .select(['id', ...lifeColumns])
        .where('retireeId', '=', holder.retireeId)
        .where('source', '=', 'page')
        .where('state', '<>', 'closed')
        .orderBy('id', 'desc')
        .limit(1)
        .forUpdate()
        .executeTakeFirst()
      if (!row) throw new Refusal('missing', 'calls.noOpenCall', '没有正在等待的呼叫')
      const life = moved(lifeOf(row), { kind: 'mistaken', at: now })
      await db.updateTable('call').set(life).where('id', '=', row.id).execute()
      await addStep(context, row.id, { kind: 'mistaken' })
      return { closed: life.state === 'closed' }
    },
  }),

  'calls.take': command({
    title: '登记电话呼叫',
    permission: 'calls.answer',
    input: z.strictObject({
      retireeId: z.int().optional(),
      callerName: z.string().trim().max(60, '姓名太长').optional(),
      callerPhone: z.string().trim().max(40, '电话太长').optional(),
      said: z.string().trim().max(300, '最多 300 个字').optional(),
    }),
    async run(context, { retireeId, callerName, callerPhone, said }): Promise<{ id: number }> {
      const { now, actor } = context
      const desk = await deskHere(context, retireeId)
      const life = moved(newCall(now, 1, false), {
        kind: 'acknowledge',
        at: now,
        by: actor.accountId as number,
      })
      const told = { name: callerName, phone: callerPhone, said }
      const caller = (id: number) => sealedFor(context, 'call.caller', id, JSON.stringify(told))
      const person = { retireeId: retireeId ?? null, deviceId: null }
      const given = callerName || callerPhone || said
      const id = await begin(
        context,
        { ...desk, ...person, source: 'phone' },
        life,
        given ? caller : undefined,
      )
      await addStep(context, id, { kind: 'acknowledged' })
      return { id }
    },
  }),

  'calls.drill': command({
    title: '发起呼叫演练',
    permission: 'calls.manage',
    input: z.strictObject({ retireeId: z.int().optional() }),
    async run(context, { retireeId }): Promise<{ id: number }> {
      const desk = await deskHere(context, retireeId)
      const person = { retireeId: retireeId ?? null, deviceId: null }
      const life = newCall(context.now, 1, true)
      return { id: await begin(context, { ...desk, ...person, source: 'desk' }, life) }
    },
  }),
}

/** The desk of a person within reach; without a person, the one that the actor sits at. */
async function deskHere(context: Context, retireeId: number | undefined) {
  const { actor, db, today } = context
  if (retireeId === undefined)
    return { deskId: actor.orgId, chain: await chainOf(db, actor.orgId, today) }
  await requireRetiree(context, retireeId)
  return deskOf(db, retireeId, today)
}

/** A device in use, and in whose name it presses: one person's, or nobody's yet. */
export async function deviceOf({ db, today }: Pick<Context, 'db' | 'today'>, code: string) {
  const device = await db
    .selectFrom('callDevice')
    .select(['id', 'orgId', 'algorithm', 'secret'])
    .where('code', '=', code)
    .where('endedAt', 'is', null)
    .executeTakeFirst()
  if (!device) throw new Refusal('forbidden', 'calls.badSignature', '设备未登记或签名不对')
  const people = await db
    .selectFrom('callDevicePerson')
    .select('retireeId')
    .where('deviceId', '=', device.id)
    .limit(2)
    .execute()
  const [first] = people
  const desk = first
    ? await deskOf(db, first.retireeId, today)
    : { deskId: device.orgId, chain: await chainOf(db, device.orgId, today) }
  const presser: Presser = {
    ...desk,
    source: 'device',
    key: `device:${device.id}`,
    retireeId: people.length === 1 && first ? first.retireeId : null,
    deviceId: device.id,
  }
  return { device, presser }
}

function accepted(answer: Pressed | undefined): Exclude<Pressed, { refused: string }> {
  if (!answer || 'refused' in answer) throw replayedRefusal()
  return answer
}
