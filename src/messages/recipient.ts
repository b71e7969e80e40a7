import { sql } from 'kysely'
import { offices } from '#src/kernel/access.ts'
import type { Context } from '#src/kernel/operation.ts'
import { readPhones } from '#src/roster/phone.ts'
import { reachableRetirees } from '#src/roster/reach.ts'
import type { Channel } from './template.ts'

export type To =
  | { readonly retireeId: number }
  | { readonly accountId: number }
  /** Everyone with a post there. */
  | { readonly orgId: number }
  | { readonly phone: string; readonly name: string }

/** The name and the number or the postal address of somebody; kept sealed. */
export interface Address {
  readonly name: string
  readonly phone?: string
  readonly place?: string
}

export interface Recipient {
  readonly channel: Channel
  readonly retireeId: number | null
  readonly accountId: number | null
  readonly address: Address | null
  readonly phoneDigest: Buffer | null
  /** The organisation whose people and policies it concerns. */
  readonly orgId: number
}

interface Wish {
  readonly channel: Channel
  readonly to: To
}

/** Who gets a message, and by which channel; nobody where a person died or left, or cannot be reached so. */
export async function recipientsOf(context: Context, { channel, to }: Wish): Promise<Recipient[]> {
  if ('retireeId' in to) return personOf(context, channel, to.retireeId)
  if ('phone' in to) return numberOf(context, to)
  if ('accountId' in to) return staffOf(context, sql`post.account_id = ${to.accountId}`)
  return staffOf(context, sql`post.org_id = ${to.orgId}`)
}

async function personOf(context: Context, channel: Channel, id: number): Promise<Recipient[]> {
  const person = await reachableRetirees(context)
    .select(['id', 'fullName', 'mobile', 'residenceAddress', 'homeId', 'leftOn'])
    .where('id', '=', id)
    .executeTakeFirst()
  if (!person || person.leftOn !== null) return []
  const base = { channel, retireeId: id, accountId: null, orgId: person.homeId }
  const name = person.fullName
  if (channel === 'inApp') return [{ ...base, address: null, phoneDigest: null }]
  if (channel === 'letter') {
    const place = person.residenceAddress
    return place ? [{ ...base, address: { name, place }, phoneDigest: null }] : []
  }
  const phone = mobileIn(person.mobile)
  return phone ? [{ ...base, address: { name, phone }, phoneDigest: digestOf(context, phone) }] : []
}

async function numberOf(
  context: Context,
  to: { readonly phone: string; readonly name: string },
): Promise<Recipient[]> {
  const phone = mobileIn(to.phone)
  if (!phone || (await isOfTheDead(context, phone))) return []
  const { actor } = context
  const address = { name: to.name, phone }
  const phoneDigest = digestOf(context, phone)
  const orgId = actor.role === 'system' ? await homeBureau(context) : actor.orgId
  return [{ channel: 'sms', retireeId: null, accountId: null, address, phoneDigest, orgId }]
}

async function homeBureau({ actor, db }: Context): Promise<number> {
  if (actor.orgId > 0) return actor.orgId
  const { rows } = await sql<{ id: number }>`
    select id from org where kind = 'bureau' and dissolved_on is null order by id limit 1`.execute(
    db,
  )
  return rows[0]?.id ?? 0
}

/** The number of someone who died, and of nobody else: no survivor, spouse or successor uses it. */
export async function isOfTheDead({ db }: Pick<Context, 'db'>, phone: string): Promise<boolean> {
  const like = `%${phone}%`
  const { rows } = await sql<{ dead: boolean }>`
    select exists (select from retiree where mobile like ${like} and left_reason = 'deceased')
      and not exists (select from retiree where mobile like ${like} and left_on is null)
      and not exists (select from contact where phone like ${like} and ended_on is null) as dead`.execute(
    db,
  )
  return rows[0]?.dead === true
}

/** Staff are told in the inbox; holders of the three offices are told nothing of this. */
async function staffOf(
  { db, today }: Context,
  chosen: ReturnType<typeof sql>,
): Promise<Recipient[]> {
  const { rows } = await sql<{ accountId: number; orgId: number }>`
    select distinct on (post.account_id) post.account_id, post.org_id
    from post join account on account.id = post.account_id
    where ${chosen} and account.ended_on is null and post.role <> all (${[...offices]}::text[])
      and post.valid_from <= ${today}::date
      and (post.valid_to is null or post.valid_to > ${today}::date)
    order by post.account_id, post.id`.execute(db)
  return rows.map(({ accountId, orgId }) => ({
    channel: 'inApp',
    retireeId: null,
    accountId,
    orgId,
    address: null,
    phoneDigest: null,
  }))
}

/** The first mobile number in a text. */
function mobileIn(text: string | null): string | undefined {
  return readPhones(text ?? '')?.find(({ kind }) => kind === 'mobile')?.number
}

/** Equal numbers are counted together without being kept in clear. */
export function digestOf({ vault }: Pick<Context, 'vault'>, phone: string): Buffer {
  return vault.digest('lookup', `message:${phone}`)
}
