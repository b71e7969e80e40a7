import type { ApprovalKinds } from './approvals/kind.ts'
import { exportApprovals } from './exports/approvals.ts'
import { retentionApprovals } from './retention/approvals.ts'
import { rightsApprovals } from './rights/approvals.ts'
import { rosterApprovals } from './roster/approvals.ts'
import { ledgerApprovals } from './visitLedger/approvals.ts'

/** Every act that needs two pairs of eyes. A capability that has one adds a line. */
export const approvalKinds = {
  ...rosterApprovals,
  ...exportApprovals,
  ...retentionApprovals,
  ...rightsApprovals,
  ...ledgerApprovals,
} as const satisfies ApprovalKinds
