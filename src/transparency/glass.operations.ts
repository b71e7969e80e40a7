import * as z from 'zod'
import { command, query } from '#src/kernel/operation.ts'
import { Refusal } from '#src/kernel/refusal.ts'
import { reachableRetirees } from '#src/roster/reach.ts'

export const glasses = {
  'transparency.emergencies': query({
    title: '查看紧急查看清单',
    permission: 'transparency.review',
    input: z.strictObject({
      reviewed: z.boolean().default(false),
      before: z.int().optional(),
      limit: z.int().min(1).max(200).default(50),
    }),
    run: (context, { reviewed, before, limit }) =>
      reachableRetirees(context)
        .innerJoin('breakGlass as g', 'g.retireeId', 'retiree.id')
        .innerJoin('account', 'account.id', 'g.accountId')
        .innerJoin('org', 'org.id', 'g.orgId')
        .leftJoin('account as reviewer', 'reviewer.id', 'g.reviewedBy')
        .select(['g.id', 'retiree.id as retireeId', 'retiree.fullName', 'g.accountId'])
        .select(['account.name as openedBy', 'org.name as unit', 'g.alarm', 'g.reason'])
        .select(['g.openedAt', 'g.until', 'g.reviewDue', 'g.reviewedAt', 'g.justified'])
        .select(['g.finding', 'reviewer.name as reviewedBy'])
        .where('g.reviewedAt', reviewed ? 'is not' : 'is', null)
        .$if(before !== undefined, (all) => all.where('g.id', '<', before as number))
        .orderBy('g.id', 'desc')
        .limit(limit)
        .execute(),
  }),

  'transparency.review': command({
    title: '复核紧急查看',
    permission: 'transparency.review',
    input: z.strictObject({
      glassId: z.int(),
      justified: z.boolean('请选择是否确属紧急'),
      finding: z.string('请填写复核情况').trim().min(2, '请填写复核情况').max(200, '最多 200 个字'),
    }),
    async run(context, { glassId, justified, finding }): Promise<void> {
      const { db, actor, now } = context
      const glass = await reachableRetirees(context)
        .innerJoin('breakGlass as g', 'g.retireeId', 'retiree.id')
        .select(['g.retireeId', 'g.accountId', 'g.reviewedAt'])
        .where('g.id', '=', glassId)
        .forUpdate('g')
        .executeTakeFirst()
      if (!glass) throw new Refusal('missing', 'transparency.noSuchGlass', '没有这次紧急查看')
      if (glass.accountId === actor.accountId)
        throw new Refusal('conflict', 'transparency.ownGlass', '自己的紧急查看须由他人复核')
      if (glass.reviewedAt)
        throw new Refusal('conflict', 'transparency.alreadyReviewed', '这次紧急查看已经复核过了')
      await db
        .updateTable('breakGlass')
        .set({ reviewedBy: actor.accountId, reviewedAt: now, justified, finding })
        .where('id', '=', glassId)
        .execute()
      context.record({
        name: 'breakGlass.reviewed',
        subject: 'retiree',
        subjectId: glass.retireeId,
        detail: { glassId, justified },
      })
    },
  }),
}
