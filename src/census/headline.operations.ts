import { sql } from 'kysely'
import * as z from 'zod'
import { command, query, type Context } from '#src/kernel/operation.ts'
import { demand, Refusal } from '#src/kernel/refusal.ts'
import { requireOrg } from '#src/orgs/reach.ts'
import { labelOf } from '#src/roster/codes.ts'
import { list, type Headline } from '#src/roster/list.operations.ts'
import {
  refusalOfPopulation,
  SetPopulation,
  shareOf,
  withheld,
  type PopulationShare,
  type RegionFigure,
  type SmallCell,
} from './population.ts'
import { seenBy } from './stays.sql.ts'

export interface CensusHeadline extends Headline {
  /** Null where the post is not that of a region, whose population is known. */
  readonly population: PopulationShare | null
}

export const headlines = {
  'census.headline': query({
    title: '查看统计概况',
    permission: 'census.read',
    input: z.strictObject({ orgId: z.int().optional() }),
    async run(context, { orgId }): Promise<CensusHeadline> {
      const org = await requireOrg(context, orgId ?? context.actor.scopeId)
      const counts = await list['roster.headline'].run(context, {
        filters: orgId === undefined ? {} : { orgId },
      })
      const isRegion = org.kind === 'region'
      const population = isRegion ? shareOf(await figuresBelow(context, org.id)) : null
      return { ...counts, population }
    },
  }),

  'census.populations': query({
    title: '查看老年人口数',
    permission: 'census.read',
    input: z.strictObject({}),
    async run(context): Promise<Populations> {
      const regions = await figuresBelow(context, context.actor.scopeId)
      const history = await context.db
        .selectFrom('population60')
        .innerJoin('org', 'org.id', 'population60.regionId')
        .leftJoin('account', 'account.id', 'population60.accountId')
        .select(['population60.id', 'org.name as region', 'population60.year', 'persons'])
        .select(['population60.source', 'documentNo', 'recordedAt', 'account.name as by'])
        .where('regionId', 'in', [-1, ...regions.map(({ id }) => id)])
        .orderBy('population60.id', 'desc')
        .limit(200)
        .execute()
      return { regions, history }
    },
  }),

  'census.setPopulation': command({
    title: '登记老年人口数',
    permission: 'census.manage',
    input: SetPopulation,
    async run(context, { documentNo = null, ...figure }): Promise<{ id: number }> {
      const region = await requireOrg(context, figure.regionId)
      if (region.kind !== 'region')
        throw new Refusal('invalid', 'census.noRegion', '请选择地区', 'regionId')
      const registered = shareBase(await figuresBelow(context, region.id))
      demand(refusalOfPopulation(figure, registered, context.today))
      const { accountId } = context.actor
      const { id } = await context.db
        .insertInto('population60')
        .values({ ...figure, documentNo, accountId, recordedAt: context.now })
        .returning('id')
        .executeTakeFirstOrThrow()
      const detail = { year: figure.year, persons: figure.persons }
      const [name, subject] = ['population.stated', 'org'] as const
      context.record({ name, subject, subjectId: region.id, detail })
      return { id }
    },
  }),

  'census.ethnicity': query({
    title: '查看民族构成',
    permission: 'census.read',
    input: z.strictObject({}),
    async run(context): Promise<SmallCell[]> {
      const { rows } = await sql<{ code: string; count: number }>`
        select coalesce(r.ethnicity, '') as code, count(*)::integer as count from retiree r
        where ${seenBy(context)} and r.left_on is null
        group by 1 order by count desc, code`.execute(context.db)
      return withheld(
        rows.map((row) => ({
          ...row,
          name: row.code ? labelOf('ethnicity', row.code) : '未登记',
        })),
      )
    },
  }),
}

export interface Populations {
  readonly regions: readonly RegionFigure[]
  readonly history: readonly {
    readonly id: number
    readonly region: string
    readonly year: number
    readonly persons: number
    readonly source: string
    readonly documentNo: string | null
    readonly recordedAt: Date
    readonly by: string | null
  }[]
}

function shareBase(regions: readonly RegionFigure[]): number {
  return regions.reduce((sum, { people }) => sum + people, 0)
}

/** The regions at and below one, each with its latest figure up to this year and its own people. */
async function figuresBelow(context: Context, regionId: number): Promise<RegionFigure[]> {
  const { rows } = await sql<RegionFigure & { year: number | null; persons: number | null }>`
    with place as (
      select o.id, o.name, o.path from org o
      where o.kind = 'region' and o.dissolved_on is null and o.path @> array[${regionId}::int]
    ), home as (
      select region_of(h.home_id) as region_id, sum(h.people)::integer as people from (
        select r.home_id, count(*) as people from retiree r
        where ${seenBy(context)} and r.left_on is null group by 1
      ) h group by 1
    )
    select p.id, p.name, f.year, f.persons, coalesce(home.people, 0) as people,
      (select above.id from place above where above.id <> p.id and above.id = any (p.path)
        order by array_length(above.path, 1) desc limit 1) as parent_id
    from place p left join home on home.region_id = p.id
    left join lateral (
      select year, persons from population60 where region_id = p.id
        and year <= extract(year from ${context.today}::date) order by year desc, id desc limit 1
    ) f on true
    order by p.path`.execute(context.db)
  return rows.map(({ year, persons, ...region }) => ({
    ...region,
    figure: year !== null && persons !== null ? { year, persons } : null,
  }))
}
