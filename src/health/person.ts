import { lastDay } from '#src/kernel/day.ts'
import type { Context } from '#src/kernel/operation.ts'
import { Refusal } from '#src/kernel/refusal.ts'
import { reachableRetirees } from '#src/roster/reach.ts'

/**
 * The person whom something befell: locked, within reach, on the register or since deceased, for
 * what is told late still counts. Gives the last day alive, where there is one.
 */
export async function requireKnown(context: Context, id: number) {
  const row = await reachableRetirees(context)
    .selectAll('retiree')
    .where('retiree.id', '=', id)
    .forUpdate('retiree')
    .executeTakeFirst()
  if (!row) throw new Refusal('missing', 'roster.noSuchRetiree', '查无此人')
  if (row.leftReason && row.leftReason !== 'deceased')
    throw new Refusal('conflict', 'health.leftRegister', `${row.fullName}的记录已离册，只能查看`)
  return { row, lastAlive: row.diedOn ? lastDay(row.diedOn) : undefined }
}
