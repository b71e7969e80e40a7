import { sql, type RawBuilder } from 'kysely'
import * as z from 'zod'
import { query, type Context } from '#src/kernel/operation.ts'
import { callSources, callStates, closings } from './call.ts'
import { answeredHere } from './desk.ts'
import { callRows, type CallRow } from './rows.ts'

const Month = z.string().regex(/^\d{4}-(0[1-9]|1[0-2])$/, '请填写月份，例如 2026-11')
const outcomes = ['real', 'accidental', 'drill', 'open'] as const

const Filters = {
  from: Month.optional(),
  to: Month.optional(),
  orgId: z.int().optional(),
  outcome: z.enum(outcomes, '没有这一类').optional(),
}

export interface FigureRow {
  readonly month: string
  readonly orgId: number
  readonly org: string
  readonly calls: number
  readonly real: number
  readonly accidental: number
  readonly drill: number
  readonly open: number
  readonly presses: number
  /** Seconds from the call to the step, of real calls that came so far: half within, nine tenths within. */
  readonly shownHalf: number | null
  readonly shownMost: number | null
  readonly takenHalf: number | null
  readonly takenMost: number | null
  readonly sentHalf: number | null
  readonly sentMost: number | null
  readonly thereHalf: number | null
  readonly thereMost: number | null
  readonly endedHalf: number | null
  readonly endedMost: number | null
  readonly escalated: number
}

export const figures = {
  'calls.figures': query({
    title: '查看呼叫统计',
    permission: 'calls.read',
    input: z.strictObject({ from: Month.optional(), to: Month.optional() }),
    async run(context, filters): Promise<readonly FigureRow[]> {
      const { rows } = await sql<FigureRow>`
        select to_char(call.received_at at time zone 'Asia/Shanghai', 'YYYY-MM') as month,
          call.desk_id as org_id, desk.name as org, count(*)::int as calls,
          count(*) filter (where ${isOf('real')})::int as real,
          count(*) filter (where ${isOf('accidental')})::int as accidental,
          count(*) filter (where ${isOf('drill')})::int as drill,
          count(*) filter (where ${isOf('open')})::int as open,
          sum(call.presses)::int as presses,
          ${spread('shown_at', 'shown')}, ${spread('acknowledged_at', 'taken')},
          ${spread('dispatched_at', 'sent')}, ${spread('arrived_at', 'there')},
          ${spread('closed_at', 'ended')},
          count(*) filter (where exists (select from call_step s
            where s.call_id = call.id and s.kind = 'escalated' and s.level > 0))::int as escalated
        from call join org desk on desk.id = call.desk_id
        where ${whereOf(context, filters)}
        group by 1, 2, 3 order by 1 desc, 3 limit 1000`.execute(context.db)
      return rows
    },
  }),

  'calls.list': query({
    title: '查看呼叫记录',
    permission: 'calls.read',
    input: z.strictObject({
      ...Filters,
      state: z.enum(Object.keys(callStates) as (keyof typeof callStates)[]).optional(),
      source: z.enum(Object.keys(callSources) as (keyof typeof callSources)[]).optional(),
      before: z.int().optional(),
      limit: z.int().min(1).max(200).default(50),
    }),
    async run(context, input): Promise<CallPage> {
      const { before, limit, state, source } = input
      const where = sql<boolean>`${whereOf(context, input)}
        ${state ? sql`and call.state = ${state}` : sql``}
        ${source ? sql`and call.source = ${source}` : sql``}`
      const page = sql<boolean>`${where} ${before ? sql`and call.id < ${before}` : sql``}`
      const rows = await callRows(context.db, page, sql`call.id desc`, limit)
      const { rows: counted } = await sql<{ total: number }>`
        select count(*)::int as total from call where ${where}`.execute(context.db)
      const last = rows.at(-1)
      const next = rows.length === limit && last ? last.id : null
      return { rows, total: counted[0]?.total ?? 0, next }
    },
  }),
}

export interface CallPage {
  readonly rows: readonly CallRow[]
  readonly total: number
  readonly next: number | null
}

type Outcome = (typeof outcomes)[number]

/** A press by mistake and a drill are never counted as calls for help (R-C09-05). */
function isOf(outcome: Outcome): RawBuilder<boolean> {
  if (outcome === 'drill') return sql`(call.is_drill or call.closing = ${closingOf('drill')})`
  if (outcome === 'open') return sql`(call.state <> 'closed' and not call.is_drill)`
  const closing = closingOf(outcome === 'real' ? 'helped' : 'accidental')
  return sql`(call.closing = ${closing} and not call.is_drill)`
}

const closingOf = (closing: keyof typeof closings) => closing

function spread(column: string, name: string): RawBuilder<unknown> {
  const seconds = sql`extract(epoch from ${sql.ref(`call.${column}`)} - call.received_at)`
  const of = sql`filter (where call.${sql.ref(column)} is not null and ${isOf('real')})`
  const part = (share: number, end: string) => sql`
    round((percentile_cont(${sql.lit(share)}) within group (order by ${seconds}) ${of})::numeric, 1)::float
      as ${sql.ref(`${name}_${end}`)}`
  return sql`${part(0.5, 'half')}, ${part(0.9, 'most')}`
}

function whereOf(
  context: Context,
  { from, to, orgId, outcome }: z.output<z.ZodObject<typeof Filters>>,
): RawBuilder<boolean> {
  const start = (month: string) => sql`(${`${month}-01`}::timestamp at time zone 'Asia/Shanghai')`
  const all = [
    answeredHere(context),
    ...(from ? [sql`call.received_at >= ${start(from)}`] : []),
    ...(to ? [sql`call.received_at < ${start(to)} + interval '1 month'`] : []),
    ...(orgId === undefined ? [] : [sql`call.desk_id = ${orgId}`]),
    ...(outcome ? [isOf(outcome)] : []),
  ]
  return sql`${sql.join(all, sql` and `)}`
}
