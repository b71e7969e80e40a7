import { sql, type RawBuilder } from 'kysely'
import * as z from 'zod'
import { command, query, type Context } from '#src/kernel/operation.ts'
import { Refusal } from '#src/kernel/refusal.ts'
import { openedText } from '#src/kernel/vault/text.ts'
import { maskPhone } from '#src/roster/phone.ts'
import { leaveLook, openPerson } from '#src/roster/opening.ts'
import type { Address } from './recipient.ts'
import { Ids, ListMessages, type AttemptOutcome, type MessageState } from './state.ts'
import type { Channel, TemplateCode } from './template.ts'

/** A message as the outbox shows it: to whom, never what. */
export interface MessageRow {
  readonly id: number
  readonly template: TemplateCode
  readonly channel: Channel
  readonly state: MessageState
  readonly to: string
  /** The number with its middle hidden. */
  readonly number: string | null
  readonly retireeId: number | null
  readonly urgent: boolean
  readonly segments: number
  readonly tries: number
  readonly queuedAt: Date
  readonly notBefore: Date
  readonly sentAt: Date | null
  readonly failure: string | null
  readonly org: string
}

export const outbox = {
  'messages.list': query({
    title: '查看发件箱',
    permission: 'messages.read',
    input: ListMessages,
    async run(context, { state, channel, template, after, limit }) {
      const found = [
        sent(context),
        ...(state ? [sql<boolean>`m.state = ${state}`] : []),
        ...(channel ? [sql<boolean>`m.channel = ${channel}`] : []),
        ...(template ? [sql<boolean>`m.template = ${template}`] : []),
      ]
      const rows = await messageRows(
        context,
        [...found, ...(after ? [sql<boolean>`m.id < ${after}`] : [])],
        limit + 1,
      )
      const { rows: counted } = await sql<{ total: number }>`
        select count(*) as total from message m where ${sql.join(found, sql` and `)}`.execute(
        context.db,
      )
      const next = rows.length > limit ? rows[limit - 1]?.id : undefined
      return {
        rows: rows.slice(0, limit),
        total: counted[0]?.total ?? 0,
        ...(next !== undefined && { next }),
      }
    },
  }),

  'messages.counts': query({
    title: '查看发件箱件数',
    permission: 'messages.read',
    input: z.strictObject({}),
    async run(context) {
      const { rows } = await sql<{ state: MessageState; channel: Channel; count: number }>`
        select state, channel, count(*) as count from message m where ${sent(context)}
        group by state, channel order by channel, state`.execute(context.db)
      return rows
    },
  }),

  'messages.get': query({
    title: '查看消息',
    permission: 'messages.read',
    input: z.strictObject({ id: z.int('请选择消息') }),
    async run(context, { id }) {
      const [row] = await messageRows(context, [sent(context), sql`m.id = ${id}`], 1)
      if (!row) throw new Refusal('missing', 'messages.noSuchMessage', '没有这条消息')
      if (row.retireeId !== null) leaveLook(context, await openPerson(context, row.retireeId))
      const kept = await context.db
        .selectFrom('message')
        .select('body')
        .where('id', '=', id)
        .executeTakeFirst()
      const attempts = await context.db
        .selectFrom('messageAttempt')
        .select(['number', 'provider', 'startedAt', 'endedAt', 'outcome', 'detail'])
        .where('messageId', '=', id)
        .orderBy('number')
        .execute()
      return {
        ...row,
        body: openedText(context.vault, `message.body.${id}`, kept?.body),
        attempts: attempts.map(({ outcome, ...attempt }) => ({
          ...attempt,
          outcome: outcome as AttemptOutcome | null,
        })),
      }
    },
  }),

  'messages.retry': command({
    title: '重发消息',
    permission: 'messages.manage',
    input: Ids,
    run: (context, { ids }) => move(context, ids, 'retried'),
  }),

  'messages.cancel': command({
    title: '取消待发消息',
    permission: 'messages.manage',
    input: Ids,
    run: (context, { ids }) => move(context, ids, 'cancelled'),
  }),
}

/** What the actor's organisation and those below it sent; staff's own inboxes are elsewhere. */
function sent({ actor }: Context): RawBuilder<boolean> {
  return sql`exists (
    select from org o where o.id = m.org_id and o.path @> array[${actor.scopeId}::int])`
}

type Raw = Omit<MessageRow, 'to' | 'number'> & {
  readonly address: unknown
  readonly fullName: string | null
  readonly accountName: string | null
}

async function messageRows(
  { db, vault }: Context,
  where: readonly RawBuilder<unknown>[],
  limit: number,
): Promise<MessageRow[]> {
  const { rows } = await sql<Raw>`
    select m.id, m.template, m.channel, m.state, m.retiree_id, m.urgent, m.segments, m.tries,
      m.queued_at, m.not_before, m.sent_at, m.failure, org.name as org, m.address,
      r.full_name, account.name as account_name
    from message m join org on org.id = m.org_id
    left join retiree r on r.id = m.retiree_id left join account on account.id = m.account_id
    where ${sql.join(where, sql` and `)} order by m.id desc limit ${limit}`.execute(db)
  return rows.map(({ address, fullName, accountName, ...row }) => {
    const text = openedText(vault, `message.address.${row.id}`, address)
    const known = text === null ? undefined : (JSON.parse(text) as Address)
    return {
      ...row,
      to: fullName ?? accountName ?? known?.name ?? '',
      number: known?.phone ? maskPhone(known.phone) : null,
    }
  })
}

/** Failed and expired ones wait anew, with their number, so that a platform knows them again; waiting ones stop. */
async function move(
  context: Context,
  ids: readonly number[],
  way: 'retried' | 'cancelled',
): Promise<{ changed: number }> {
  const { db, now } = context
  const again = way === 'retried'
  const set = again
    ? sql`state = 'queued', tries = 0, failure = null, not_before = ${now},
        expires_at = ${new Date(now.getTime() + 48 * 3_600_000)}`
    : sql`state = 'cancelled', failure = '由工作人员取消'`
  const from = again ? sql`m.state in ('failed', 'expired')` : sql`m.state = 'queued'`
  const { rows } = await sql<{ id: number }>`
    update message m set ${set}
    where m.id = any (${[...ids]}::bigint[]) and ${from} and m.channel <> 'inApp'
      and ${sent(context)}
      and not exists (select from retiree r where r.id = m.retiree_id and r.left_on is not null)
    returning m.id`.execute(db)
  if (rows.length === 0) {
    const why = again ? '这些消息不能重发：只有未发出、已过期的可以' : '这些消息已经发出或取消'
    throw new Refusal('conflict', `messages.not${again ? 'Failed' : 'Waiting'}`, why)
  }
  const detail = { ids: rows.map(({ id }) => id) }
  context.record({ name: `message.${way}`, subject: 'message', subjectId: null, detail })
  return { changed: rows.length }
}
