import { sql } from 'kysely'
import type { Context } from '#src/kernel/operation.ts'
import { quietEnds } from './quiet.ts'
import { mostTries, waitAfter } from './state.ts'

interface Result {
  readonly id: number
  readonly attempt: number
  readonly outcome: 'sent' | 'failed' | 'again' | 'unknown'
  readonly detail: string
  readonly ref: string | null
}

/** Keeps what became of an attempt. A second answer to the same attempt changes nothing. */
export async function settle(context: Context, result: Result): Promise<{ settled: boolean }> {
  const { db, now } = context
  const { id, attempt, outcome, detail, ref } = result
  const row = await db
    .selectFrom('message')
    .select(['tries', 'urgent', 'orgId'])
    .where('id', '=', id)
    .where('state', '=', 'sending')
    .where('tries', '=', attempt)
    .forUpdate()
    .executeTakeFirst()
  context.record({
    name: 'message.settled',
    subject: 'message',
    subjectId: id,
    detail: { attempt, outcome, counted: row !== undefined },
  })
  if (!row) return { settled: false }
  await sql`
    update message_attempt set ended_at = ${now}, outcome = ${outcome}, detail = ${detail || null}
    where message_id = ${id} and number = (
      select max(number) from message_attempt where message_id = ${id})`.execute(db)
  if (outcome === 'unknown') return { settled: false }
  const giveUp = outcome === 'failed' || (outcome === 'again' && row.tries >= mostTries)
  const next = new Date(now.getTime() + waitAfter(row.tries))
  await db
    .updateTable('message')
    .set({
      sendingSince: null,
      ...(outcome === 'sent'
        ? { state: 'sent', sentAt: now, providerRef: ref }
        : giveUp
          ? { state: 'failed', failure: detail || '没有发出' }
          : {
              state: 'queued',
              notBefore: row.urgent ? next : await quietEnds(context, row.orgId, next),
            }),
    })
    .where('id', '=', id)
    .execute()
  return { settled: true }
}
