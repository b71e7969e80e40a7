import { sql } from 'kysely'
import type { Context } from '#src/kernel/operation.ts'
import type { OrgEventKind } from './org.ts'

/** One entry of an organisation's history; `absorbed` is another's merger into it. */
export interface OrgEvent {
  readonly id: number
  readonly orgId: number
  readonly kind: OrgEventKind
  readonly happenedOn: string
  readonly documentNo: string | null
  readonly before: Readonly<Record<string, unknown>>
  readonly after: Readonly<Record<string, unknown>>
}

/** What happened to the organisation, the newest first, mergers of others into it included. */
export async function historyOf({ db }: Context, orgId: number): Promise<OrgEvent[]> {
  const { rows } = await sql<OrgEvent>`
    select id, org_id, happened_on, document_no, before, after,
      case when org_id = ${orgId} then kind else 'absorbed' end as kind
    from org_event
    where org_id = ${orgId} or (kind = 'merged' and after @> ${JSON.stringify({ intoId: orgId })})
    order by happened_on desc, id desc limit 200`.execute(db)
  return rows
}

/** The organisations that an entry speaks of. */
export function idsIn({ orgId, before, after }: OrgEvent): number[] {
  const named = [before['parentId'], after['parentId'], after['intoId'], orgId]
  return named.filter((id) => typeof id === 'number')
}

/** Names by id. */
export async function namesOf(
  { db }: Context,
  ids: readonly number[],
): Promise<Record<number, string>> {
  const rows = await db
    .selectFrom('org')
    .select(['id', 'name'])
    .where('id', 'in', [-1, ...ids])
    .execute()
  return Object.fromEntries(rows.map(({ id, name }) => [id, name]))
}

/** Old and local names under which tables from offices still find the organisation. */
export async function formerNamesOf({ db }: Context, orgId: number): Promise<string[]> {
  const rows = await db
    .selectFrom('orgAlias')
    .select('name')
    .where('orgId', '=', orgId)
    .orderBy('name')
    .execute()
  return rows.map(({ name }) => name)
}
