import type { Context } from '#src/kernel/operation.ts'
import { channels, templateRule, type Channel, type TemplateCode } from './template.ts'

/** The text of each channel, and the bureau's version that it comes from; null is the platform's own. */
export type Words = Readonly<Record<Channel, { readonly id: number | null; readonly text: string }>>

/**
 * The words of a template today: the version of the nearest organisation at or above the sender that
 * has begun, else those that the platform brings.
 */
export async function wordsInForce(
  { db, today }: Pick<Context, 'db' | 'today'>,
  code: TemplateCode,
  orgId: number,
): Promise<Words> {
  const org = await db.selectFrom('org').select('path').where('id', '=', orgId).executeTakeFirst()
  const path = org?.path ?? []
  const versions = await db
    .selectFrom('messageTemplate')
    .select(['id', 'channel', 'orgId', 'text', 'validFrom'])
    .where('code', '=', code)
    .where('orgId', 'in', [...path, -1])
    .where('validFrom', '<=', today)
    .execute()
  const nearest = versions.toSorted(
    (a, b) =>
      path.indexOf(b.orgId) - path.indexOf(a.orgId) || b.validFrom.localeCompare(a.validFrom),
  )
  const own: Readonly<Partial<Record<Channel, string>>> = templateRule(code).texts
  const wordsOf = (channel: Channel) => {
    const version = nearest.find((each) => each.channel === channel)
    return {
      id: version?.id ?? null,
      text: version?.text ?? own[channel] ?? own.inApp ?? own.sms ?? '',
    }
  }
  const all = Object.keys(channels) as Channel[]
  return Object.fromEntries(all.map((channel) => [channel, wordsOf(channel)])) as unknown as Words
}
