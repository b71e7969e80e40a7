import { sql } from 'kysely'
import { command, type Context } from '#src/kernel/operation.ts'
import { demand, Refusal } from '#src/kernel/refusal.ts'
import { noteChange } from './change.ts'
import {
  AmendCareEvent,
  EndCareEvent,
  RecordCareEvent,
  refusalOfEvent,
  WithdrawCareEvent,
} from './event.ts'
import { requireKnown } from './person.ts'
import { nextId, sealed } from './seal.ts'
import { known } from './sight.ts'

export const careEvents = {
  'health.recordEvent': command({
    title: '登记丧亲、需要调解、生活困难',
    permission: 'health.record',
    input: RecordCareEvent,
    async run(context, input): Promise<{ eventId: number }> {
      const { retireeId, noticedOn = context.today, ...event } = input
      const { lastAlive } = await requireKnown(context, retireeId)
      demand(refusalOfEvent({ ...event, noticedOn }, context.today, lastAlive))
      const id = await nextId(context, 'care_event')
      const { accountId, orgId } = context.actor
      const note = 'note' in event ? sealed(context, 'care_event', id, event.note) : null
      await context.db
        .insertInto('careEvent')
        .values({
          ...event,
          id,
          retireeId,
          noticedOn,
          note,
          accountId,
          orgId,
          recordedAt: context.now,
        })
        .execute()
      const detail = { eventId: id, kind: event.kind, happenedOn: event.happenedOn }
      context.record({ name: 'event.recorded', subject: 'retiree', subjectId: retireeId, detail })
      return { eventId: id }
    },
  }),

  'health.amendEvent': command({
    title: '更正事件日期',
    permission: 'health.record',
    input: AmendCareEvent,
    async run(context, { eventId, happenedOn, why }): Promise<void> {
      const { event, lastAlive } = await requireEvent(context, eventId)
      demand(refusalOfEvent({ happenedOn, noticedOn: event.noticedOn }, context.today, lastAlive))
      if (event.endedOn && happenedOn > event.endedOn)
        throw new Refusal('invalid', 'health.endedBefore', '发生日期晚于结束日期', 'happenedOn')
      await write(context, eventId, { happenedOn })
      await keep(context, event, 'amended', why, { happenedOn })
    },
  }),

  'health.endEvent': command({
    title: '登记事件已了结',
    permission: 'health.record',
    input: EndCareEvent,
    async run(context, { eventId, endedOn, why }): Promise<void> {
      const { event } = await requireEvent(context, eventId)
      const say = (message: string) => new Refusal('invalid', 'health.wrongEnd', message, 'endedOn')
      if (event.kind === 'bereavement')
        throw new Refusal('conflict', 'health.noEnd', '丧亲不登记了结；登记有误的请撤销')
      if (event.endedOn)
        throw new Refusal('conflict', 'health.alreadyEnded', `已登记 ${event.endedOn} 了结`)
      if (endedOn > context.today) throw say('结束日期不能晚于今天')
      if (endedOn < event.happenedOn) throw say('结束日期不能早于发生日期')
      await write(context, eventId, { endedOn })
      await keep(context, event, 'ended', why, { endedOn })
    },
  }),

  'health.withdrawEvent': command({
    title: '撤销事件登记',
    permission: 'health.record',
    input: WithdrawCareEvent,
    async run(context, { eventId, why }): Promise<void> {
      const { event } = await requireEvent(context, eventId)
      await write(context, eventId, { withdrawnOn: context.today })
      await keep(context, event, 'withdrawn', why, {})
    },
  }),
}

type Event = Awaited<ReturnType<typeof requireEvent>>['event']

/** An event that the actor may know of, with its person locked; else it does not exist. */
async function requireEvent(context: Context, eventId: number) {
  const missing = new Refusal('missing', 'health.noSuchEvent', '没有这条登记')
  const rules = ['disputeVisit', 'hardshipVisit', 'bereavementVisit'] as const
  const { rows } = await sql<{ retireeId: number }>`
    select e.retiree_id from care_event e join retiree on retiree.id = e.retiree_id
    where e.id = ${eventId} and e.withdrawn_on is null
      and ${known(context, 'e', rules)}`.execute(context.db)
  if (!rows[0]) throw missing
  const { lastAlive } = await requireKnown(context, rows[0].retireeId)
  const event = await context.db
    .selectFrom('careEvent')
    .selectAll()
    .where('id', '=', eventId)
    .where('withdrawnOn', 'is', null)
    .executeTakeFirst()
  if (!event) throw missing
  return { event, lastAlive }
}

function write({ db }: Context, eventId: number, values: Partial<Record<Changed, string>>) {
  return db.updateTable('careEvent').set(values).where('id', '=', eventId).execute()
}
type Changed = 'happenedOn' | 'endedOn' | 'withdrawnOn'

function keep(
  context: Context,
  event: Event,
  what: 'amended' | 'ended' | 'withdrawn',
  why: string,
  after: object,
): Promise<void> {
  const about = { retireeId: event.retireeId, subject: 'event', subjectId: event.id } as const
  return noteChange(context, { ...about, what, why, before: event, after })
}
