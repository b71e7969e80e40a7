import * as z from 'zod'
import { command, query, type Context } from '#src/kernel/operation.ts'
import { Refusal } from '#src/kernel/refusal.ts'
import { leaveLook, openPerson } from '#src/roster/opening.ts'
import { requireLiving } from '#src/roster/reach.ts'
import { Reason } from './group.ts'
import { SavePlan, type PlanRow } from './plan.ts'

const OfPerson = z.strictObject({ retireeId: z.int('请选择老同志') })

export const plans = {
  'contacts.plans': query({
    title: '查看服务计划',
    permission: 'contacts.read',
    input: OfPerson,
    async run(context, { retireeId }): Promise<PlanRow[]> {
      const person = await openPerson(context, retireeId)
      leaveLook(context, person)
      const rows = await rowsOf(context, retireeId)
      const open = person.decision.sightOfBundle('personal') === 'open'
      return rows.map((row) => ({ ...row, dailyLife: open ? row.dailyLife : null }))
    },
  }),

  'contacts.savePlan': command({
    title: '制定、复查服务计划',
    permission: 'contacts.record',
    input: SavePlan,
    async run(context, { retireeId, contactWish, dailyLife, measures }): Promise<{ id: number }> {
      await requireLiving(context, retireeId)
      const last = await lastOf(context, retireeId)
      const { decision } = await openPerson(context, retireeId)
      const known = decision.sightOfBundle('personal') === 'open'
      return add(context, {
        retireeId,
        kind: last && last.kind !== 'ended' ? 'reviewed' : 'made',
        contactWish: contactWish || null,
        // Whoever may not read it leaves it as it was.
        dailyLife: known ? dailyLife || null : (last?.dailyLife ?? null),
        measures,
        endedWhy: null,
      })
    },
  }),

  'contacts.endPlan': command({
    title: '结束服务计划',
    permission: 'contacts.record',
    input: OfPerson.extend({ reason: Reason }),
    async run(context, { retireeId, reason }): Promise<{ id: number }> {
      await requireLiving(context, retireeId)
      const last = await lastOf(context, retireeId)
      if (!last || last.kind === 'ended')
        throw new Refusal('conflict', 'contacts.noPlan', '没有在执行的服务计划')
      const nothing = { contactWish: null, dailyLife: null, measures: [] }
      return add(context, { retireeId, kind: 'ended', ...nothing, endedWhy: reason })
    },
  }),
}

type NewRow = Pick<PlanRow, 'kind' | 'contactWish' | 'dailyLife' | 'endedWhy'> & {
  readonly retireeId: number
  readonly measures: string[]
}

async function add(context: Context, row: NewRow): Promise<{ id: number }> {
  const { accountId, orgId } = context.actor
  const { id } = await context.db
    .insertInto('servicePlan')
    .values({ ...row, madeOn: context.today, accountId, orgId })
    .returning('id')
    .executeTakeFirstOrThrow()
  context.record({
    name: `plan.${row.kind}`,
    subject: 'retiree',
    subjectId: row.retireeId,
    detail: { planId: id, measures: row.measures.length },
  })
  return { id }
}

function rowsOf({ db }: Context, retireeId: number) {
  return db
    .selectFrom('servicePlan as s')
    .leftJoin('account as a', 'a.id', 's.accountId')
    .select(['s.id', 's.kind', 's.madeOn', 's.contactWish', 's.dailyLife', 's.measures'])
    .select(['s.endedWhy', 'a.name as by'])
    .where('s.retireeId', '=', retireeId)
    .orderBy('s.madeOn', 'desc')
    .orderBy('s.id', 'desc')
    .limit(50)
    .execute() as Promise<PlanRow[]>
}

async function lastOf(context: Context, retireeId: number): Promise<PlanRow | undefined> {
  const [last] = await rowsOf(context, retireeId)
  return last
}
