import type { Context } from '#src/kernel/operation.ts'
import { stateOf, type ApprovalState } from './approval.ts'
import { kindOf, mayCheck, requests, requestsInScope, type Request } from './find.ts'
import type { ApprovalKinds } from './kind.ts'

/** A request as a list shows it. */
export interface ApprovalItem {
  readonly id: number
  readonly kind: string
  readonly kindTitle: string
  readonly summary: string
  readonly maker: string
  readonly makerPost: string
  readonly requestedAt: Date
  readonly expiresAt: Date
  readonly state: ApprovalState
  readonly decidedBy: string | null
  readonly decidedAt: Date | null
  readonly reason: string | null
}

/** The request in the words of a list. */
export function itemOf(request: Request, kinds: ApprovalKinds, now: Date): ApprovalItem {
  const { id, kind, summary, requestedAt, expiresAt, decidedAt, reason } = request
  const own = { id, kind, summary, requestedAt, expiresAt, decidedAt, reason }
  return {
    ...own,
    kindTitle: kindOf(kinds, request).title,
    maker: request.makerName,
    makerPost: `${request.makerOrg} ${request.makerPost}`,
    state: stateOf(request, now),
    decidedBy: request.deciderName,
  }
}

/** Open requests of others that this actor may check, the most urgent first. */
export async function toCheck(context: Context, kinds: ApprovalKinds): Promise<ApprovalItem[]> {
  const rows = await requestsInScope(context)
    .where('decision', 'is', null)
    .where('approval.expiresAt', '>', context.now)
    .where('approval.makerAccountId', '<>', context.actor.accountId)
    .orderBy('approval.expiresAt')
    .limit(200)
    .execute()
  const mine: ApprovalItem[] = []
  for (const row of rows)
    if (await mayCheck(context, row, kindOf(kinds, row))) mine.push(itemOf(row, kinds, context.now))
  return mine
}

/** What this actor asked for, the latest first. */
export async function askedBy(context: Context, kinds: ApprovalKinds): Promise<ApprovalItem[]> {
  const rows = await requests(context)
    .where('approval.makerAccountId', '=', context.actor.accountId)
    .orderBy('approval.id', 'desc')
    .limit(100)
    .execute()
  return rows.map((row) => itemOf(row, kinds, context.now))
}
