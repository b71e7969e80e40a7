import type { Role } from '#src/kernel/access.ts'

/** A place in the tree that the test draws up, and what the oracle knows of it. */
export interface Place {
  readonly id: number
  readonly parent: Place | undefined
  /** True for a bureau, which answers for the whole of what it stands under. */
  readonly answersForParent?: boolean
}

export interface Person {
  readonly id: number
  readonly home: Place
  readonly ties: readonly { readonly to: Place; readonly ended: boolean }[]
  readonly left: boolean
}

/** Who may call what, written by hand from 岗位职责 and not from the code. */
const callers: Readonly<Record<string, readonly Role[]>> = {
  'roster.get': anyBusiness(),
  'roster.history': anyBusiness(),
  'duties.ofRetiree': anyBusiness(),
  'visits.list': ['bureauClerk', 'unitLiaison', 'communityWorker', 'branchSecretary'],
  'roster.amend': ['bureauClerk'],
}

function anyBusiness(): Role[] {
  return ['bureauClerk', 'bureauDirector', 'unitLiaison', 'communityWorker', 'branchSecretary']
}

export const triedOperations = Object.keys(callers)

/** Whether somebody of a role at a place reaches a person: by what the person is tied to today. */
export function reaches(at: Place, { home, ties }: Person): boolean {
  const area = at.answersForParent ? (at.parent as Place) : at
  const present = ties.filter((tie) => !tie.ended).map((tie) => tie.to)
  return [home, ...present].some((place) => isWithin(place, area))
}

function isWithin(place: Place | undefined, area: Place): boolean {
  if (place === undefined) return false
  return place === area || isWithin(place.parent, area)
}

/** What the answer must be: not permitted, not there, or an answer of the matter itself. */
export function expected(operation: string, role: Role, at: Place, person: Person) {
  if (!callers[operation]?.includes(role)) return 403
  return reaches(at, person) ? 'answered' : 404
}
