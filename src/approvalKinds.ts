import type { ApprovalKinds } from './approvals/kind.ts'
import { rosterApprovals } from './roster/approvals.ts'

/** Every act that needs two pairs of eyes. A capability that has one adds a line. */
export const approvalKinds = {
  ...rosterApprovals,
} as const satisfies ApprovalKinds
