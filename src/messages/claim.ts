import { sql } from 'kysely'
import type { Context } from '#src/kernel/operation.ts'
import { openedText } from '#src/kernel/vault/text.ts'
import { demandOpen } from '#src/roster/sealing/value.ts'
import type { Outgoing } from './provider.ts'
import { quietEnds } from './quiet.ts'
import { isOfTheDead, type Address } from './recipient.ts'
import { nextAllowed } from './state.ts'
import { isTemplate, templateRule } from './template.ts'

const claimLock = 990_022

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
export async function claim(
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
