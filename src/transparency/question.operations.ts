import * as z from 'zod'
import { inWorkdays } from '#src/kernel/deadline.ts'
import { command, download, query, type Context, type Download } from '#src/kernel/operation.ts'
import { Refusal } from '#src/kernel/refusal.ts'
import { reachableRetirees, requireRetiree } from '#src/roster/reach.ts'
import { printedAnswer } from './answerSheet.ts'
import { answerWithin, askChannels, type AskChannel } from './words.ts'

const channels = Object.keys(askChannels) as AskChannel[]

export const questions = {
  'transparency.ask': command({
    title: '登记对查看的疑问',
    permission: 'roster.read',
    input: z.strictObject({
      id: z.int(),
      /** The look that is asked about, as `transparency.looks` names it. */
      lookId: z.int('请选择问的是哪一次'),
      channel: z.enum(channels, '请选择提出方式'),
      askedBy: z.string('请填写提出人').trim().min(2, '请填写提出人').max(60, '提出人最多 60 个字'),
      question: z.string('请填写疑问').trim().min(2, '请填写疑问').max(300, '最多 300 个字'),
    }),
    async run(context, { id, lookId, ...asked }): Promise<{ questionId: number; dueOn: string }> {
      await requireRetiree(context, id)
      const look = await context.db
        .selectFrom('trace')
        .select('accountId')
        .where('id', '=', lookId)
        .where('subject', '=', 'retiree')
        .where('subjectId', '=', id)
        .executeTakeFirst()
      if (!look)
        throw new Refusal(
          'missing',
          'transparency.noSuchLook',
          '没有这次查看，请刷新后再选',
          'lookId',
        )
      const dueOn = inWorkdays(context.today, answerWithin)
      const { id: questionId } = await context.db
        .insertInto('transparencyQuestion')
        .values({
          retireeId: id,
          traceId: lookId,
          aboutAccount: look.accountId,
          ...asked,
          askedOn: context.today,
          dueOn,
          accountId: context.actor.accountId,
        })
        .returning('id')
        .executeTakeFirstOrThrow()
      const detail = { questionId, dueOn }
      context.record({ name: 'question.asked', subject: 'retiree', subjectId: id, detail })
      return { questionId, dueOn }
    },
  }),

  'transparency.questions': query({
    title: '查看疑问清单',
    permission: 'transparency.answer',
    input: z.strictObject({
      answered: z.boolean().default(false),
      before: z.int().optional(),
      limit: z.int().min(1).max(200).default(50),
    }),
    run: (context, { answered, before, limit }) =>
      reachableRetirees(context)
        .innerJoin('transparencyQuestion as q', 'q.retireeId', 'retiree.id')
        .leftJoin('account as about', 'about.id', 'q.aboutAccount')
        .leftJoin('account as answerer', 'answerer.id', 'q.answeredBy')
        .select(['q.id', 'retiree.id as retireeId', 'retiree.fullName', 'q.channel', 'q.askedBy'])
        .select(['q.question', 'q.askedOn', 'q.dueOn', 'q.answeredAt', 'q.answer', 'q.told'])
        .select(['q.aboutAccount', 'about.name as aboutName', 'answerer.name as answeredBy'])
        .where('q.answeredAt', answered ? 'is not' : 'is', null)
        .$if(before !== undefined, (all) => all.where('q.id', '<', before as number))
        .orderBy(answered ? 'q.id' : 'q.dueOn', answered ? 'desc' : 'asc')
        .orderBy('q.id', 'desc')
        .limit(limit)
        .execute(),
  }),

  'transparency.answerSheet': download({
    title: '打印疑问答复',
    permission: 'transparency.answer',
    input: z.strictObject({ id: z.coerce.number('请选择疑问').int('请选择疑问') }),
    run: (context, { id }): Promise<Download> => printedAnswer(context, id),
  }),

  'transparency.answer': command({
    title: '答复疑问',
    permission: 'transparency.answer',
    input: z.strictObject({
      questionId: z.int(),
      answer: z
        .string('请填写答复')
        .trim()
        .min(4, '请写明核实情况，至少 4 个字')
        .max(500, '最多 500 个字'),
      told: z.enum(channels, '请选择怎样告知本人'),
    }),
    async run(context, { questionId, answer, told }): Promise<void> {
      const question = await requireOpen(context, questionId)
      if (question.aboutAccount === context.actor.accountId)
        throw new Refusal('conflict', 'transparency.ownLook', '问的是您本人的查看，须由他人答复')
      await context.db
        .updateTable('transparencyQuestion')
        .set({ answer, told, answeredAt: context.now, answeredBy: context.actor.accountId })
        .where('id', '=', questionId)
        .execute()
      context.record({
        name: 'question.answered',
        subject: 'retiree',
        subjectId: question.retireeId,
        detail: { questionId },
      })
    },
  }),
}

async function requireOpen(context: Context, questionId: number) {
  const question = await reachableRetirees(context)
    .innerJoin('transparencyQuestion as q', 'q.retireeId', 'retiree.id')
    .select(['q.retireeId', 'q.aboutAccount', 'q.answeredAt'])
    .where('q.id', '=', questionId)
    .forUpdate('q')
    .executeTakeFirst()
  if (!question) throw new Refusal('missing', 'transparency.noSuchQuestion', '没有这条疑问')
  if (question.answeredAt)
    throw new Refusal('conflict', 'transparency.alreadyAnswered', '这条疑问已经答复过了')
  return question
}
