import { sql } from 'kysely'
import * as z from 'zod'
import { command, type Context } from '#src/kernel/operation.ts'
import { Refusal } from '#src/kernel/refusal.ts'
import { queueMessage } from '#src/messages/queue.ts'
import { maskName } from './maskName.ts'
import { dueAt, stepAt, toldAt, turnAt, type Chain, type Roster } from './chain.ts'
import { clockOf } from './clockOf.ts'
import { chainOf, rosterAt } from './desk.ts'

export const escalation = {
  'calls.escalate': command({
    title: '呼叫升级通知',
    permission: 'system.run',
    repeatable: true,
    input: z.strictObject({ ids: z.array(z.int()).min(1).max(100) }),
    async run(context, { ids }): Promise<{ steps: number }> {
      const behind = backings(context)
      let steps = 0
      for (const call of await dueCalls(context, ids))
        steps += await escalate(context, call, await behind(call.deskId))
      if (steps === 0) throw new Refusal('conflict', 'calls.nothingDue', '没有到时的呼叫')
      return { steps }
    },
  }),

  'calls.tidy': command({
    title: '清理呼叫的重放记录',
    permission: 'system.run',
    repeatable: true,
    daily: '03:20',
    input: z.strictObject({}),
    async run({ db, now, record }): Promise<{ removed: number }> {
      const until = new Date(now.getTime() - 7 * 86_400_000)
      const gone = await db.deleteFrom('callPress').where('at', '<', until).executeTakeFirst()
      const removed = Number(gone.numDeletedRows)
      record({ name: 'call.tidied', subject: 'call', subjectId: null, detail: { removed } })
      return { removed }
    },
  }),
}

interface DueCall {
  readonly id: number
  readonly deskId: number
  readonly level: number
  readonly receivedAt: Date
  readonly escalateAt: Date
  readonly isDrill: boolean
  readonly name: string | null
  readonly community: string | null
}

/** Whoever works on a call at this moment, here or in another server, has it. */
async function dueCalls({ db, now }: Context, ids: readonly number[]): Promise<DueCall[]> {
  const { rows } = await sql<DueCall>`
    select call.id, call.desk_id, call.level, call.received_at, call.escalate_at, call.is_drill,
      r.full_name as name, c.name as community
    from call left join retiree r on r.id = call.retiree_id left join org c on c.id = r.community_id
    where call.id = any (${ids}::bigint[]) and call.state = 'ringing' and call.escalate_at <= ${now}
    order by call.id for update of call skip locked`.execute(db)
  return rows
}

interface Backing {
  readonly chain: Chain
  readonly roster: Roster
}

/** What a desk climbs by and who is there now, asked once for all its calls. */
function backings({ db, now, today }: Context): (deskId: number) => Promise<Backing> {
  const known = new Map<number, Backing>()
  return async (deskId) => {
    const earlier = known.get(deskId)
    if (earlier) return earlier
    const chain = await chainOf(db, deskId, today)
    const backing = { chain, roster: await rosterAt(db, deskId, turnAt(now, chain), today) }
    known.set(deskId, backing)
    return backing
  }
}

/** Every step that is due, one after the other, each once: the table takes no second row for it. */
async function escalate(
  context: Context,
  call: DueCall,
  { chain, roster }: Backing,
): Promise<number> {
  const { db, now } = context
  let level = call.level
  let due: Date | null = call.escalateAt
  let steps = 0
  for (; due !== null && due <= now; due = dueAt(call.receivedAt, level, chain)) {
    const { told, fellBack } = toldAt(stepAt(level), roster)
    steps += await tell(context, call, level, { told, fellBack })
    level += 1
  }
  await db.updateTable('call').set({ level, escalateAt: due }).where('id', '=', call.id).execute()
  return steps
}

async function tell(
  context: Context,
  call: DueCall,
  level: number,
  { told, fellBack }: { readonly told: number[]; readonly fellBack: boolean },
): Promise<number> {
  const { db, now } = context
  const kind = 'escalated'
  const step = await db
    .insertInto('callStep')
    .values({ callId: call.id, kind, at: now, level, told, fellBack })
    .onConflict((clash) => clash.doNothing())
    .returning('id')
    .executeTakeFirst()
  if (!step) return 0
  const detail = { level, told, fellBack }
  context.record({ name: 'call.escalated', subject: 'call', subjectId: call.id, detail })
  const name = `${call.isDrill ? '（演练）' : ''}${call.name ? maskName(call.name) : '未对上的呼叫'}`
  const at = clockOf(call.receivedAt)
  const seconds = Math.round((now.getTime() - call.receivedAt.getTime()) / 1_000)
  const words =
    stepAt(level) === 'first'
      ? { template: 'callAlert' as const, values: { name, at, place: call.community ?? '' } }
      : { template: 'callEscalated' as const, values: { name, at, waited: waited(seconds) } }
  for (const accountId of told)
    await queueMessage(context, {
      ...words,
      channel: 'sms',
      to: { accountId },
      about: { subject: 'call', id: call.id },
      urgent: true,
    })
  return 1
}

function waited(seconds: number): string {
  return seconds < 120 ? `${seconds} 秒` : `${Math.floor(seconds / 60)} 分钟`
}
