import { sql } from 'kysely'
import type { Context } from '#src/kernel/operation.ts'
import { kindsInWords, purposeInWords } from './words.ts'

/** One look at, or change of, a person's record, as the person concerned reads it. */
export interface Look {
  readonly id: number
  readonly at: Date
  readonly name: string
  readonly unit: string
  readonly post: string
  /** What was done: 查看档案, 导出名单, 修改档案. */
  readonly did: string
  /** What kind of information. */
  readonly kinds: string
  readonly purpose: string
  /** More looks of the same kind by the same account within half an hour. */
  readonly more: number
}

export interface LooksPage {
  readonly rows: readonly Look[]
  /** Give it as `before` for the next page; absent on the last. */
  readonly next?: number
  /** What the platform did by itself, in sum. */
  readonly system: { readonly count: number; readonly last: Date | null }
}

interface RawLook {
  readonly id: number
  readonly at: Date
  readonly accountId: number
  readonly name: string | null
  readonly unit: string | null
  readonly post: string | null
  readonly operation: string
  readonly event: string
  readonly fields: unknown
  readonly purpose: string | null
}

/** The page of looks by people, newest first; what the platform did by itself is counted only. */
export async function looksOf(
  context: Context,
  id: number,
  before: number | undefined,
  limit: number,
): Promise<LooksPage> {
  const { db } = context
  const { rows } = await sql<RawLook>`
    select trace.id, trace.at, trace.account_id, account.name, org.name as unit, post.title as post,
      trace.operation, trace.name as event, trace.detail -> 'fields' as fields,
      coalesce(trace.purpose, trace.detail ->> 'purpose') as purpose
    from (
      select id, at, account_id, post_id, org_id, operation, outcome, name, purpose, detail
        from trace where subject = 'retiree' and subject_id = ${id}
      union all
      select * from looks_in_lists(${id})
    ) trace left join account on account.id = trace.account_id
      left join post on post.id = trace.post_id left join org on org.id = trace.org_id
    where trace.account_id is not null
      and trace.outcome <> 'refused' and trace.name <> 'vip.opened'
      and trace.id < ${before ?? Number.MAX_SAFE_INTEGER}
    order by trace.id desc limit ${limit}`.execute(db)
  const { rows: system } = await sql<{ count: number; last: Date | null }>`
    select count(*) as count, max(at) as last from trace
    where subject = 'retiree' and subject_id = ${id} and account_id is null`.execute(db)
  const last = rows.at(-1)
  return {
    rows: together(rows.map((row) => lookOf(context, row))),
    ...(rows.length === limit && last && { next: last.id }),
    system: system[0] ?? { count: 0, last: null },
  }
}

interface NamedLook extends Look {
  readonly accountId: number
}

function lookOf({ operations }: Context, row: RawLook): NamedLook {
  const title = operations[row.operation]?.title ?? row.operation
  return {
    id: row.id,
    at: row.at,
    accountId: row.accountId,
    name: row.name ?? '',
    unit: row.unit ?? '',
    post: row.post ?? '',
    did: didOf(row.event, title),
    kinds: kindsInWords(Array.isArray(row.fields) ? row.fields : []),
    purpose: row.event === 'breakGlass.opened' ? '应急' : purposeInWords(row.purpose),
    more: 0,
  }
}

function didOf(event: string, title: string): string {
  if (event === 'list.looked') return `列表：${title}`
  return event === 'record.looked' ? lookTitle(title) : title
}

/** Parts of one page open by several calls; to the person they are one look. */
function lookTitle(title: string): string {
  return /^查看(老干部档案|沿革|走访记录|某人的应办事项)$/.test(title) ? '查看档案' : title
}

const sittingMs = 30 * 60_000

/** Looks of one account with the same words within half an hour become one line. */
function together(looks: readonly NamedLook[]): Look[] {
  const found: NamedLook[] = []
  for (const look of looks) {
    const twin = found.findIndex((other) => isSameSitting(other, look))
    if (twin < 0) found.push(look)
    else found[twin] = { ...(found[twin] as NamedLook), more: (found[twin] as NamedLook).more + 1 }
  }
  return found.map(({ accountId: _account, ...look }) => look)
}

function isSameSitting(later: NamedLook, earlier: NamedLook): boolean {
  return (
    later.did === earlier.did &&
    later.accountId === earlier.accountId &&
    later.kinds === earlier.kinds &&
    later.purpose === earlier.purpose &&
    later.at.getTime() - earlier.at.getTime() <= sittingMs
  )
}
