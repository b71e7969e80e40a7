import { stateOf, type Decision } from '#src/approvals/approval.ts'
import type { Context } from '#src/kernel/operation.ts'
import { stateOfExport, type ExportState, type Format } from './export.ts'
import type { ExportPurpose } from './purpose.ts'

/** An export as its maker's list shows it. */
export interface OwnExport {
  readonly id: number
  readonly title: string
  readonly source: string
  readonly snapshotId: number | null
  readonly format: Format
  readonly purpose: ExportPurpose
  readonly personCount: number
  readonly sensitive: boolean
  readonly approvalId: number | null
  readonly requestedAt: Date
  readonly expiresAt: Date | null
  readonly takenAt: Date | null
  readonly state: ExportState
  /** Why it was declined or could not be made. */
  readonly why: string | null
  readonly decidedBy: string | null
}

/** What this account took or asked for, the newest first. */
export async function ownExports({ db, actor, now }: Context): Promise<OwnExport[]> {
  const rows = await db
    .selectFrom('export')
    .leftJoin('approval', 'approval.id', 'export.approvalId')
    .leftJoin('account as decider', 'decider.id', 'approval.decidedBy')
    .select(['export.id', 'export.title', 'export.source', 'export.snapshotId', 'export.format'])
    .select(['export.purpose', 'export.personCount', 'export.sensitive', 'export.approvalId'])
    .select(['export.requestedAt', 'export.madeAt', 'export.expiresAt', 'export.takenAt'])
    .select(['export.failure', 'approval.decision', 'approval.expiresAt as decideBy'])
    .select(['approval.reason', 'approval.makerAccountId', 'approval.usedAt', 'approval.decidedAt'])
    .select('decider.name as decidedBy')
    .where('export.accountId', '=', actor.accountId)
    .where('export.orgId', '=', actor.scopeId)
    .orderBy('export.id', 'desc')
    .limit(200)
    .execute()
  return rows.map((row) => {
    const { madeAt, failure, decision, decideBy, decidedAt, reason, ...others } = row
    const { makerAccountId, usedAt, ...rest } = others
    const asked = decideBy && {
      decision: decision as Decision | null,
      expiresAt: decideBy,
      makerAccountId: makerAccountId ?? 0,
      usedAt,
    }
    const approvalState = asked ? stateOf(asked, now) : null
    return {
      ...rest,
      format: row.format as Format,
      purpose: row.purpose as ExportPurpose,
      state: stateOfExport({ ...rest, madeAt, failure, approvalState, decidedAt }, now),
      why: failure ?? (decision === 'declined' ? reason : null),
    }
  })
}
