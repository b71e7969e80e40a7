import { sql } from 'kysely'
import * as z from 'zod'
import { command, query, type Context } from '#src/kernel/operation.ts'
import { openedText } from '#src/kernel/vault/text.ts'
import { demandOpen } from '#src/roster/sealing/value.ts'
import { quietEnds } from './quiet.ts'
import { isOfTheDead, type Address } from './recipient.ts'
import { mostTries, nextAllowed, waitAfter } from './state.ts'
import { isTemplate, templateRule } from './template.ts'

/** What a provider is given. */
export interface Outgoing {
  readonly id: number
  /** The number under which the provider knows it; the same at every attempt. */
  readonly publicId: string
  readonly attempt: number
  readonly phone: string
  readonly text: string
}

const claimLock = 990_022
/** In flight for longer than this, the one who sent it is taken for dead. */
const patienceMs = 120_000

export const sending = {
  'messages.due': query({
    title: '查看是否有待发短信',
    permission: 'system.run',
    input: z.strictObject({}),
    async run({ db, now }) {
      const { rows } = await sql<{ waiting: boolean; stuck: boolean }>`
        select exists (select from message where state = 'queued' and channel = 'sms'
            and not_before <= ${now}) as waiting,
          exists (select from message where state = 'sending'
            and sending_since < ${late(now)}) as stuck`.execute(db)
      return rows[0] as { waiting: boolean; stuck: boolean }
    },
  }),

  'messages.claim': command({
    title: '领取待发短信',
    permission: 'system.run',
    input: z.strictObject({
      provider: z.string().max(40),
      limit: z.int().min(1).max(100).default(20),
    }),
    run: claim,
  }),

  'messages.stuck': query({
    title: '查看结果不明的短信',
    permission: 'system.run',
    input: z.strictObject({}),
    async run({ db, now }) {
      const { rows } = await sql<{ id: number; publicId: string; attempt: number }>`
        select id, public_id, tries as attempt from message
        where state = 'sending' and sending_since < ${late(now)} order by id limit 100`.execute(db)
      return rows
    },
  }),

  'messages.settle': command({
    title: '登记短信发送结果',
    permission: 'system.run',
    repeatable: true,
    input: z.strictObject({
      id: z.int(),
      attempt: z.int(),
      outcome: z.enum(['sent', 'failed', 'again', 'unknown']),
      detail: z.string().max(300).default(''),
      ref: z.string().max(120).nullable().default(null),
    }),
    run: settle,
  }),
}

const late = (now: Date) => new Date(now.getTime() - patienceMs)

interface Waiting {
  readonly id: number
  readonly publicId: string
  readonly template: string
  readonly orgId: number
  readonly tries: number
  readonly urgent: boolean
  readonly expiresAt: Date | null
  readonly phoneDigest: Buffer
  readonly address: unknown
  readonly body: unknown
  readonly gone: boolean
}

/**
 * Takes waiting text messages for sending: each is marked, with its attempt, before anything leaves,
 * so that whoever dies in between has left a note. What may not go any more is settled here.
 */
async function claim(
  context: Context,
  { provider, limit }: { provider: string; limit: number },
): Promise<Outgoing[]> {
  const { db, now } = context
  demandOpen(context.vault)
  await sql`select pg_advisory_xact_lock(${claimLock})`.execute(db)
  const { rows } = await sql<Waiting>`
    select m.id, m.public_id, m.template, m.org_id, m.tries, m.urgent, m.expires_at,
      m.phone_digest, m.address, m.body, r.left_on is not null as gone
    from message m left join retiree r on r.id = m.retiree_id
    where m.state = 'queued' and m.channel = 'sms' and m.not_before <= ${now}
    order by m.urgent desc, m.not_before, m.id limit ${limit}
    for update of m skip locked`.execute(db)
  const taken: Outgoing[] = []
  for (const row of rows) {
    const outgoing = await prepare(context, row, provider)
    if (outgoing) taken.push(outgoing)
  }
  const detail = { taken: taken.map(({ id }) => id), looked: rows.length }
  context.record({ name: 'message.claimed', subject: 'message', subjectId: null, detail })
  return taken
}

async function prepare(
  context: Context,
  row: Waiting,
  provider: string,
): Promise<Outgoing | undefined> {
  const { db, now, vault } = context
  const { id, publicId, expiresAt } = row
  const text = openedText(vault, `message.address.${id}`, row.address)
  const { phone = '' } = text === null ? {} : (JSON.parse(text) as Address)
  if (expiresAt && expiresAt <= now) return end(context, id, 'expired', '过了有效期，没有发出')
  if (row.gone || (await isOfTheDead(context, phone)))
    return end(context, id, 'cancelled', '本人已去世或离册，不再发送')
  const wait = await mustWait(context, row)
  if (wait > now) return postpone(context, id, wait)
  const attempt = row.tries + 1
  await db
    .updateTable('message')
    .set({ state: 'sending', sendingSince: now, tries: attempt })
    .where('id', '=', id)
    .execute()
  await db
    .insertInto('messageAttempt')
    .values({ messageId: id, number: await numberOf(context, id), provider, startedAt: now })
    .execute()
  const body = openedText(vault, `message.body.${id}`, row.body) ?? ''
  return { id, publicId, attempt, phone, text: body }
}

async function numberOf({ db }: Context, messageId: number): Promise<number> {
  const { rows } = await sql<{ next: number }>`
    select coalesce(max(number), 0) + 1 as next from message_attempt
    where message_id = ${messageId}`.execute(db)
  return rows[0]?.next ?? 1
}

/** Until the quiet hours are over, and until the number may get another one. */
async function mustWait(context: Context, row: Waiting): Promise<Date> {
  const { now, db } = context
  const quiet = row.urgent ? now : await quietEnds(context, row.orgId, now)
  const alarm = isTemplate(row.template) && templateRule(row.template).emergency
  if (alarm) return quiet
  const { rows } = await sql<{ at: Date }>`
    select coalesce(sent_at, sending_since) as at from message
    where phone_digest = ${row.phoneDigest} and (sent_at > ${dayAgo(now)} or state = 'sending')
    order by at desc limit 10`.execute(db)
  const free = nextAllowed(
    now,
    rows.map(({ at }) => at),
  )
  return free > quiet ? free : quiet
}

const dayAgo = (now: Date) => new Date(now.getTime() - 86_400_000)

async function postpone({ db }: Context, id: number, notBefore: Date): Promise<undefined> {
  await db.updateTable('message').set({ notBefore }).where('id', '=', id).execute()
  return undefined
}

async function end(
  { db }: Context,
  id: number,
  state: 'expired' | 'cancelled',
  failure: string,
): Promise<undefined> {
  await db.updateTable('message').set({ state, failure }).where('id', '=', id).execute()
  return undefined
}

interface Result {
  readonly id: number
  readonly attempt: number
  readonly outcome: 'sent' | 'failed' | 'again' | 'unknown'
  readonly detail: string
  readonly ref: string | null
}

/** Keeps what became of an attempt. A second answer to the same attempt changes nothing. */
async function settle(context: Context, result: Result): Promise<{ settled: boolean }> {
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
