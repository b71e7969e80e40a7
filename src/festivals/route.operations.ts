import { sql } from 'kysely'
import * as z from 'zod'
import { command, type Context } from '#src/kernel/operation.ts'
import { Refusal } from '#src/kernel/refusal.ts'
import { demandOpenFestival, lastResults, requireFestival } from './sums.ts'

const Name = z
  .string('请填写路线名称')
  .trim()
  .min(1, '请填写路线名称，例如：城东一线')
  .max(40, '路线名称最多 40 个字')
const Leader = z.string('请填写带队人').trim().min(1, '请填写带队人').max(60, '带队人最多 60 个字')

/** Divides by area or unit, or takes the chosen people; their households always come along. */
const People = z.discriminatedUnion('by', [
  z.strictObject({
    by: z.literal('people'),
    retireeIds: z.array(z.int()).min(1, '请选择人员').max(200, '一次最多 200 人'),
  }),
  z.strictObject({ by: z.literal('unit'), orgId: z.int('请选择单位') }),
  z.strictObject({ by: z.literal('community'), orgId: z.int('请选择社区') }),
])

export const routes = {
  'festivals.addRoute': command({
    title: '编排慰问路线',
    permission: 'festivals.manage',
    input: z.strictObject({
      id: z.int('请选择节日慰问'),
      name: Name,
      leader: Leader,
      goingOn: z.iso.date('请填写日期'),
      people: People,
    }),
    async run(context, { id, people, ...route }): Promise<{ routeId: number; people: number }> {
      const festival = await requireFestival(context, id)
      demandOpenFestival(festival)
      if (route.goingOn < festival.fromOn || route.goingOn > festival.dueOn)
        throw new Refusal(
          'invalid',
          'festivals.outsideRound',
          `日期应在 ${festival.fromOn} 到 ${festival.dueOn} 之间`,
          'goingOn',
        )
      const made = await context.db
        .insertInto('festivalRoute')
        .values({ ...route, festivalId: id })
        .onConflict((clash) => clash.doNothing())
        .returning('id')
        .executeTakeFirst()
      if (!made)
        throw new Refusal('conflict', 'festivals.routeTaken', '已有同名路线，请换一个名称', 'name')
      const placed = await place(context, id, made.id, people)
      if (placed === 0)
        throw new Refusal('conflict', 'festivals.nobodyLeft', '这里的人都已在别的路线上', 'people')
      const detail = { routeId: made.id, people: placed }
      context.record({ name: 'festival.routed', subject: 'festival', subjectId: id, detail })
      return { routeId: made.id, people: placed }
    },
  }),

  'festivals.removeRoute': command({
    title: '撤销慰问路线',
    permission: 'festivals.manage',
    input: z.strictObject({ id: z.int('请选择节日慰问'), routeId: z.int('请选择路线') }),
    async run(context, { id, routeId }): Promise<void> {
      demandOpenFestival(await requireFestival(context, id))
      const { db } = context
      await db
        .deleteFrom('festivalStop')
        .where('routeId', '=', routeId)
        .where('festivalId', '=', id)
        .execute()
      const gone = await db
        .deleteFrom('festivalRoute')
        .where('id', '=', routeId)
        .where('festivalId', '=', id)
        .returning('id')
        .executeTakeFirst()
      if (!gone) throw new Refusal('missing', 'festivals.noSuchRoute', '没有这条路线')
      context.record({ name: 'festival.unrouted', subject: 'festival', subjectId: id })
    },
  }),
}

/** Puts people who are on no route yet on this one, whole households. */
async function place(
  { db }: Context,
  festivalId: number,
  routeId: number,
  people: z.output<typeof People>,
): Promise<number> {
  const chosen =
    people.by === 'people'
      ? sql`p.retiree_id = any (${people.retireeIds}::bigint[])`
      : sql`${sql.ref(people.by === 'unit' ? 'p.unit_id' : 'p.community_id')} = ${people.orgId}`
  const { numAffectedRows } = await sql`
    insert into festival_stop (festival_id, retiree_id, route_id)
    select q.festival_id, q.retiree_id, ${routeId} from festival_person q
    join retiree r on r.id = q.retiree_id
    where q.festival_id = ${festivalId} and q.household in (
      select p.household from festival_person p where p.festival_id = ${festivalId} and ${chosen})
    on conflict do nothing`.execute(db)
  return Number(numAffectedRows ?? 0)
}

export interface RouteRow {
  readonly id: number
  readonly name: string
  readonly leader: string
  readonly goingOn: string
  readonly people: number
  readonly households: number
  readonly amountFen: number
  readonly done: number
}

/** The routes of a festival with whom they reach, in the order of days. */
export async function routesOf({ db }: Context, festivalId: number): Promise<RouteRow[]> {
  const { rows } = await sql<RouteRow>`
    select t.id, t.name, t.leader, t.going_on, count(r.id)::int as people,
      count(distinct p.household) filter (where r.id is not null)::int as households,
      coalesce(sum(p.amount_fen) filter (where r.id is not null), 0)::bigint as amount_fen,
      (count(l.result) filter (where r.id is not null))::int as done
    from festival_route t
    left join festival_stop k on k.route_id = t.id
    left join festival_person p on p.festival_id = k.festival_id and p.retiree_id = k.retiree_id
    left join retiree r on r.id = p.retiree_id
    left join (${lastResults}) l on l.festival_id = p.festival_id and l.retiree_id = p.retiree_id
    where t.festival_id = ${festivalId} group by t.id order by t.going_on, t.name`.execute(db)
  return rows
}

/** The route of a festival; one of another festival does not count. */
export async function requireRoute(context: Context, festivalId: number, routeId: number) {
  const found = (await routesOf(context, festivalId)).find(({ id }) => id === routeId)
  if (!found) throw new Refusal('missing', 'festivals.noSuchRoute', '没有这条路线')
  return found
}
