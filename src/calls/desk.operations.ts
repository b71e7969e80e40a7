import { sql } from 'kysely'
import * as z from 'zod'
import { query, type Context } from '#src/kernel/operation.ts'
import { turnAt } from './chain.ts'
import { dutyPlaces, parts, type DutyPlace } from './call.ts'
import { answeredHere, chainOf, isOnDuty } from './desk.ts'
import { callRows, type CallRow } from './rows.ts'

/** What the duty desk shows, and from where to read on. */
export interface Desk {
  readonly rows: readonly CallRow[]
  /** Give it as `since` to hear of every later change; nothing falls between. */
  readonly cursor: string
  /** The server's clock, by which times on the page are counted. */
  readonly now: Date
}

export const desk = {
  'calls.desk': query({
    title: '查看值班台',
    permission: 'calls.read',
    input: z.strictObject({
      since: z
        .string()
        .regex(/^\d{1,19}$/, '断点不对')
        .optional(),
    }),
    async run(context, { since }): Promise<Desk> {
      const { db, now } = context
      const { rows } = await sql<{ cursor: string }>`
        select pg_snapshot_xmin(pg_current_snapshot())::text as cursor`.execute(db)
      const cursor = rows[0]?.cursor ?? '0'
      const recent = sql<boolean>`(call.state <> 'closed'
        or call.closed_at > ${now}::timestamptz - interval '2 hours')`
      const later = sql<boolean>`call.changed >= ${since ?? '0'}::xid8`
      const known = since !== undefined && BigInt(since) <= BigInt(cursor)
      const where = sql<boolean>`${answeredHere(context)} and ${known ? later : recent}`
      const order = sql`(call.state = 'ringing') desc, (call.state <> 'closed') desc, call.id desc`
      return { rows: await callRows(db, where, order, known ? 1_000 : 300), cursor, now }
    },
  }),

  'calls.onDuty': query({
    title: '查看当前值班',
    permission: 'calls.read',
    input: z.strictObject({}),
    async run(context): Promise<OnDuty> {
      const { actor, db, today, now } = context
      const turn = turnAt(now, await chainOf(db, actor.orgId, today))
      const people = await db
        .selectFrom('callShift')
        .innerJoin('account', 'account.id', 'callShift.accountId')
        .innerJoin('org', 'org.id', 'callShift.orgId')
        .select(['callShift.place', 'account.name', 'org.name as org', 'callShift.accountId'])
        .where('callShift.onDay', '=', turn.day)
        .where('callShift.part', '=', turn.part)
        .where('callShift.orgId', '=', actor.orgId)
        .where('callShift.endedAt', 'is', null)
        .execute()
      const order = Object.keys(dutyPlaces)
      const mine = await isOnDuty(db as never, actor.accountId ?? 0, actor.orgId, now, today)
      return {
        day: turn.day,
        part: turn.part,
        partTitle: parts[turn.part],
        people: people
          .map((one) => ({ ...one, place: one.place as DutyPlace }))
          .sort((a, b) => order.indexOf(a.place) - order.indexOf(b.place)),
        mine,
        accountId: actor.accountId ?? 0,
        ringing: await ringing(context),
      }
    },
  }),
}

export interface OnDuty {
  readonly day: string
  readonly part: keyof typeof parts
  readonly partTitle: string
  readonly people: readonly {
    readonly place: DutyPlace
    readonly name: string
    readonly org: string
    readonly accountId: number
  }[]
  /** The one who asks is on duty now. */
  readonly mine: boolean
  /** The one who asks. */
  readonly accountId: number
  readonly ringing: number
}

async function ringing(context: Context): Promise<number> {
  const { rows } = await sql<{ count: number }>`
    select count(*) as count from call
    where state = 'ringing' and ${answeredHere(context)}`.execute(context.db)
  return rows[0]?.count ?? 0
}
