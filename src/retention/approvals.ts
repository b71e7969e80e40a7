import type { Brief } from '#src/approvals/approval.ts'
import { approvalKind } from '#src/approvals/kind.ts'
import { formatDay } from '#src/kernel/day.ts'
import type { Context } from '#src/kernel/operation.ts'
import { requireRetiree } from '#src/roster/reach.ts'
import { inWords, retentionClass } from './class.ts'
import { AskErasure, requireErasable } from './erasure.operations.ts'
import { NewPeriod, setPeriod } from './period.operations.ts'
import { periodsFor } from './period.ts'

/** Acts of keeping and deleting that need two pairs of eyes. */
export const retentionApprovals = {
  retentionPeriod: approvalKind({
    title: '调整保存期限',
    makerPermission: 'retention.manage',
    checkerPermission: 'approvals.check',
    payload: NewPeriod,
    async describe(context, { code, months, documentNo, validFrom }): Promise<Brief> {
      const { title, what, basis, end } = retentionClass(code)
      const held = await periodsFor(context.db, context.actor.scopeId, context.today)
      const now = held.get(code)?.months
      return {
        facts: [
          { label: '类别', value: `${title}：${what}` },
          { label: '现在', value: now === undefined ? '' : inWords(now) },
          { label: '改为', value: `${inWords(months)}，自 ${validFrom} 起` },
          { label: '文号', value: documentNo },
          { label: '法律依据', value: basis },
        ],
        warnings:
          now !== undefined && months < now ? ['缩短后，超期的部分当夜即删除，不能找回'] : [],
        effects: [`到期：${end}`],
      }
    },
    carryOut: (context, payload) => setPeriod(context, payload),
  }),

  erasure: approvalKind({
    title: '永久删除档案',
    makerPermission: 'retention.erase',
    checkerPermission: 'approvals.check',
    payload: AskErasure,
    async describe(context, { id, reason }): Promise<Brief> {
      const { fullName, leftOn, diedOn } = await requireRetiree(context, id)
      return {
        facts: [
          { label: '姓名', value: fullName },
          { label: '离册日期', value: leftOn ? formatDay(leftOn) : '' },
          { label: '去世日期', value: diedOn ? formatDay(diedOn) : '' },
          { label: '依据', value: reason },
        ],
        warnings: ['删除后不能找回；备份中的副本随备份轮换到期'],
        effects: [
          '档案、归属、走访、事项、附件、导入明细、名单中的各行和并入的重复档案一并删除',
          '冻结名单少了一行，摘要值不再与印出的相同',
          '留痕保留，其中只有档案编号，没有姓名',
        ],
      }
    },
    carryOut: (context, { id, reason }) => keepErasure(context, id, reason),
  }),
}

/** Writes down that a record is to go; the queue deletes it, for nobody's own rights reach that far. */
async function keepErasure(context: Context, id: number, reason: string): Promise<void> {
  const { db, now } = context
  const { homeId } = await requireErasable(context, id)
  const { id: approvalId } = await db
    .selectFrom('approval')
    .select('id')
    .where('kind', '=', 'erasure')
    .where('subject', '=', 'retiree')
    .where('subjectId', '=', id)
    .where('decision', '=', 'approved')
    .orderBy('id', 'desc')
    .executeTakeFirstOrThrow()
  const { id: erasureId } = await db
    .insertInto('erasure')
    .values({ retireeId: id, homeId, approvalId, reason, askedAt: now })
    .returning('id')
    .executeTakeFirstOrThrow()
  context.record({
    name: 'erasure.approved',
    subject: 'retiree',
    subjectId: id,
    detail: { erasureId },
  })
  context.enqueue('retention.carryOutErasure', { id: erasureId })
}
