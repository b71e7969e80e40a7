import { sql } from 'kysely'
import * as z from 'zod'
import { command, query, type Context } from '#src/kernel/operation.ts'
import { Refusal } from '#src/kernel/refusal.ts'
import { sealedText } from '#src/kernel/vault/text.ts'
import { requireRetiree } from '#src/roster/reach.ts'
import { decide } from '#src/roster/access.ts'
import { labelOf } from '#src/roster/codes.ts'
import { relationsTo } from '#src/roster/relations.ts'
import { nextNumber } from '#src/roster/sealing/nextNumber.ts'
import { stages, stepsNow, type Stage, type StepKind } from './course.ts'
import {
  casesOf,
  planOf,
  requireCase,
  type CasePage,
  type OpenCase,
  type PlanSeen,
} from './find.ts'
import { Apply, categories, type Category } from './hardship.ts'
import { addStep } from './step.ts'

const stageKeys = Object.keys(stages) as Stage[]

export const cases = {
  'hardship.list': query({
    title: '查看困难帮扶',
    permission: 'hardship.read',
    input: z.strictObject({
      stage: z.enum([...stageKeys, 'open'], '没有这个环节').optional(),
      category: z.enum(Object.keys(categories) as Category[], '没有这个类别').optional(),
      /** Whose yearly review falls due within a month. */
      recheck: z.boolean().default(false),
      retireeId: z.int().optional(),
      text: z.string().trim().max(60, '最多 60 个字').optional(),
      from: z.int().min(0).default(0),
      limit: z.int().min(1).max(100, '每页最多 100 件').default(50),
    }),
    async run(context, { from, limit, ...wanted }): Promise<CasePage> {
      const page = await casesOf(context, conditionOf(context, wanted), { from, limit })
      for (const { retireeId } of page.rows) context.looked(retireeId, ['hardship'], 'aid')
      return page
    },
  }),

  'hardship.get': query({
    title: '查看帮扶申请',
    permission: 'hardship.read',
    input: z.strictObject({ id: z.int('请选择申请') }),
    async run(context, { id }): Promise<CaseDetail> {
      const found = await requireCase(context, id)
      context.looked(found.retireeId, ['hardship'], 'aid')
      const plan = await planOf(context, id)
      return { ...found, plan: plan ?? null, next: stepsNow(found.course, context.today) }
    },
  }),

  'hardship.survivors': query({
    title: '查看遗属',
    permission: 'hardship.apply',
    input: z.strictObject({ id: z.int('请选择老同志') }),
    async run(context, { id }): Promise<Survivor[]> {
      const person = await requireRetiree(context, id)
      const { contacts } = await decisionFor(context, person.id)
      if (contacts === 'none') return []
      const rows = await context.db
        .selectFrom('contact')
        .select(['id', 'name', 'relation'])
        .where('retireeId', '=', person.id)
        .where('survivorSince', 'is not', null)
        .where('endedOn', 'is', null)
        .orderBy('id')
        .execute()
      context.looked(person.id, ['S2'], 'aid')
      return rows.map((row) => ({ ...row, relation: labelOf('relation', row.relation) }))
    },
  }),

  'hardship.apply': command({
    title: '登记困难帮扶申请',
    permission: 'hardship.apply',
    input: Apply,
    async run(context, input): Promise<{ id: number }> {
      await refuseUnfit(context, input)
      const { db, vault, actor } = context
      const id = await nextNumber(db, 'hardshipCase')
      const { reason, ...facts } = input
      await db
        .insertInto('hardshipCase')
        .values({
          ...facts,
          id,
          reason: JSON.stringify(sealedText(vault, `hardship_case.reason.${id}`, reason)),
          stage: 'applied',
          accountId: actor.accountId,
          orgId: actor.orgId,
        })
        .execute()
      const { retireeId } = input
      await addStep(context, { id, retireeId }, { kind: 'applied', onDay: input.appliedOn })
      return { id }
    },
  }),
}

export interface CaseDetail extends OpenCase {
  readonly plan: PlanSeen | null
  readonly next: readonly StepKind[]
}

/** One of the survivors for whom an application may be. */
export interface Survivor {
  readonly id: number
  readonly name: string
  readonly relation: string
}

async function decisionFor(context: Context, id: number) {
  const relations = await relationsTo(context, id)
  return decide({ role: context.actor.role, relations, action: 'propose' })
}

interface Wanted {
  readonly stage?: Stage | 'open' | undefined
  readonly category?: Category | undefined
  readonly recheck: boolean
  readonly retireeId?: number | undefined
  readonly text?: string | undefined
}

function conditionOf({ today }: Context, { stage, category, recheck, retireeId, text }: Wanted) {
  const found = [
    sql`true`,
    ...(stage === 'open'
      ? [sql`c.stage in ('applied', 'inquired', 'reviewed', 'publicised')`]
      : []),
    ...(stage && stage !== 'open' ? [sql`c.stage = ${stage}`] : []),
    ...(category ? [sql`c.category = ${category}`] : []),
    ...(recheck ? [sql`c.stage = 'approved' and c.recheck_on <= ${today}::date + 30`] : []),
    ...(retireeId === undefined ? [] : [sql`c.retiree_id = ${retireeId}`]),
    ...(text ? [sql`strpos(retiree.full_name, ${text}) > 0`] : []),
  ]
  return sql.join(found, sql` and `)
}

/** One open application a household need at a time; for survivors of the dead, for the living themselves. */
async function refuseUnfit(context: Context, input: Apply): Promise<void> {
  const { retireeId, contactId, appliedOn } = input
  const person = await requireRetiree(context, retireeId)
  const decision = await decisionFor(context, retireeId)
  if (decision.sightOfBundle('living') === 'hidden')
    throw new Refusal('missing', 'roster.noSuchRetiree', '没有这位老同志，或不在您的管理范围')
  if (appliedOn > context.today)
    throw new Refusal('invalid', 'hardship.inFuture', '申请日期不能晚于今天', 'appliedOn')
  if (person.leftReason && person.leftReason !== 'deceased')
    throw new Refusal('conflict', 'hardship.leftRegister', '这条记录已离册，不能再申请帮扶')
  if (person.leftReason === 'deceased' && contactId === null)
    throw new Refusal(
      'invalid',
      'hardship.died',
      `${person.fullName}已去世，请选择为哪位遗属申请`,
      'contactId',
    )
  if (contactId !== null) await refuseStranger(context, retireeId, contactId)
  const { rows } = await sql`
    select from hardship_case where retiree_id = ${retireeId}
      and contact_id is not distinct from ${contactId}
      and category = ${input.category} and stage not in ('declined', 'ended')`.execute(context.db)
  if (rows.length > 0)
    throw new Refusal(
      'conflict',
      'hardship.alreadyOpen',
      `已有一件“${categories[input.category]}”的申请在办或在帮扶，请在那一件上办理`,
    )
}

async function refuseStranger({ db }: Context, retireeId: number, contactId: number) {
  const found = await db
    .selectFrom('contact')
    .select('survivorSince')
    .where('id', '=', contactId)
    .where('retireeId', '=', retireeId)
    .where('endedOn', 'is', null)
    .executeTakeFirst()
  if (!found) throw new Refusal('missing', 'hardship.noSuchContact', '没有这位家属', 'contactId')
  if (!found.survivorSince)
    throw new Refusal('invalid', 'hardship.notSurvivor', '本人健在，请直接为本人申请', 'contactId')
}
