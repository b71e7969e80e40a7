import type { Context } from '#src/kernel/operation.ts'
import type { ColumnKey } from '#src/roster/columns.ts'
import { oneAtATime, weigh } from './gather.ts'
import { keepExport, requireOwnExport, type KeptExport } from './keep.ts'
import { mustAsk, refusalToPrint } from './taking.ts'

/**
 * One's own print of a frozen list that another agreed to and that still holds; `told` are the
 * columns that whoever agreed must have seen, as the print tells as much.
 */
export async function agreedPrint(
  context: Context,
  snapshotId: number,
  told: readonly ColumnKey[],
): Promise<KeptExport | undefined> {
  const found = await context.db
    .selectFrom('export')
    .select('id')
    .where('snapshotId', '=', snapshotId)
    .where('accountId', '=', context.actor.accountId)
    .where('format', '=', 'pdf')
    .where('approvalId', 'is not', null)
    .where('expiresAt', '>', context.now)
    .orderBy('id', 'desc')
    .executeTakeFirst()
  const kept = found && (await requireOwnExport(context, found.id))
  const covers = kept && told.every((key) => kept.columns.includes(key))
  return covers && refusalToPrint(kept, context.now) === undefined ? kept : undefined
}

/**
 * A print of a few people without sensitive columns, on one's own word: counted, marked, and
 * refused as `exports.needsApproval` beyond what one may take alone within 24 hours.
 */
export async function printOnOwnWord(
  context: Context,
  { title, source }: { title: string; source: 'card' | 'festival' | 'hardship' },
  ids: readonly number[],
): Promise<KeptExport> {
  await oneAtATime(context)
  const { needsApproval } = await weigh(context, ids, [])
  if (needsApproval) throw mustAsk()
  return keepExport(
    context,
    {
      title,
      source,
      columns: '[]',
      format: 'pdf',
      purpose: 'service',
      sensitive: false,
      personCount: ids.length,
      madeAt: context.now,
      takenAt: context.now,
    },
    ids,
  )
}
