import { sql, type RawBuilder } from 'kysely'
import * as z from 'zod'
import { command, query, type Context } from '#src/kernel/operation.ts'
import { demandAll, Refusal } from '#src/kernel/refusal.ts'
import { requireOrg } from '#src/orgs/reach.ts'
import {
  OpenCampaign,
  refusalsOfDays,
  type CampaignRow,
  type Progress,
  type ProgressRow,
} from './campaign.ts'
import { belongedTo, seenBy, staysSql, tieOn } from './stays.sql.ts'

/** A campaign of more people than this is worked into the ledger by the queue. */
const atOnce = 20_000
const Id = z.strictObject({ id: z.int('请选择核实活动') })

export const campaigns = {
  'campaigns.list': query({
    title: '查看核实活动',
    permission: 'campaigns.read',
    input: z.strictObject({}),
    run: (context): Promise<CampaignRow[]> => campaignRows(context, sql`true`),
  }),

  'campaigns.get': query({
    title: '查看核实进度',
    permission: 'campaigns.read',
    input: Id,
    async run(context, { id }): Promise<CampaignPage> {
      const campaign = await requireCampaign(context, id)
      return {
        ...campaign,
        units: await progressBy(context, id, 'unit_id'),
        communities: await progressBy(context, id, 'community_id'),
      }
    },
  }),

  'campaigns.rest': query({
    title: '查看未核实人员',
    permission: 'campaigns.read',
    input: z.strictObject({
      ...Id.shape,
      /** 0 for those without one. */
      unitId: z.int().optional(),
      communityId: z.int().optional(),
      from: z.int().min(0).default(0),
      limit: z.int().min(1).max(200, '每页最多 200 人').default(50),
    }),
    async run(context, { id, unitId, communityId, from, limit }): Promise<RestPage> {
      await requireCampaign(context, id)
      const { rows } = await sql<RestRow & { total: number }>`
        select r.id, r.full_name, u.name as unit, o.name as community, r.verified_on,
          (count(*) over ())::integer as total
        from (${stateSql(context, sql`m.campaign_id = ${id}`)}) s
        join retiree r on r.id = s.retiree_id
        left join org u on u.id = s.unit_id left join org o on o.id = s.community_id
        where s.state = 'rest' and ${among('s.unit_id', unitId)}
          and ${among('s.community_id', communityId)}
        order by u.name nulls last, r.name_pinyin, r.id
        limit ${limit}::int offset ${from}::int`.execute(context.db)
      return { total: rows[0]?.total ?? 0, rows: rows.map(({ total: _total, ...row }) => row) }
    },
  }),

  'campaigns.open': command({
    title: '开展核实活动',
    permission: 'campaigns.manage',
    input: OpenCampaign,
    async run(context, input): Promise<{ id: number; people: number }> {
      demandAll(refusalsOfDays(input, context.today))
      const org = await requireOrg(context, input.orgId ?? context.actor.scopeId)
      const { id } = await context.db
        .insertInto('campaign')
        .values({
          ...input,
          orgId: org.id,
          accountId: context.actor.accountId,
          openedAt: context.now,
        })
        .returning('id')
        .executeTakeFirstOrThrow()
      const ids = await takeIn(context, id, org.id, input.cutOffOn)
      if (ids.length === 0)
        throw new Refusal('conflict', 'campaigns.nobody', '这个范围当日没有在册人员', 'orgId')
      announce(context, 'campaign.opened', id, ids)
      return { id, people: ids.length }
    },
  }),

  'campaigns.close': command({
    title: '结束核实活动',
    permission: 'campaigns.manage',
    input: Id,
    async run(context, { id }): Promise<Progress> {
      const campaign = await requireCampaign(context, id)
      await requireOrg(context, campaign.orgId)
      if (campaign.closedOn)
        throw new Refusal('conflict', 'campaigns.closed', `已于 ${campaign.closedOn} 结束`)
      if (context.today < campaign.fromOn)
        throw new Refusal('conflict', 'campaigns.notBegun', `${campaign.fromOn} 才开始`)
      const { people, verified, left, rest } = campaign
      const result = { people, verified, left, rest }
      await context.db
        .updateTable('campaign')
        .set({
          closedOn: context.today,
          closedBy: context.actor.accountId,
          result: JSON.stringify(result),
        })
        .where('id', '=', id)
        .execute()
      announce(context, 'campaign.closed', id, await peopleIn(context, id))
      return result
    },
  }),
}

export interface CampaignPage extends Campaign {
  readonly units: readonly ProgressRow[]
  readonly communities: readonly ProgressRow[]
}

interface Campaign extends CampaignRow {
  readonly orgId: number
}

export interface RestRow {
  readonly id: number
  readonly fullName: string
  readonly unit: string | null
  readonly community: string | null
  readonly verifiedOn: string | null
}
export interface RestPage {
  readonly total: number
  readonly rows: readonly RestRow[]
}

function among(column: string, orgId: number | undefined): RawBuilder<boolean> {
  if (orgId === undefined) return sql`true`
  return orgId === 0 ? sql`${sql.ref(column)} is null` : sql`${sql.ref(column)} = ${orgId}`
}

/** What became of those in campaigns whom the actor may see: a check since the opening comes first. */
function stateSql(context: Context, where: RawBuilder<boolean>): RawBuilder<unknown> {
  return sql`
  select m.campaign_id, m.retiree_id, m.unit_id, m.community_id,
    case when exists (select from verification v where v.retiree_id = m.retiree_id
        and v.verified_on between c.from_on and coalesce(c.closed_on, 'infinity'))
      then 'verified'
      when r.left_on <= coalesce(c.closed_on, 'infinity') then 'left' else 'rest' end as state
  from campaign_person m join campaign c on c.id = m.campaign_id
  join retiree r on r.id = m.retiree_id
  where ${where} and ${seenBy(context)}`
}

const counts = sql`count(*)::integer as people,
  (count(*) filter (where s.state = 'verified'))::integer as verified,
  (count(*) filter (where s.state = 'left'))::integer as "left",
  (count(*) filter (where s.state = 'rest'))::integer as rest`

/** The campaigns in which the actor has people, open ones first, the latest first. */
async function campaignRows(context: Context, where: RawBuilder<boolean>): Promise<Campaign[]> {
  const { rows } = await sql<Campaign>`
    select c.id, c.name, c.cycle, c.org_id, o.name as org_name, c.cut_off_on, c.from_on, c.due_on,
      a.name as opened_by, c.closed_on, c.result, p.people, p.verified, p."left", p.rest
    from campaign c join org o on o.id = c.org_id left join account a on a.id = c.account_id
    join (select s.campaign_id, ${counts} from (${stateSql(context, where)}) s group by 1) p
      on p.campaign_id = c.id
    order by c.closed_on is not null, c.id desc limit 200`.execute(context.db)
  return rows
}

async function requireCampaign(context: Context, id: number): Promise<Campaign> {
  const [found] = await campaignRows(context, sql`c.id = ${id}`)
  if (!found) throw new Refusal('missing', 'campaigns.noSuchCampaign', '没有这次核实活动')
  return found
}

async function progressBy(
  context: Context,
  id: number,
  column: 'unit_id' | 'community_id',
): Promise<ProgressRow[]> {
  const { rows } = await sql<ProgressRow>`
    select s.${sql.ref(column)} as key, coalesce(o.name, '未登记') as name, ${counts}
    from (${stateSql(context, sql`m.campaign_id = ${id}`)}) s
    left join org o on o.id = s.${sql.ref(column)}
    group by 1, 2 order by rest desc, people desc, name limit 2000`.execute(context.db)
  return rows
}

/** Fixes who is in it: those on the register on the cut-off day and still, with that day's ties. */
async function takeIn(
  context: Context,
  campaignId: number,
  orgId: number,
  day: string,
): Promise<number[]> {
  const where = sql<boolean>`${seenBy(context)} and r.left_on is null and ${belongedTo(orgId, day)}`
  const { rows } = await sql<{ retireeId: number }>`
    insert into campaign_person (campaign_id, retiree_id, unit_id, community_id)
    select distinct ${campaignId}::int, s.retiree_id,
      ${tieOn('managingUnit', 's.retiree_id', day)}::int,
      ${tieOn('community', 's.retiree_id', day)}::int
    from (${staysSql(where)}) s
    where s.from_on <= ${day}::date and (s.to_on is null or s.to_on > ${day}::date)
    returning retiree_id`.execute(context.db)
  return rows.map((row) => row.retireeId)
}

async function peopleIn({ db }: Context, campaignId: number): Promise<number[]> {
  const rows = await db
    .selectFrom('campaignPerson')
    .select('retireeId')
    .where('campaignId', '=', campaignId)
    .execute()
  return rows.map(({ retireeId }) => retireeId)
}

/** The duties of everyone named follow in the same transaction, of very many by the queue. */
function announce(context: Context, name: string, id: number, retireeIds: readonly number[]) {
  const large = retireeIds.length > atOnce
  if (large) context.enqueue('duties.refresh', { orgId: context.actor.scopeId })
  const detail = large ? { people: retireeIds.length } : { retireeIds }
  context.record({ name, subject: 'campaign', subjectId: id, detail })
}
