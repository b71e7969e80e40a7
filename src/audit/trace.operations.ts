import { sql } from 'kysely'
import * as z from 'zod'
import { query, type Context } from '#src/kernel/operation.ts'
import { ofOwnOrgs } from './scope.ts'
import { outcomes, type Outcome } from './words.ts'

const Day = z.iso.date('请填写日期')
const Filters = z.strictObject({
  who: z.string().trim().max(60).optional(),
  operation: z.string().trim().max(60).optional(),
  fileNo: z.string().trim().max(40).optional(),
  outcome: z.enum(Object.keys(outcomes) as Outcome[], '没有这种结果').optional(),
  from: Day.optional(),
  to: Day.optional(),
  before: z.int().optional(),
  after: z.int().optional(),
  limit: z.int().min(1).max(200).default(50),
})
type Filters = z.output<typeof Filters>

/** One line of the trace: who did or saw what, of whom; the data itself is not in it. */
export interface TraceLine {
  readonly id: number
  readonly at: Date
  readonly account: string | null
  readonly name: string | null
  readonly post: string | null
  readonly org: string | null
  readonly operation: string
  readonly title: string
  readonly outcome: Outcome
  readonly event: string
  readonly subject: string
  /** The account or organisation that it is about, by name. */
  readonly about: string | null
  readonly fileNo: string | null
  readonly fields: readonly string[]
  readonly purpose: string | null
  readonly source: string | null
}

export interface TracePage {
  readonly rows: readonly TraceLine[]
  readonly next?: number
  readonly previous?: number
}

export const trace = {
  'audit.trace': query({
    title: '查询留痕',
    permission: 'trace.read',
    input: Filters,
    async run(context, filters): Promise<TracePage> {
      const { limit, after, before, ...what } = filters
      const found = await linesOf(context, filters)
      const more = found.length > limit
      const rows = found.slice(0, limit)
      if (after !== undefined) rows.reverse()
      context.record({ name: 'trace.read', subject: 'trace', subjectId: null, detail: what })
      const isFirst = after === undefined ? before === undefined : !more
      const isLast = after === undefined && !more
      const [first, last] = [rows[0], rows.at(-1)]
      return {
        rows,
        ...(last && !isLast && { next: last.id }),
        ...(first && !isFirst && { previous: first.id }),
      }
    },
  }),
}

async function linesOf(context: Context, filters: Filters): Promise<TraceLine[]> {
  const { operations } = context
  const order = sql.raw(filters.after === undefined ? 'desc' : 'asc')
  const { rows } = await sql<Omit<TraceLine, 'title'>>`
    select trace.id, trace.at, account.account, account.name, post.title as post, org.name as org,
      trace.operation, trace.outcome, trace.name as event, trace.subject, retiree.file_no,
      coalesce(whose.account, which.name) as about,
      coalesce(trace.detail -> 'fields', '[]') as fields,
      coalesce(trace.purpose, trace.detail ->> 'purpose') as purpose, trace.source
    from trace
      left join account on account.id = trace.account_id
      left join post on post.id = trace.post_id
      left join org on org.id = trace.org_id
      left join account whose on trace.subject = 'account' and whose.id = trace.subject_id
      left join org which on trace.subject = 'org' and which.id = trace.subject_id
      left join retiree on trace.subject = 'retiree' and retiree.id = trace.subject_id
    where ${ofOwnOrgs(context)} and ${sql.join(conditionsOf(context, filters), sql` and `)}
    order by trace.id ${order} limit ${filters.limit + 1}`.execute(context.db)
  return rows.map((row) => ({ ...row, title: operations[row.operation]?.title ?? row.operation }))
}

function conditionsOf({ operations }: Context, filters: Filters) {
  const { who, operation, fileNo, outcome, from, to, before, after } = filters
  const like = (text: string) => `%${text.replaceAll(/[%_\\]/g, '\\$&')}%`
  const named = Object.entries(operations)
    .filter(([name, { title }]) => operation && (title.includes(operation) || name === operation))
    .map(([name]) => name)
  const shanghai = (day: string) => sql`${day}::timestamp at time zone 'Asia/Shanghai'`
  return [
    sql`true`,
    who &&
      sql`trace.account_id in (select id from account
        where account.account = ${who} or account.name like ${like(who)})`,
    operation && sql`trace.operation = any(${named}::text[])`,
    fileNo &&
      sql`trace.subject = 'retiree'
        and trace.subject_id in (select id from retiree where file_no = ${fileNo})`,
    outcome && sql`trace.outcome = ${outcome}`,
    from && sql`trace.at >= ${shanghai(from)}`,
    to && sql`trace.at < ${shanghai(to)} + interval '1 day'`,
    before !== undefined && sql`trace.id < ${before}`,
    after !== undefined && sql`trace.id > ${after}`,
  ].filter((condition) => typeof condition === 'object')
}
