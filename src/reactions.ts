import { inServiceFollows } from './census/reaction.ts'
import { groupsFollow } from './contactGroups/reaction.ts'
import { dutiesFollow } from './duties/reaction.ts'
import type { Reaction } from './kernel/execute.ts'
import { messagesFollow } from './messages/reaction.ts'

/** What follows from what, in the same transaction: the whole causal web on one page. */
export const reactions: readonly Reaction[] = [
  groupsFollow,
  dutiesFollow,
  inServiceFollows,
  messagesFollow,
]
