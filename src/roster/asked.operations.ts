import { askApproval, rehearse } from '#src/approvals/request.ts'
import { command, type Context } from '#src/kernel/operation.ts'
import { duplicates } from './duplicates.operations.ts'
import { life } from './life.operations.ts'
import { reachableRetirees } from './reach.ts'

const merge = duplicates['roster.merge']
const reverseDeath = life['roster.reverseDeath']

/** Acts that are asked for here and done when another has checked them: see `approvals.ts`. */
export const asked = {
  'roster.merge': command({
    title: '申请合并重复档案',
    permission: 'roster.merge',
    input: merge.input,
    async run(context, input): Promise<{ approvalId: number }> {
      await rehearse(context, (silent) => merge.run(silent, input))
      const { keepId, dropId } = input
      return askApproval(context, {
        kind: 'merge',
        subject: 'retiree',
        subjectId: dropId,
        summary: `${await nameOf(context, dropId)} 的档案并入 ${await nameOf(context, keepId)}`,
        payload: input,
      })
    },
  }),

  'roster.reverseDeath': command({
    title: '申请更正去世登记',
    permission: 'roster.write',
    input: reverseDeath.input,
    async run(context, input): Promise<{ approvalId: number }> {
      await rehearse(context, (silent) => reverseDeath.run(silent, input))
      return askApproval(context, {
        kind: 'deathReversal',
        subject: 'retiree',
        subjectId: input.id,
        summary: `更正 ${await nameOf(context, input.id)} 的去世登记，恢复在册`,
        payload: input,
      })
    },
  }),
}

async function nameOf(context: Context, id: number): Promise<string> {
  const { fullName } = await reachableRetirees(context)
    .select('retiree.fullName')
    .where('retiree.id', '=', id)
    .executeTakeFirstOrThrow()
  return fullName
}
