import { tieKinds, type TieKind } from '#src/orgs/org.ts'
import type { Maintainer } from '../fields/field.ts'
import type { Bundle } from './bundle.ts'

/** How an organisation stands to a person: the keeping bureau, one above it, or by a current tie. */
export type Relation = 'home' | 'superior' | TieKind

export const relationTitles: Readonly<Record<Relation, string>> = {
  home: '主管老干部局',
  superior: '上级老干部部门',
  ...tieKinds,
}

interface Opens {
  readonly bundles: readonly Bundle[]
  /** Whose fields it keeps true, by the letters of `Field.maintainers`. */
  readonly keeps: readonly Maintainer[]
  readonly contacts: 'all' | 'emergency' | 'none'
  /** Findings of visits: of every organisation, or of the own only. */
  readonly visitNotes: 'all' | 'own'
}

const work = ['name', 'work', 'party'] as const
const personal = [
  ...work,
  'partyDates',
  'birth',
  'personal',
  'address',
  'living',
  'medicalPoint',
  'phones',
] as const

/**
 * What each relation opens, and nothing beyond: 业务口径 after the minimum that the work needs
 * (个人信息保护法 Arts. 6, 28). Several relations to one person add up.
 */
export const opens: Readonly<Record<Relation, Opens>> = {
  home: {
    bundles: [...personal, 'identityNumber', 'care', 'health', 'money', 'dues'],
    keeps: ['B', 'U', 'O', 'C', 'H', 'R'],
    contacts: 'all',
    visitNotes: 'all',
  },
  superior: { bundles: work, keeps: [], contacts: 'none', visitNotes: 'own' },
  formerUnit: { bundles: personal, keeps: ['U', 'R'], contacts: 'all', visitNotes: 'all' },
  payingUnit: {
    bundles: [...personal, 'identityNumber', 'money'],
    keeps: ['U', 'R'],
    contacts: 'all',
    visitNotes: 'all',
  },
  managingUnit: {
    bundles: [...personal, 'identityNumber', 'care'],
    keeps: ['U', 'R'],
    contacts: 'all',
    visitNotes: 'all',
  },
  community: {
    bundles: ['name', 'work', 'address', 'living', 'phones', 'care'],
    keeps: ['C', 'R'],
    contacts: 'emergency',
    visitNotes: 'own',
  },
  branch: {
    bundles: [...work, 'partyDates', 'phones', 'dues'],
    keeps: ['O', 'R'],
    contacts: 'none',
    visitNotes: 'own',
  },
}

/** What a break-glass opens for an hour: what a rescuer needs, and no more. */
export const emergencyBundles: readonly Bundle[] = [
  'name',
  'birth',
  'address',
  'living',
  'medicalPoint',
  'phones',
  'care',
  'health',
]
