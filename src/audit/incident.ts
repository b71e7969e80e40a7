import { sql } from 'kysely'
import type { Database, Tx } from '#src/kernel/db.ts'

export interface IncidentSpan {
  /** Moments, `from` counts and `to` does not. */
  readonly from: string
  readonly to: string
  readonly accountId?: number | undefined
  readonly source?: string | undefined
}

export interface IncidentAccount {
  readonly account: string | null
  readonly name: string | null
  readonly org: string | null
  readonly post: string | null
  readonly people: number
  readonly looks: number
  readonly first: Date
  readonly last: Date
  readonly sources: readonly string[]
}

/** What the report of an incident needs (国家网络安全事件报告管理办法 Art. 4, 个人信息保护法 Art. 57). */
export interface Incident {
  readonly people: number
  readonly looks: number
  readonly first: Date | null
  readonly last: Date | null
  /** How many people of whom this kind of information was shown. */
  readonly kinds: readonly { readonly kind: string; readonly people: number }[]
  readonly accounts: readonly IncidentAccount[]
  readonly operations: readonly { readonly operation: string; readonly looks: number }[]
  readonly exports: readonly {
    readonly id: number
    readonly title: string
    readonly people: number
    readonly takenAt: Date | null
  }[]
  readonly refused: number
  /** Records to be told, by number. */
  readonly retireeIds: readonly number[]
}

/** One row for each person and look, also where one entry of a list names many. */
const seen = ({ from, to, accountId, source }: IncidentSpan) => sql`
  select t.id, t.at, t.account_id, t.post_id, t.org_id, t.operation, t.source, t.detail, p.person
  from trace t cross join lateral (
    select t.subject_id as person where t.subject = 'retiree'
    union all
    select one::bigint from jsonb_array_elements_text(
      case when t.subject = 'retirees' and jsonb_typeof(t.detail -> 'people') = 'array'
        then t.detail -> 'people' else '[]' end) as one
  ) p
  where t.outcome = 'looked' and t.at >= ${from}::timestamptz and t.at < ${to}::timestamptz
    and t.account_id is not null
    and (${accountId ?? null}::integer is null or t.account_id = ${accountId ?? null}::integer)
    and (${source ?? null}::text is null or t.source = ${source ?? null}::text)`

/** Counts exactly, from the trace alone, who looked at whom within a span. */
export async function incidentOf(db: Database | Tx, span: IncidentSpan): Promise<Incident> {
  const { rows: totals } = await sql<Pick<Incident, 'people' | 'looks' | 'first' | 'last'>>`
    select count(distinct person) as people, count(*) as looks, min(at) as first, max(at) as last
    from (${seen(span)}) as seen`.execute(db)
  const { rows: kinds } = await sql<Incident['kinds'][number]>`
    select kind, count(distinct person) as people
    from (${seen(span)}) as seen, jsonb_array_elements_text(
      case when jsonb_typeof(detail -> 'fields') = 'array' then detail -> 'fields' else '[]' end) as kind
    group by kind order by people desc, kind`.execute(db)
  const { rows: accounts } = await sql<IncidentAccount>`
    select account.account, account.name, org.name as org, post.title as post,
      count(distinct person) as people, count(*) as looks, min(at) as first, max(at) as last,
      array_remove(array_agg(distinct seen.source), null) as sources
    from (${seen(span)}) as seen
      left join account on account.id = seen.account_id
      left join org on org.id = seen.org_id left join post on post.id = seen.post_id
    group by account.account, account.name, org.name, post.title
    order by people desc, account.account`.execute(db)
  const { rows: operations } = await sql<Incident['operations'][number]>`
    select operation, count(*) as looks from (${seen(span)}) as seen
    group by operation order by looks desc, operation`.execute(db)
  const { rows: people } = await sql<{ person: number }>`
    select distinct person from (${seen(span)}) as seen order by person`.execute(db)
  return {
    ...(totals[0] as (typeof totals)[number]),
    kinds,
    accounts,
    operations,
    exports: await exportsIn(db, span),
    refused: await refusedIn(db, span),
    retireeIds: people.map(({ person }) => person),
  }
}

async function exportsIn(db: Database | Tx, { from, to, accountId }: IncidentSpan) {
  const { rows } = await sql<Incident['exports'][number]>`
    select id, title, person_count as people, taken_at from export
    where coalesce(taken_at, made_at, requested_at) >= ${from}::timestamptz
      and coalesce(taken_at, made_at, requested_at) < ${to}::timestamptz
      and (${accountId ?? null}::integer is null or account_id = ${accountId ?? null}::integer)
    order by id`.execute(db)
  return rows
}

async function refusedIn(db: Database | Tx, { from, to, accountId, source }: IncidentSpan) {
  const { rows } = await sql<{ count: number }>`
    select count(*) as count from trace
    where outcome = 'refused' and at >= ${from}::timestamptz and at < ${to}::timestamptz
      and (${accountId ?? null}::integer is null or account_id = ${accountId ?? null}::integer)
      and (${source ?? null}::text is null or source = ${source ?? null}::text)`.execute(db)
  return rows[0]?.count ?? 0
}
