/** How a proposed post stands. */
export const proposalStates = {
  open: '待批准',
  expired: '已过期',
  approved: '已批准',
  declined: '已退回',
  withdrawn: '已撤回',
} as const

export type ProposalState = keyof typeof proposalStates
