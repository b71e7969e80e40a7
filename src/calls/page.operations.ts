import { sql } from 'kysely'
import * as z from 'zod'
import { query, type Context } from '#src/kernel/operation.ts'
import { groupOf } from '#src/contactGroups/group.ts'
import { labelOf } from '#src/roster/codes.ts'
import { readPhones } from '#src/roster/phone.ts'
import type { CallState, Closing } from './call.ts'
import { deskOf } from './desk.ts'
import { maskName } from './maskName.ts'
import { holderOf, noSuchToken } from './token.ts'

/** What the holder of a card sees: whom to ring, and whether somebody is coming. */
export interface OwnPage {
  /** 王** */
  readonly name: string
  readonly contact: Line | null
  readonly desk: Line | null
  /** By relation only: 女儿. */
  readonly family: readonly Line[]
  readonly call: OwnCall | null
}

export interface Line {
  readonly title: string
  readonly phone: string
}

export interface OwnCall {
  readonly state: CallState
  readonly receivedAt: Date
  readonly presses: number
  readonly by: string | null
  readonly acknowledgedAt: Date | null
  readonly dispatchedAt: Date | null
  readonly closing: Closing | null
}

export const ownPage = {
  'calls.ownPage': query({
    title: '本人的一键呼叫页',
    permission: 'system.run',
    input: z.strictObject({ token: z.string().max(40) }),
    async run(context, { token }): Promise<OwnPage> {
      const { db, today } = context
      const holder = await holderOf(db, token)
      if (!holder || holder.revoked) throw noSuchToken()
      const { retireeId } = holder
      const person = await db
        .selectFrom('retiree')
        .select('fullName')
        .where('id', '=', retireeId)
        .executeTakeFirstOrThrow()
      const { deskId } = await deskOf(db, retireeId, today)
      return {
        name: maskName(person.fullName),
        contact: await contactOf(context, retireeId),
        desk: await deskLine(context, deskId),
        family: await familyOf(context, retireeId),
        call: await callOf(context, retireeId),
      }
    },
  }),
}

async function contactOf({ db }: Context, retireeId: number): Promise<Line | null> {
  const leader = (await groupOf(db, retireeId))?.leader
  const phone = leader?.phone && dialled(leader.phone)
  return leader && phone ? { title: leader.name, phone } : null
}

async function deskLine({ db }: Context, deskId: number): Promise<Line | null> {
  const desk = await db
    .selectFrom('org')
    .select(['name', 'phone'])
    .where('id', '=', deskId)
    .executeTakeFirst()
  const phone = desk?.phone && dialled(desk.phone)
  return phone ? { title: desk.name, phone } : null
}

async function familyOf({ db }: Context, retireeId: number): Promise<Line[]> {
  const rows = await db
    .selectFrom('contact')
    .select(['relation', 'phone'])
    .where('retireeId', '=', retireeId)
    .where('endedOn', 'is', null)
    .where('isEmergency', '=', true)
    .where('phone', 'is not', null)
    .orderBy('id')
    .limit(2)
    .execute()
  return rows.flatMap(({ relation, phone }) => {
    const number = dialled(phone ?? '')
    return number ? [{ title: labelOf('relation', relation), phone: number }] : []
  })
}

async function callOf({ db, now }: Context, retireeId: number): Promise<OwnCall | null> {
  const { rows } = await sql<OwnCall>`
    select call.state, call.received_at, call.presses, account.name as by, call.acknowledged_at,
      call.dispatched_at, call.closing
    from call left join account on account.id = call.acknowledged_by
    where call.retiree_id = ${retireeId} and call.source = 'page'
      and (call.state <> 'closed' or call.closed_at > ${now}::timestamptz - interval '15 minutes')
    order by call.id desc limit 1`.execute(db)
  return rows[0] ?? null
}

/** The first number of a text, as a telephone dials it. */
function dialled(text: string): string | undefined {
  return readPhones(text)?.[0]?.number.replace(/-(?=\d{5,})/, '')
}
