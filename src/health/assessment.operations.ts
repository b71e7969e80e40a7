import { sql } from 'kysely'
import * as z from 'zod'
import { command, query, type Context } from '#src/kernel/operation.ts'
import { Refusal } from '#src/kernel/refusal.ts'
import { keptOrManaged, nearOrgs } from '#src/roster/keepers.ts'
import { relationsTo } from '#src/roster/relations.ts'
import { writeChanges } from '#src/roster/writing.ts'
import { noteChange } from './change.ts'
import { requireKnown } from './person.ts'
import { reached } from './sight.ts'
import {
  Assess,
  assessmentViews,
  levels,
  type AssessmentRow,
  type AssessmentView,
} from './assessment.ts'
import { refuseFuture, Why } from './stay.ts'

export const assessments = {
  'health.assessments': query({
    title: '查看自理能力评估',
    permission: 'health.read',
    input: z.strictObject({
      view: z.enum(Object.keys(assessmentViews) as AssessmentView[]).default('due'),
      offset: z.int().min(0).max(100_000).default(0),
    }),
    run: (context, { view, offset }): Promise<{ rows: AssessmentRow[]; total: number }> =>
      listOf(context, view, offset),
  }),

  'health.assess': command({
    title: '登记自理能力评估',
    permission: 'health.record',
    input: Assess,
    async run(
      context,
      { retireeId, assessedOn, level, assessor },
    ): Promise<{ assessmentId: number }> {
      const { row, lastAlive } = await requireKnown(context, retireeId)
      await refuseStranger(context, retireeId)
      refuseFuture(assessedOn, context.today, 'assessedOn', '评估日期')
      if (lastAlive && assessedOn > lastAlive)
        throw new Refusal('invalid', 'health.afterDeath', `${lastAlive} 前已去世`, 'assessedOn')
      const { accountId, orgId } = context.actor
      const { id } = await context.db
        .insertInto('careAssessment')
        .values({ retireeId, assessedOn, level, assessor, accountId, orgId })
        .returning('id')
        .executeTakeFirstOrThrow()
      if (!row.leftOn) await followLatest(context, retireeId)
      const detail = { assessmentId: id, assessedOn }
      context.record({
        name: 'assessment.recorded',
        subject: 'retiree',
        subjectId: retireeId,
        detail,
      })
      return { assessmentId: id }
    },
  }),

  'health.withdrawAssessment': command({
    title: '撤销自理能力评估',
    permission: 'health.record',
    input: z.strictObject({ assessmentId: z.int('请选择评估记录'), why: Why }),
    async run(context, { assessmentId, why }): Promise<void> {
      const found = await context.db
        .selectFrom('careAssessment')
        .select('retireeId')
        .where('id', '=', assessmentId)
        .where('withdrawnOn', 'is', null)
        .executeTakeFirst()
      if (!found) throw new Refusal('missing', 'health.noSuchAssessment', '没有这条评估记录')
      const { row } = await requireKnown(context, found.retireeId)
      await refuseStranger(context, found.retireeId)
      await context.db
        .updateTable('careAssessment')
        .set({ withdrawnOn: context.today })
        .where('id', '=', assessmentId)
        .execute()
      if (!row.leftOn) await followLatest(context, found.retireeId)
      const about = { retireeId: found.retireeId, subject: 'assessment' } as const
      await noteChange(context, { ...about, subjectId: assessmentId, what: 'withdrawn', why })
    },
  }),
}

/** The bureau, the managing unit and the community assess; a former unit or a branch does not. */
async function refuseStranger(context: Context, retireeId: number): Promise<void> {
  if (context.actor.role === 'system') return
  const relations = await relationsTo(context, retireeId)
  if (relations.some((one) => one === 'home' || one === 'managingUnit' || one === 'community'))
    return
  const message = '自理能力由主管部门、现管单位或社区评估登记'
  throw new Refusal('forbidden', 'health.notAssessor', message)
}

/** The record says what was assessed last. */
async function followLatest(context: Context, retireeId: number): Promise<void> {
  const latest = await context.db
    .selectFrom('careAssessment')
    .select(['level', 'assessedOn'])
    .where('retireeId', '=', retireeId)
    .where('withdrawnOn', 'is', null)
    .orderBy('assessedOn', 'desc')
    .orderBy('id', 'desc')
    .limit(1)
    .executeTakeFirst()
  if (!latest) return
  const { row } = await requireKnown(context, retireeId)
  const selfCareLevel = latest.level as (typeof levels)[number]
  await writeChanges(context, row, { selfCareLevel }, latest.assessedOn)
}

const page = 50

async function listOf(context: Context, view: AssessmentView, offset: number) {
  const { today } = context
  const only =
    view === 'due'
      ? sql`d.due_on is not null`
      : sql`a.assessed_on >= date_trunc('year', ${today}::date)`
  const { rows } = await sql<AssessmentRow & { total: number }>`
    select retiree.id as retiree_id, retiree.full_name, unit.name as unit,
      community.name as community, extract(year from retiree.birth_first)::integer as birth_year,
      a.assessed_on as last_on, a.assessor as last_by, d.due_on, count(*) over () as total
    from retiree
    left join lateral (select min(due_on) as due_on from duty where retiree_id = retiree.id
      and rule = 'selfCareAssessment' and state = 'open') d on true
    left join lateral (select assessed_on, assessor from care_assessment
      where retiree_id = retiree.id and withdrawn_on is null
      order by assessed_on desc, id desc limit 1) a on true
    left join org unit on unit.id = retiree.managing_unit_id
    left join org community on community.id = retiree.community_id
    where ${reached(context)} and retiree.left_on is null and ${only}
      and (${keptOrManaged(context)} or retiree.community_id in ${nearOrgs(context)})
    order by d.due_on nulls last, a.assessed_on desc nulls last, retiree.name_pinyin, retiree.id
    limit ${page} offset ${offset}`.execute(context.db)
  return {
    rows: rows.map(({ total: _total, ...row }) => row),
    total: Number(rows[0]?.total ?? 0),
  }
}
