import { sql } from 'kysely'
import * as z from 'zod'
import { revokeToken } from '#src/calls/token.ts'
import { command, query, type Context } from '#src/kernel/operation.ts'
import { Refusal } from '#src/kernel/refusal.ts'
import { cardStates, EndCard, GiveCard, type CardRow, type CardState } from './card.ts'

export const issuing = {
  'contactCards.list': query({
    title: '查看联系卡发放记录',
    permission: 'contacts.read',
    input: z.strictObject({
      retireeId: z.int().optional(),
      groupId: z.int().optional(),
      state: z.enum(Object.keys(cardStates) as CardState[], '没有这种状态').optional(),
      from: z.int().min(0).max(1_000_000).default(0),
      limit: z.int().min(1).max(200, '每页最多 200 张').default(50),
    }),
    run: listed,
  }),

  'contactCards.give': command({
    title: '登记发放联系卡',
    permission: 'contacts.record',
    input: GiveCard,
    async run(context, { id, happenedOn, byWhom, toWhom }): Promise<void> {
      const card = await requireCard(context, id)
      if (card.state !== 'printed')
        throw new Refusal('conflict', 'contactCards.notNew', `这张卡${cardStates[card.state]}`)
      refuseDay(context, card, happenedOn)
      await note(context, card, { kind: 'given', happenedOn, byWhom, toWhom })
    },
  }),

  'contactCards.end': command({
    title: '登记联系卡遗失、收回',
    permission: 'contacts.record',
    input: EndCard,
    async run(context, { id, kind, happenedOn, byWhom }): Promise<void> {
      const card = await requireCard(context, id)
      if (card.state === 'lost' || card.state === 'withdrawn')
        throw new Refusal('conflict', 'contactCards.ended', `这张卡${cardStates[card.state]}`)
      refuseDay(context, card, happenedOn)
      // Whoever finds a lost card must not be able to call in the person's name.
      await revokeToken(context, card.retireeId)
      await note(context, card, { kind, happenedOn, byWhom, toWhom: null })
    },
  }),
}

type Card = Pick<CardRow, 'id' | 'retireeId' | 'number' | 'printedOn' | 'state'>

const stateSql = sql`coalesce(
  (select e.kind from contact_card_event e where e.card_id = c.id order by e.kind <> 'given' desc limit 1),
  'printed')`

async function requireCard({ db, actor }: Context, id: number): Promise<Card> {
  const { rows } = await sql<Card>`
    select c.id, c.retiree_id, c.number, c.printed_on, ${stateSql} as state
    from contact_card c join retiree r on r.id = c.retiree_id
    where c.id = ${id}::bigint and r.reach @> array[${actor.scopeId}::int]`.execute(db)
  const [found] = rows
  if (!found) throw new Refusal('missing', 'contactCards.noSuchCard', '没有这张联系卡')
  return found
}

function refuseDay({ today }: Context, { printedOn }: Card, on: string): void {
  if (on > today)
    throw new Refusal('invalid', 'contactCards.wrongDay', '日期不能晚于今天', 'happenedOn')
  if (on < printedOn)
    throw new Refusal(
      'invalid',
      'contactCards.wrongDay',
      `日期不能早于打印的 ${printedOn}`,
      'happenedOn',
    )
}

interface Happened {
  readonly kind: 'given' | 'lost' | 'withdrawn'
  readonly happenedOn: string
  readonly byWhom: string
  readonly toWhom: string | null
}

async function note(context: Context, card: Card, happened: Happened): Promise<void> {
  await context.db
    .insertInto('contactCardEvent')
    .values({
      ...happened,
      cardId: card.id,
      retireeId: card.retireeId,
      accountId: context.actor.accountId,
    })
    .execute()
  context.record({
    name: `contactCard.${happened.kind}`,
    subject: 'retiree',
    subjectId: card.retireeId,
    detail: { number: card.number, happenedOn: happened.happenedOn },
  })
}

interface Wanted {
  readonly retireeId?: number | undefined
  readonly groupId?: number | undefined
  readonly state?: CardState | undefined
  readonly from: number
  readonly limit: number
}

export interface CardPage {
  readonly total: number
  readonly rows: readonly CardRow[]
}

async function listed({ db, actor }: Context, wanted: Wanted): Promise<CardPage> {
  const { retireeId, groupId, state, from, limit } = wanted
  const { rows } = await sql<CardRow & { total: number }>`
    select x.*, (count(*) over ())::integer as total from (
      select c.id, c.number, c.retiree_id, r.full_name, g.name as "group", c.printed_on,
        ${stateSql} as state,
        exists (select from contact_card b where b.retiree_id = c.retiree_id and b.id < c.id) as again,
        e.happened_on as given_on, e.by_whom as given_by, e.to_whom as given_to,
        (select max(happened_on) from contact_card_event o
          where o.card_id = c.id and o.kind <> 'given') as ended_on
      from contact_card c join retiree r on r.id = c.retiree_id
      left join contact_group g on g.id = c.group_id
      left join contact_card_event e on e.card_id = c.id and e.kind = 'given'
      where r.reach @> array[${actor.scopeId}::int]
        and (${retireeId ?? null}::bigint is null or c.retiree_id = ${retireeId ?? null}::bigint)
        and (${groupId ?? null}::bigint is null or c.group_id = ${groupId ?? null}::bigint)
    ) x where ${state ?? null}::text is null or x.state = ${state ?? null}::text
    order by x.id desc limit ${limit}::int offset ${from}::int`.execute(db)
  return {
    total: rows[0]?.total ?? 0,
    rows: rows.map(({ total: _total, ...row }) => row),
  }
}
