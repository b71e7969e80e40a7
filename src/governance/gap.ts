import type { OrgKind } from '#src/orgs/org.ts'

/** What a unit or branch says of those who do this work (requirements C02-11, C02-12). */
export interface Profile {
  readonly kind: OrgKind
  /** Retirees in the register whom the unit or its parts manage, or members of the branch. */
  readonly people: number
  readonly inCharge: string | null
  readonly liaison: string | null
  readonly fullTimeStaff: string | null
  readonly partTimeStaff: string | null
  readonly leadingGroup: string | null
}

const units: readonly OrgKind[] = ['unit', 'managementCentre']
const branches: readonly OrgKind[] = ['branch', 'jointBranch']

/** The kinds of organisation that are looked at. */
export const profiled: readonly OrgKind[] = [...units, ...branches]

/**
 * What is missing: a unit with retirees names a leader and staff, and sets up a leading group from
 * `leadingGroupFrom` people on (absent where no policy asks for it); a branch has a liaison.
 */
export function gapsOf(profile: Profile, leadingGroupFrom: number | undefined): string[] {
  const { kind, people } = profile
  if (branches.includes(kind)) return profile.liaison ? [] : ['未明确联络员']
  if (!units.includes(kind) || people === 0) return []
  const { inCharge, liaison, fullTimeStaff, partTimeStaff, leadingGroup } = profile
  const owesGroup = leadingGroupFrom !== undefined && people >= leadingGroupFrom && !leadingGroup
  return [
    ...(inCharge ? [] : ['未明确分管领导']),
    ...(fullTimeStaff || partTimeStaff || liaison ? [] : ['未明确专兼职工作人员']),
    ...(owesGroup ? [`已达 ${leadingGroupFrom} 人，未建领导小组`] : []),
  ]
}
