import type { Context } from '#src/kernel/operation.ts'
import { sealedText } from '#src/kernel/vault/text.ts'
import { nextNumber } from '#src/roster/sealing/nextNumber.ts'
import { quietEnds } from './quiet.ts'
import { recipientsOf, type Recipient, type To } from './recipient.ts'
import type { Channel, TemplateCode } from './template.ts'
import { filled, segmentsOf } from './text.ts'
import { wordsInForce, type Words } from './words.ts'

export interface NewMessage {
  readonly template: TemplateCode
  readonly channel: Channel
  readonly to: To
  /** One for each name in braces; as little about a person as the purpose allows. */
  readonly values: Readonly<Record<string, string>>
  readonly about?: { readonly subject: string; readonly id: number }
  /** Ignores the quiet hours. */
  readonly urgent?: boolean
}

/** A text message that could not leave within two days says nothing any more. */
const smsLasts = 48 * 3_600_000

/**
 * Puts a message into the outbox, in the same transaction; it leaves after the commit. None to the
 * dead, to people who left, or to whom there is no way: then `ids` is empty. Staff without a mobile
 * number are told in the inbox.
 */
export async function queueMessage(
  context: Context,
  message: NewMessage,
): Promise<{ ids: number[] }> {
  const found = await recipientsOf(context, message)
  if (found.length === 0) return { ids: [] }
  const orgId = senderOf(context, found)
  const words = await wordsInForce(context, message.template, orgId)
  const ids: number[] = []
  for (const recipient of found)
    ids.push(await insert(context, message, { recipient, orgId, words }))
  const detail = { ids, template: message.template, channel: message.channel }
  context.record({
    name: 'message.queued',
    subject: 'message',
    subjectId: ids[0] ?? null,
    detail,
  })
  return { ids }
}

/** Jobs send for the organisation that the message concerns; everybody else for the own one. */
function senderOf({ actor }: Context, [first]: readonly Recipient[]): number {
  return actor.role === 'system' ? (first as Recipient).orgId : actor.orgId
}

interface Ready {
  readonly recipient: Recipient
  readonly orgId: number
  readonly words: Words
}

async function insert(
  context: Context,
  { template, values, about, urgent = false }: NewMessage,
  { recipient, orgId, words }: Ready,
): Promise<number> {
  const { db, vault, now, actor } = context
  const { channel, retireeId, accountId, address, phoneDigest } = recipient
  const chosen = words[channel]
  const body = filled(chosen.text, values)
  const id = await nextNumber(db, 'message')
  const seal = (column: string, text: string) =>
    JSON.stringify(sealedText(vault, `message.${column}.${id}`, text))
  const inApp = channel === 'inApp'
  const notBefore =
    channel === 'sms' && !urgent ? await quietEnds(context, recipient.orgId, now) : now
  await db
    .insertInto('message')
    .values({
      id,
      template,
      templateId: chosen.id,
      channel,
      orgId,
      retireeId,
      accountId,
      address: address === null ? null : seal('address', JSON.stringify(address)),
      phoneDigest,
      body: seal('body', body),
      segments: channel === 'sms' ? segmentsOf(body) : 1,
      aboutSubject: about?.subject ?? null,
      aboutId: about?.id ?? null,
      urgent,
      state: inApp ? 'delivered' : 'queued',
      notBefore,
      expiresAt: channel === 'sms' ? new Date(notBefore.getTime() + smsLasts) : null,
      queuedAt: now,
      queuedBy: actor.accountId,
      ...(inApp && { sentAt: now, deliveredAt: now }),
    })
    .execute()
  return id
}
