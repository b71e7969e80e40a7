import * as z from 'zod'
import { Refusal } from '#src/kernel/refusal.ts'

export const decisions = {
  approved: '已同意',
  declined: '未同意',
  expired: '逾期作废',
  withdrawn: '已撤回',
} as const
export type Decision = keyof typeof decisions
export type ApprovalState = Decision | 'open'

export const approvalStates: Readonly<Record<ApprovalState, string>> = {
  open: '待复核',
  ...decisions,
}

/** A request that nobody decided lapses after 72 hours. */
export const hoursToDecide = 72

/** What the rules of two pairs of eyes look at. */
export interface Standing {
  readonly makerAccountId: number
  readonly decision: Decision | null
  readonly expiresAt: Date
  readonly usedAt: Date | null
}

/** Where a request stands; one whose time is over has lapsed, whether or not that is written down. */
export function stateOf({ decision, expiresAt }: Standing, now: Date): ApprovalState {
  if (decision) return decision
  return expiresAt <= now ? 'expired' : 'open'
}

/** When a request made now lapses. */
export function expiryOf(now: Date): Date {
  return new Date(now.getTime() + hoursToDecide * 3_600_000)
}

/** Nobody decides what he asked for himself, by whichever post; what is decided or lapsed stays so. */
export function refusalToDecide(approval: Standing, accountId: number | null, now: Date) {
  if (accountId === null || accountId === approval.makerAccountId)
    return new Refusal('forbidden', 'approvals.ownRequest', '自己提交的事项须由另一人复核')
  return refusalUnlessOpen(approval, now)
}

/** Only who asked may withdraw, and only while nobody has decided. */
export function refusalToWithdraw(approval: Standing, accountId: number | null, now: Date) {
  if (accountId !== approval.makerAccountId)
    return new Refusal('forbidden', 'approvals.notYours', '只能撤回自己提交的事项')
  return refusalUnlessOpen(approval, now)
}

/** What was asked is done once, after it was approved. */
export function refusalToUse(approval: Standing) {
  if (approval.decision !== 'approved')
    return new Refusal('conflict', 'approvals.notApproved', '这个事项还没有通过复核')
  if (approval.usedAt) return new Refusal('conflict', 'approvals.used', '这次复核已经用过')
  return undefined
}

function refusalUnlessOpen(approval: Standing, now: Date): Refusal | undefined {
  const state = stateOf(approval, now)
  if (state === 'open') return undefined
  const message = `这个事项${approvalStates[state]}，请刷新`
  return new Refusal('conflict', 'approvals.decided', message)
}

const Reason = z.string().trim().max(300, '理由最多 300 个字').optional()

export const Decide = z
  .strictObject({
    id: z.int(),
    approve: z.boolean('请选择同意或不同意'),
    reason: Reason,
    /** The digest of what the checker was shown: nobody agrees unseen, nor to what has changed since. */
    seen: z.string().max(80).optional(),
  })
  .refine(({ approve, seen }) => !approve || seen !== undefined, {
    path: ['seen'],
    error: '请先打开这个事项核对内容，再同意',
  })
  .refine(({ approve, reason }) => approve || (reason ?? '').length >= 4, {
    path: ['reason'],
    error: '不同意请写明理由，至少 4 个字',
  })

/** What the checker is shown: what would happen, not only a button. */
export interface Brief {
  readonly facts: readonly { readonly label: string; readonly value: string }[]
  readonly table?: {
    readonly title: string
    readonly columns: readonly string[]
    readonly rows: readonly (readonly string[])[]
  }
  /** Sentences: what speaks against it, or asks for care. */
  readonly warnings?: readonly string[]
  /** Sentences: what follows when it is approved. */
  readonly effects: readonly string[]
}
