import { sql } from 'kysely'
import * as z from 'zod'
import { command, type Context } from '#src/kernel/operation.ts'
import { queueMessage } from '#src/messages/queue.ts'
import { requireOrg } from '#src/orgs/reach.ts'
import { festivalKinds } from './festival.ts'
import { demandOpenFestival, requireFestival, type FestivalRow } from './sums.ts'

/** So many at a time, so that a county of thousands keeps no transaction long. */
const atOnce = 200

/** How far the greetings of a round have come. */
export interface Greeted {
  readonly queued: number
  /** Who has no number or address on record, by name. */
  readonly unreachable: readonly string[]
  /** The number after which to go on; absent when everyone was asked. */
  readonly next?: number
}

interface Greetee {
  readonly retireeId: number
  readonly fullName: string
  readonly ordinal: number
}

export const greeting = {
  'festivals.greet': command({
    title: '发送节日问候',
    permission: 'festivals.manage',
    repeatable: true,
    input: z.strictObject({
      id: z.int('请选择节日慰问'),
      channel: z.enum(['sms', 'letter'], '请选择短信或信函'),
      /** Goes on after this place of the list. */
      after: z.int().min(0).default(0),
    }),
    async run(context, { id, channel, after }): Promise<Greeted> {
      const festival = await requireFestival(context, id)
      demandOpenFestival(festival)
      const sender = await requireOrg(context, context.actor.orgId)
      const people = await greetees(context, { id, channel, after })
      const unreachable: string[] = []
      for (const person of people) {
        const ids = await greet(context, { festival, channel, from: sender.name }, person)
        if (ids.length === 0) unreachable.push(person.fullName)
      }
      const queued = people.length - unreachable.length
      const detail = { channel, queued, unreachable: unreachable.length }
      context.record({ name: 'festival.greeted', subject: 'festival', subjectId: id, detail })
      const last = people.length === atOnce ? people.at(-1) : undefined
      return { queued, unreachable, ...(last && { next: last.ordinal }) }
    },
  }),
}

interface Card {
  readonly festival: FestivalRow
  readonly channel: 'sms' | 'letter'
  readonly from: string
}

async function greet(
  context: Context,
  { festival: { id, kind, name }, channel, from }: Card,
  { retireeId, fullName }: Greetee,
): Promise<readonly number[]> {
  const festival = kind === 'localDay' ? name : festivalKinds[kind].title
  const { ids } = await queueMessage(context, {
    template: 'festivalGreeting',
    channel,
    to: { retireeId },
    values: { name: `${fullName}同志`, festival, org: from },
    about: { subject: 'festival', id },
  })
  return ids
}

/** Those on the list, alive and here, whom this round has not greeted that way; a letter goes to a household once. */
async function greetees(
  { db }: Context,
  { id, channel, after }: { id: number; channel: 'sms' | 'letter'; after: number },
): Promise<Greetee[]> {
  const once =
    channel === 'letter' ? sql`q.household = p.household` : sql`q.retiree_id = p.retiree_id`
  const { rows } = await sql<Greetee>`
    select p.retiree_id, r.full_name, p.ordinal
    from festival_person p join retiree r on r.id = p.retiree_id
    where p.festival_id = ${id} and p.ordinal > ${after}::int and r.left_on is null
      and not exists (
        select from message m join festival_person q on q.retiree_id = m.retiree_id
        where m.about_subject = 'festival' and m.about_id = ${id} and m.channel = ${channel}
          and q.festival_id = p.festival_id and ${once})
      and (${channel} = 'sms' or not exists (
        select from festival_person q join retiree o on o.id = q.retiree_id
        where q.festival_id = p.festival_id and q.household = p.household
          and q.ordinal < p.ordinal and o.left_on is null))
    order by p.ordinal limit ${atOnce}::int`.execute(db)
  return rows
}
