/** Where a case stands. Requests, applications, calls and petitions share these states. */
export const caseStates = {
  registered: '已登记',
  accepted: '已受理',
  assigned: '已交办',
  handled: '办理中',
  answered: '已答复',
  followedUp: '已回访',
  closed: '已办结',
} as const
export type CaseState = keyof typeof caseStates

/** What happens to a case, in the words of its course. */
export const caseSteps = {
  registered: '登记',
  accepted: '受理',
  claimed: '领办',
  assigned: '交办',
  handled: '办理',
  answered: '答复',
  followedUp: '回访',
  closed: '办结',
  reopened: '重新办理',
  extended: '延期',
  offered: '转办',
  taken: '接收转办',
  returned: '退回转办',
  withdrawn: '收回转办',
  handedOver: '随归属移交',
} as const
export type CaseStep = keyof typeof caseSteps

/** Who is answerable: an organisation, and a person in it once somebody has taken it on. */
export interface Owner {
  readonly orgId: number
  readonly accountId: number | null
}

/** One step of the course. The first is always `registered`. */
export type CaseEvent =
  | { readonly kind: 'registered'; readonly owner: Owner; readonly dueOn: string }
  | { readonly kind: 'accepted' | 'claimed'; readonly accountId: number | null }
  | { readonly kind: 'assigned' | 'handedOver'; readonly owner: Owner }
  | { readonly kind: 'offered'; readonly orgId: number }
  | { readonly kind: 'taken'; readonly accountId: number | null }
  | { readonly kind: 'reopened' | 'extended'; readonly dueOn: string }
  | {
      readonly kind: 'handled' | 'answered' | 'followedUp' | 'closed' | 'returned' | 'withdrawn'
    }

/** A case as its course makes it. */
export interface Case {
  readonly state: CaseState
  readonly owner: Owner
  /** The organisation that has been asked to take it over; until it does, the owner remains answerable. */
  readonly offeredTo: number | null
  readonly dueOn: string
}

/** The case after its whole course. */
export function caseOf(course: readonly CaseEvent[]): Case {
  const [first, ...rest] = course
  if (first?.kind !== 'registered') throw new Error('a course begins with its registration')
  const { owner, dueOn } = first
  return rest.reduce(after, { state: 'registered', owner, offeredTo: null, dueOn })
}

/** The case after one more step; whether the step may be taken is `refusalOfStep`. */
export function after(found: Case, event: CaseEvent): Case {
  switch (event.kind) {
    case 'registered':
      return found
    case 'accepted':
      return { ...found, state: 'accepted', owner: held(found, event.accountId) }
    case 'claimed':
      return {
        ...found,
        state: found.state === 'registered' ? 'accepted' : found.state,
        owner: held(found, event.accountId),
      }
    case 'assigned':
      return { ...found, state: 'assigned', owner: event.owner }
    case 'handedOver':
      return { ...found, owner: event.owner, offeredTo: null }
    case 'offered':
      return { ...found, offeredTo: event.orgId }
    case 'taken':
      return {
        ...found,
        state: 'accepted',
        owner: { orgId: found.offeredTo ?? found.owner.orgId, accountId: event.accountId },
        offeredTo: null,
      }
    case 'returned':
    case 'withdrawn':
      return { ...found, offeredTo: null }
    case 'extended':
      return { ...found, dueOn: event.dueOn }
    case 'reopened':
      return { ...found, state: 'accepted', dueOn: event.dueOn }
    default:
      return { ...found, state: event.kind }
  }
}

function held({ owner }: Case, accountId: number | null): Owner {
  return { ...owner, accountId: accountId ?? owner.accountId }
}
