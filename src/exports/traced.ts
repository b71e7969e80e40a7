import type { Context } from '#src/kernel/operation.ts'
import { Refusal } from '#src/kernel/refusal.ts'
import { atOrBelow } from '#src/orgs/reach.ts'
import { markIn } from './fingerprint.ts'
import { exportPurposes, type ExportPurpose } from './purpose.ts'

/** Which export a leaked excerpt comes from. */
export interface Traced {
  readonly id: number
  readonly title: string
  readonly maker: string
  readonly org: string
  readonly post: string
  readonly requestedAt: Date
  readonly takenAt: Date | null
  readonly purpose: string
  readonly personCount: number
  readonly checkedBy: string | null
  /** Found by the hidden mark, or only by the line that everyone can read and change. */
  readonly by: 'mark' | 'line'
}

/** Finds who took the file that an excerpt was copied from: by its hidden mark, else by its visible line. */
export async function traced(context: Context, text: string): Promise<Traced> {
  const mark = markIn(text)
  const line = /导出第\s*(\d{1,9})\s*号/.exec(text)?.[1]
  const byMark = mark && (await find(context, { mark }))
  const found = byMark ?? (line && (await find(context, { id: Number(line) })))
  if (!found)
    throw new Refusal(
      'missing',
      'exports.noMark',
      '内容里没有本系统的导出标识，请多粘贴几行',
      'text',
    )
  const { purpose, ...rest } = found
  return {
    ...rest,
    purpose: exportPurposes[purpose as ExportPurpose],
    by: byMark ? 'mark' : 'line',
  }
}

async function find({ db, actor }: Context, by: { mark?: Buffer; id?: number }) {
  let query = db
    .selectFrom('export')
    .innerJoin('org as scope', 'scope.id', 'export.orgId')
    .innerJoin('account', 'account.id', 'export.accountId')
    .innerJoin('post', 'post.id', 'export.postId')
    .innerJoin('org', 'org.id', 'post.orgId')
    .leftJoin('approval', 'approval.id', 'export.approvalId')
    .leftJoin('account as checker', 'checker.id', 'approval.decidedBy')
    .select(['export.id', 'export.title', 'account.name as maker', 'org.name as org'])
    .select(['post.title as post', 'export.requestedAt', 'export.takenAt', 'export.purpose'])
    .select(['export.personCount', 'checker.name as checkedBy'])
    .where(atOrBelow(actor.scopeId))
  if (by.mark) query = query.where('export.mark', '=', by.mark)
  if (by.id !== undefined) query = query.where('export.id', '=', by.id)
  return query.executeTakeFirst()
}
