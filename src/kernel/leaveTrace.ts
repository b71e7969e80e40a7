import { sql } from 'kysely'
import type { Actor } from './access.ts'
import { ahead, kept, type Database } from './db.ts'
import { refusalOfDatabase } from './faults.ts'
import type { Context, DomainEvent } from './operation.ts'
import { Refusal } from './refusal.ts'

/** That somebody looked at a person's details, at which, and what for. */
export interface Look {
  readonly subjectId: number
  readonly fields: readonly string[]
  readonly purpose?: string | undefined
}

/** A file of ten thousand people leaves as many looks. */
const traceBatch = 2000

/** Leaves what was done and who was looked at in the trace; a failure shows with the commit. */
export async function leaveTrace(
  context: Context,
  operation: string,
  events: readonly DomainEvent[],
  looks: readonly Look[],
): Promise<void> {
  const done = events.map((event) => ({
    outcome: 'done',
    name: event.name,
    subject: event.subject,
    subject_id: event.subjectId,
    purpose: null,
    detail: event.detail ?? {},
  }))
  const looked = looks.map((look) => ({
    outcome: 'looked',
    name: 'record.looked',
    subject: 'retiree',
    subject_id: look.subjectId,
    purpose: look.purpose ?? null,
    detail: { fields: look.fields },
  }))
  const rows = [...done, ...looked]
  for (let from = 0; from < rows.length; from += traceBatch)
    await writeTrace(context, operation, rows.slice(from, from + traceBatch))
}

async function writeTrace(
  { db, actor, source }: Context,
  operation: string,
  rows: readonly object[],
): Promise<void> {
  const { accountId, postId, orgId } = actor
  await sql`${ahead}${kept} insert into trace (account_id, post_id, org_id, operation, source,
      outcome, name, subject, subject_id, purpose, detail)
    select ${accountId}::int, ${postId}::int, ${orgId}::int, ${operation}, ${source || null}, r.*
    from jsonb_to_recordset(${JSON.stringify(rows, withoutBulk)}::jsonb) r
      (outcome text, name text, subject text, subject_id bigint, purpose text, detail jsonb)`.execute(
    db,
  )
}

/**
 * What cannot be traced is not done (GB/T 22239-2019 8.1.4.3d, ASVS 5.0 V16.5.3). The trace travels
 * with the commit, which fails as it failed.
 */
export function refusalOfTrace(error: unknown): Refusal | undefined {
  if (!(error as { ahead?: boolean }).ahead) return undefined
  const refusal = refusalOfDatabase(error)
  if (refusal && refusal.kind !== 'invalid') return refusal
  process.stderr.write(`留痕写不进去：${(error as Error).message}\n`)
  const message = '留痕暂时写不进去，这次操作没有办理，请联系系统管理员'
  return new Refusal('unavailable', 'trace.unwritable', message)
}

/** Long lists of people are traced one by one where they are written, and counted here. */
function withoutBulk(key: string, value: unknown): unknown {
  return key === 'retireeIds' && Array.isArray(value) && value.length > 100 ? value.length : value
}

/** Leaves an attempt that was refused in the trace, outside the transaction that ended. */
export async function leaveRefusal(
  db: Database,
  actor: Actor,
  operation: string,
  refusal: Refusal,
  source: string | undefined,
): Promise<void> {
  const { accountId, postId, orgId } = actor
  await db
    .insertInto('trace')
    .values({
      accountId,
      postId,
      orgId,
      operation,
      outcome: 'refused',
      name: refusal.code,
      subject: 'operation',
      source: source || null,
      detail: sql`'{}'`,
    })
    .execute()
}
