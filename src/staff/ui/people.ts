import { grantableRoles, roles } from '#src/kernel/access.ts'
import type { StaffMember } from '#src/staff/operations.ts'

/** One account with the posts that it holds. */
export interface StaffAccount {
  readonly accountId: number
  readonly account: string
  readonly name: string
  readonly state: StaffState
  readonly endedOn: string | null
  readonly posts: readonly StaffMember[]
}

/** The posts that can be proposed, to choose from. */
export const roleOptions = grantableRoles.map((role) => ({ value: role, label: roles[role].title }))

export const staffStates = { active: '在用', invited: '待启用', ended: '已停用' } as const
export type StaffState = keyof typeof staffStates

/** Posts gathered by account, in the order in which the accounts come. */
export function accountsOf(members: readonly StaffMember[]): readonly StaffAccount[] {
  const found = new Map<number, StaffMember[]>()
  for (const member of members)
    found.set(member.accountId, [...(found.get(member.accountId) ?? []), member])
  return [...found.values()].flatMap((posts) => {
    const [first] = posts
    if (!first) return []
    const { accountId, account, name, endedOn } = first
    return [{ accountId, account, name, endedOn, state: stateOf(first), posts }]
  })
}

function stateOf({ endedOn, invited }: StaffMember): StaffState {
  if (endedOn) return 'ended'
  return invited ? 'invited' : 'active'
}

/** The posts that act on a day; on the day of its end a post no longer does. */
export function postsNow({ posts }: StaffAccount, today: string): readonly StaffMember[] {
  return posts.filter(
    ({ validFrom, validTo }) => validFrom <= today && (!validTo || validTo > today),
  )
}

/** Whether name, account, post or organisation hold the text. */
export function mentions({ name, account, posts }: StaffAccount, text: string): boolean {
  const words = posts.flatMap(({ title, orgName, roleTitle }) => [title, orgName, roleTitle])
  return [name, account, ...words].some((word) => word.includes(text))
}
