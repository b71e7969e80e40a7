import { sql } from 'kysely'
import * as z from 'zod'
import { command, query } from '#src/kernel/operation.ts'
import { demandAll, Refusal } from '#src/kernel/refusal.ts'
import { requireOrg } from '#src/orgs/reach.ts'
import { OpenFestival, refusalsOfDays, type Exception, type Result } from './festival.ts'
import { keepFestival, listedOn } from './freeze.ts'
import { greeting } from './greet.operations.ts'
import { exceptionCounts, peopleOf, PeopleWanted, type PeoplePage } from './people.ts'
import { printing } from './print.operations.ts'
import { recording } from './result.operations.ts'
import { routes, routesOf, type RouteRow } from './route.operations.ts'
import {
  demandOpenFestival,
  festivalRows,
  requireFestival,
  resultCounts,
  sumsBy,
  sumsByStandard,
  type FestivalRow,
  type StandardRow,
  type SumRow,
} from './sums.ts'

const Id = z.strictObject({ id: z.int('请选择节日慰问') })

export const festivals = {
  'festivals.list': query({
    title: '查看节日慰问',
    permission: 'festivals.read',
    input: z.strictObject({}),
    run: (context): Promise<FestivalRow[]> => festivalRows(context, sql`true`),
  }),

  'festivals.get': query({
    title: '查看节日慰问进度',
    permission: 'festivals.read',
    input: Id,
    async run(context, { id }): Promise<FestivalPage> {
      const festival = await requireFestival(context, id)
      return {
        ...festival,
        standards: await sumsByStandard(context, id),
        units: await sumsBy(context, id, 'unit_id'),
        communities: await sumsBy(context, id, 'community_id'),
        exceptions: await exceptionCounts(context, id),
        results: await resultCounts(context, id),
        routes: await routesOf(context, id),
      }
    },
  }),

  'festivals.people': query({
    title: '查看慰问对象',
    permission: 'festivals.read',
    input: PeopleWanted,
    async run(context, wanted): Promise<PeoplePage> {
      await requireFestival(context, wanted.id)
      return peopleOf(context, wanted)
    },
  }),

  'festivals.open': command({
    title: '开展节日慰问',
    permission: 'festivals.manage',
    input: OpenFestival,
    async run(context, input): Promise<{ id: number; people: number; totalFen: number }> {
      demandAll(refusalsOfDays(input, context.today))
      const org = await requireOrg(context, input.orgId ?? context.actor.scopeId)
      const listed = await listedOn(context, org.id, input)
      const id = await keepFestival(context, org.id, input, listed)
      context.record({
        name: 'festival.opened',
        subject: 'festival',
        subjectId: id,
        detail: { people: listed.length, cutOffOn: input.cutOffOn },
      })
      const amounts = listed.map(({ standard }) => input.standards[standard - 1]?.amountFen ?? 0)
      const totalFen = amounts.reduce((sum, fen) => sum + fen, 0)
      return { id, people: listed.length, totalFen }
    },
  }),

  'festivals.close': command({
    title: '结束节日慰问',
    permission: 'festivals.manage',
    input: Id,
    async run(context, { id }): Promise<FestivalRow> {
      const festival = await requireFestival(context, id)
      await requireOrg(context, festival.orgId)
      demandOpenFestival(festival)
      if (festival.rest > 0)
        throw new Refusal(
          'conflict',
          'festivals.unfinished',
          `还有 ${festival.rest} 人没有登记结果，每个人都要有着落才能结束`,
        )
      await context.db
        .updateTable('festival')
        .set({ closedOn: context.today, closedBy: context.actor.accountId })
        .where('id', '=', id)
        .execute()
      context.record({ name: 'festival.closed', subject: 'festival', subjectId: id })
      return { ...festival, closedOn: context.today }
    },
  }),

  ...routes,
  ...recording,
  ...printing,
  ...greeting,
}

export interface FestivalPage extends FestivalRow {
  readonly standards: readonly StandardRow[]
  readonly units: readonly SumRow[]
  readonly communities: readonly SumRow[]
  readonly exceptions: Partial<Record<Exception, number>>
  readonly results: Partial<Record<Result, number>>
  readonly routes: readonly RouteRow[]
}
