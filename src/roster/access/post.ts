import type { Role } from '#src/kernel/access.ts'
import { purposeCodes, purposeRule, type Purpose } from '../purpose.ts'
import type { Relation } from './relation.ts'

/** What a kind of post makes of the relations of its organisation. */
export interface PostRule {
  readonly relations: readonly Relation[]
  /** The purposes for which it may open sensitive details. */
  readonly purposes: readonly Purpose[]
  /** Always names the case: the post approves and counts, it does not look things up. */
  readonly alwaysCase?: true
  /** Distinct people whose records may be opened in a working day. */
  readonly daily: number
}

const units: readonly Relation[] = ['formerUnit', 'payingUnit', 'managingUnit']
const every: readonly Relation[] = ['home', 'superior', ...units, 'community', 'branch']

const nobody: PostRule = { relations: [], purposes: [], daily: 0 }

const rules: Readonly<Partial<Record<Role, PostRule>>> = {
  bureauClerk: { relations: every, purposes: purposeCodes, daily: 150 },
  bureauDirector: {
    relations: every,
    purposes: ['aid', 'treatment', 'inspection', 'petition', 'rights'],
    alwaysCase: true,
    daily: 60,
  },
  unitLiaison: {
    relations: units,
    purposes: [
      'service',
      'visit',
      'contact',
      'treatment',
      'medicalClaim',
      'activity',
      'suggestion',
      'emergencyCall',
      'correction',
    ],
    daily: 60,
  },
  communityWorker: {
    relations: ['community'],
    purposes: ['service', 'visit', 'contact', 'activity', 'emergencyCall', 'correction'],
    daily: 60,
  },
  branchSecretary: {
    relations: ['branch'],
    purposes: ['partyLife', 'visit', 'contact', 'activity', 'correction'],
    daily: 60,
  },
}

/** What a role makes of its relations; a role without a rule sees nobody. */
export function postRule(role: Role): PostRule {
  return rules[role] ?? nobody
}

/** Whether this post must name a case with this purpose; for someone under protection it always must. */
export function needsCase(role: Role, purpose: Purpose, isVip: boolean): boolean {
  return isVip || postRule(role).alwaysCase === true || purposeRule(purpose).needsCase === true
}
