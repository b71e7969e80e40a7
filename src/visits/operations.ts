import * as z from 'zod'
import { lastDay } from '#src/kernel/day.ts'
import { command, query, type Context } from '#src/kernel/operation.ts'
import { demand, Refusal } from '#src/kernel/refusal.ts'
import { leaveLook, openPerson } from '#src/roster/opening.ts'
import { requireRetiree } from '#src/roster/reach.ts'
import {
  RecordVisit,
  RecordVisits,
  refusalOfVisitDay,
  type VisitReason,
  type VisitWay,
} from './visit.ts'

export const visits = {
  'visits.record': command({
    title: '登记走访',
    permission: 'visits.record',
    input: RecordVisit,
    run: record,
  }),

  'visits.recordSeveral': command({
    title: '批量登记走访',
    permission: 'visits.record',
    input: RecordVisits,
    async run(context, { people, ...visit }): Promise<{ recorded: number }> {
      for (const person of people) await record(context, { ...visit, ...person })
      return { recorded: people.length }
    },
  }),

  'visits.list': query({
    title: '查看走访记录',
    permission: 'visits.read',
    input: z.strictObject({ retireeId: z.int('请选择老同志') }),
    async run(context, { retireeId }): Promise<VisitOnList[]> {
      const person = await openPerson(context, retireeId)
      leaveLook(context, person)
      const rows = await context.db
        .selectFrom('visit')
        .leftJoin('account', 'account.id', 'visit.accountId')
        .leftJoin('org', 'org.id', 'visit.orgId')
        .select(['visit.id', 'visit.visitedOn', 'visit.reasons', 'visit.way', 'visit.visitors'])
        .select(['visit.findings', 'account.name as recordedBy', 'org.name as recordedAt'])
        .select('visit.orgId')
        .where('visit.retireeId', '=', retireeId)
        .orderBy('visit.visitedOn', 'desc')
        .orderBy('visit.id', 'desc')
        .limit(500)
        .execute()
      const ownOnly = person.decision.visitNotes === 'own'
      return rows.map(({ orgId, findings, ...visit }) => ({
        ...visit,
        findings: ownOnly && orgId !== context.actor.orgId ? null : findings,
      })) as VisitOnList[]
    },
  }),
}

async function record(
  context: Context,
  { retireeId, findings = null, ...visit }: RecordVisit,
): Promise<{ id: number }> {
  const person = await requireRetiree(context, retireeId)
  if (person.leftReason && person.leftReason !== 'deceased')
    throw new Refusal(
      'conflict',
      'visits.leftRegister',
      `${person.fullName}的记录已离册，不能登记走访`,
    )
  const lastAlive = person.diedOn ? lastDay(person.diedOn) : undefined
  demand(refusalOfVisitDay(visit.visitedOn, context.today, lastAlive, person.fullName))
  const { accountId, orgId } = context.actor
  const { id } = await context.db
    .insertInto('visit')
    .values({ ...visit, retireeId, findings: findings || null, accountId, orgId })
    .returning('id')
    .executeTakeFirstOrThrow()
  context.record({
    name: 'visit.recorded',
    subject: 'retiree',
    subjectId: retireeId,
    detail: { visitId: id, visitedOn: visit.visitedOn, reasons: visit.reasons },
  })
  return { id }
}

export interface VisitOnList {
  readonly id: number
  readonly visitedOn: string
  readonly reasons: readonly VisitReason[]
  readonly way: VisitWay
  readonly visitors: string
  readonly findings: string | null
  readonly recordedBy: string | null
  readonly recordedAt: string | null
}
