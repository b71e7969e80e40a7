import * as z from 'zod'
import { approvalKind } from '#src/approvals/kind.ts'
import type { Brief } from '#src/approvals/approval.ts'
import { formatDay } from '#src/kernel/day.ts'
import { requireRetiree } from '#src/roster/reach.ts'
import { copyAskers, copyWays, type CopyAsker, type CopyWay } from './copy.ts'
import { requireCopy } from './operations.ts'

/** Everything about one person leaves at once: another checks that the person really asked. */
export const rightsApprovals = {
  personCopy: approvalKind({
    title: '信息副本',
    makerPermission: 'roster.write',
    checkerPermission: 'approvals.check',
    payload: z.strictObject({ copyId: z.int() }),
    async describe(context, { copyId }): Promise<Brief> {
      const { retireeId, askedBy, how, askedOn, dueOn } = await requireCopy(context, copyId)
      const { fullName } = await requireRetiree(context, retireeId)
      return {
        facts: [
          { label: '姓名', value: fullName },
          {
            label: '由谁申请',
            value: `${copyAskers[askedBy as CopyAsker]}，${copyWays[how as CopyWay]}`,
          },
          { label: '申请日期', value: formatDay(askedOn) },
          { label: '答复期限', value: formatDay(dueOn) },
        ],
        warnings: ['副本含证件号码、健康和收入等全部信息，请先与本人核实确是本人申请'],
        effects: ['登记的人凭自设密码取一次，取走即记入「谁看过」'],
      }
    },
    async carryOut(context, { copyId }) {
      const { retireeId } = await requireCopy(context, copyId)
      await context.db
        .updateTable('personCopy')
        .set({ approvedAt: context.now })
        .where('id', '=', copyId)
        .execute()
      context.record({
        name: 'copy.approved',
        subject: 'retiree',
        subjectId: retireeId,
        detail: { copyId },
      })
    },
  }),
}
