import type { Updateable } from 'kysely'
import { addYears } from '#src/kernel/day.ts'
import { inWorkdays } from '#src/kernel/deadline.ts'
import { command, type Context } from '#src/kernel/operation.ts'
import { demand, Refusal } from '#src/kernel/refusal.ts'
import type { DB } from '#src/kernel/tables.gen.ts'
import { sealedText } from '#src/kernel/vault/text.ts'
import { queueMessage } from '#src/messages/queue.ts'
import { policyInForce } from '#src/policy/inForce.ts'
import { nextNumber } from '#src/roster/sealing/nextNumber.ts'
import { refusalOfStep, type StepKind } from './course.ts'
import { requireCase, type OpenCase } from './find.ts'
import { Plan, Steps } from './hardship.ts'
import { addStep } from './step.ts'

/** Working days of publicity where no policy says otherwise. */
const publicWorkdays = 5

export const steps = {
  'hardship.inquire': command({
    title: '登记入户调查',
    permission: 'hardship.manage',
    input: Steps.inquire,
    run: (context, { id, note }) => step(context, id, 'inquired', { note }),
  }),

  'hardship.review': command({
    title: '登记评议意见',
    permission: 'hardship.manage',
    input: Steps.review,
    async run(context, { id, note, way, amountFen, fromMonth, toMonth }) {
      const wanted = { way, amountFen, fromMonth, toMonth: way === 'once' ? fromMonth : toMonth }
      await step(
        context,
        id,
        'reviewed',
        { note, amountFen },
        { ...wanted, toMonth: wanted.toMonth ?? null },
      )
    },
  }),

  'hardship.publicise': command({
    title: '开始公示',
    permission: 'hardship.manage',
    input: Steps.publicise,
    async run(context, { id, fromOn, place }): Promise<{ untilOn: string }> {
      if (fromOn > context.today)
        throw new Refusal('invalid', 'hardship.inFuture', '公示日期不能晚于今天', 'fromOn')
      const { homeId } = await requireCase(context, id)
      const untilOn = inWorkdays(fromOn, await workdaysFor(context, homeId))
      const words = { note: `公示地点：${place}`, untilOn, onDay: fromOn }
      await step(context, id, 'publicised', words, { publicUntil: untilOn })
      return { untilOn }
    },
  }),

  'hardship.object': command({
    title: '登记公示异议',
    permission: 'hardship.manage',
    input: Steps.object,
    run: (context, { id, note }) => step(context, id, 'objected', { note }),
  }),

  'hardship.settle': command({
    title: '登记异议处理',
    permission: 'hardship.manage',
    input: Steps.settle,
    run: (context, { id, note }) => step(context, id, 'settled', { note }),
  }),

  'hardship.approve': command({
    title: '批准帮扶',
    permission: 'hardship.approve',
    confirmed: true,
    input: Steps.approve,
    async run(context, { id, note }) {
      const { today } = context
      const recheckOn = addYears(today, 1)
      const found = await step(context, id, 'approved', { note }, { approvedOn: today, recheckOn })
      await tell(context, found)
    },
  }),

  'hardship.decline': command({
    title: '不予批准',
    permission: 'hardship.approve',
    confirmed: true,
    input: Steps.decline,
    async run(context, { id, note }) {
      await tell(context, await step(context, id, 'declined', { note }))
    },
  }),

  'hardship.recheck': command({
    title: '登记年度复核',
    permission: 'hardship.manage',
    input: Steps.recheck,
    run: (context, { id, note }) =>
      step(context, id, 'rechecked', { note }, { recheckOn: addYears(context.today, 1) }),
  }),

  'hardship.end': command({
    title: '结束帮扶',
    permission: 'hardship.manage',
    input: Steps.end,
    run: (context, { id, note }) =>
      step(context, id, 'ended', { note }, { endedOn: context.today }),
  }),

  'hardship.plan': command({
    title: '制定一对一帮扶计划',
    permission: 'hardship.manage',
    input: Plan,
    async run(context, { id, measures, ...plan }) {
      const { retireeId, stage } = await requireCase(context, id)
      if (stage === 'declined' || stage === 'ended')
        throw new Refusal('conflict', 'hardship.over', '这件申请已经结束')
      if (plan.reviewOn <= context.today)
        throw new Refusal('invalid', 'hardship.inPast', '下次检查日期应晚于今天', 'reviewOn')
      const { db, vault, actor, now } = context
      const planId = await nextNumber(db, 'hardshipPlan')
      const place = `hardship_plan.measures.${planId}`
      await db
        .insertInto('hardshipPlan')
        .values({
          ...plan,
          id: planId,
          caseId: id,
          measures: JSON.stringify(sealedText(vault, place, measures)),
          accountId: actor.accountId,
          at: now,
        })
        .execute()
      const detail = { caseId: id }
      context.record({ name: 'hardship.planned', subject: 'retiree', subjectId: retireeId, detail })
    },
  }),
}

interface Words {
  readonly note?: string | undefined
  readonly amountFen?: number
  readonly untilOn?: string
  readonly onDay?: string
}

/** One step of the course and what it changes on the case; two at once are done one after the other. */
async function step(
  context: Context,
  id: number,
  kind: StepKind,
  words: Words,
  changes: Updateable<DB['hardshipCase']> = {},
): Promise<OpenCase> {
  const { db, actor, today } = context
  await db.selectFrom('hardshipCase').select('id').where('id', '=', id).forUpdate().execute()
  const found = await requireCase(context, id)
  demand(refusalOfStep(found.course, kind, { accountId: actor.accountId, today }))
  await addStep(context, found, { kind, ...words })
  const sameStage = kind === 'objected' || kind === 'settled' || kind === 'rechecked'
  if (!sameStage || Object.keys(changes).length > 0)
    await db
      .updateTable('hardshipCase')
      .set({ ...changes, ...(!sameStage && { stage: kind }) })
      .where('id', '=', id)
      .execute()
  return found
}

async function workdaysFor({ db, today }: Context, homeId: number): Promise<number> {
  const home = await db.selectFrom('org').select('path').where('id', '=', homeId).executeTakeFirst()
  const policy = await policyInForce(db, 'hardshipPublicity', home?.path ?? [], today)
  return policy?.value.enabled ? policy.value.workdays : publicWorkdays
}

/** The person is told that there is an answer, by text; what it is, somebody says in person. */
async function tell(
  context: Context,
  { id, retireeId, fullName, homeId }: OpenCase,
): Promise<void> {
  const home = await context.db
    .selectFrom('org')
    .select(['name', 'phone'])
    .where('id', '=', homeId)
    .executeTakeFirstOrThrow()
  await queueMessage(context, {
    template: 'hardshipDecided',
    channel: 'sms',
    to: { retireeId },
    values: { name: `${fullName}同志`, org: home.name, phone: home.phone ?? '本局办公室' },
    about: { subject: 'hardship', id },
  })
}
