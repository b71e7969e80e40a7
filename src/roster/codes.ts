import { ethnicities, ethnicityWords } from './codes/ethnicity.ts'
import * as identity from './codes/identity.ts'
import * as living from './codes/living.ts'
import * as membership from './codes/membership.ts'
import { rankWords, ranks } from './codes/rank.ts'
import * as retirement from './codes/retirement.ts'
import { educationWords, educations } from './codes/schooling.ts'

/** Every code set of the master record: code → Chinese label. The standard is named beside each. */
export const codeSets = {
  gender: identity.genders,
  idType: identity.idTypes,
  ethnicity: ethnicities,
  maritalStatus: identity.maritalStatuses,
  education: educations,
  politicalStatus: identity.politicalStatuses,
  relation: identity.relations,
  retirementCategory: retirement.retirementCategories,
  retirementNature: retirement.retirementNatures,
  originalRetirementAge: retirement.originalRetirementAges,
  rank: ranks,
  treatment: ranks,
  treatmentScope: retirement.treatmentScopes,
  managementTier: retirement.managementTiers,
  unitNature: retirement.unitNatures,
  resettlement: retirement.resettlements,
  livingArrangement: living.livingArrangements,
  healthStatus: living.healthStatuses,
  selfCareLevel: living.selfCareLevels,
  participationMode: membership.participationModes,
  membershipState: membership.membershipStates,
  lifeStatus: membership.lifeStatuses,
} as const

export type CodeSetName = keyof typeof codeSets
export type CodeOf<S extends CodeSetName> = Extract<keyof (typeof codeSets)[S], string>

type Words = Readonly<Record<string, string>>

const words: Record<CodeSetName, Words> = {
  gender: identity.genderWords,
  idType: identity.idTypeWords,
  ethnicity: ethnicityWords,
  maritalStatus: identity.maritalStatusWords,
  education: educationWords,
  politicalStatus: identity.politicalStatusWords,
  relation: identity.relationWords,
  retirementCategory: retirement.retirementCategoryWords,
  retirementNature: retirement.retirementNatureWords,
  originalRetirementAge: retirement.originalRetirementAgeWords,
  rank: rankWords,
  treatment: rankWords,
  treatmentScope: retirement.treatmentScopeWords,
  managementTier: retirement.managementTierWords,
  unitNature: retirement.unitNatureWords,
  resettlement: retirement.resettlementWords,
  livingArrangement: living.livingArrangementWords,
  healthStatus: living.healthStatusWords,
  selfCareLevel: living.selfCareLevelWords,
  participationMode: membership.participationModeWords,
  membershipState: membership.membershipStateWords,
  lifeStatus: membership.lifeStatusWords,
}

const indexes = new Map<CodeSetName, ReadonlyMap<string, string>>()

/** The code meant by a label, a code or a known way of writing it; undefined when none is known. */
export function codeOf<S extends CodeSetName>(set: S, text: string): CodeOf<S> | undefined {
  const index = indexOf(set)
  const plain = plainText(text)
  const code = index.get(plain) ?? index.get(withoutFrills(set, plain))
  return code as CodeOf<S> | undefined
}

/** The Chinese label of a code; the text itself when the set does not know it. */
export function labelOf(set: CodeSetName, code: string): string {
  return isCode(set, code) ? ((codeSets[set] as Words)[code] ?? code) : code
}

export function isCode<S extends CodeSetName>(set: S, code: string): code is CodeOf<S> {
  return Object.hasOwn(codeSets[set], code)
}

/** Codes and labels in the order of the standard, for a list to choose from. */
export function optionsOf(set: CodeSetName): readonly { code: string; label: string }[] {
  return Object.entries(codeSets[set])
    .map(([code, label]) => ({ code, label }))
    .sort((a, b) => orderOf(a.code) - orderOf(b.code))
}

function orderOf(code: string): number {
  return /^\d+$/.test(code) ? Number(code) : 0
}

function indexOf(set: CodeSetName): ReadonlyMap<string, string> {
  const known = indexes.get(set)
  if (known) return known
  const index = new Map<string, string>()
  for (const [code, label] of Object.entries(codeSets[set])) {
    for (const word of [code, label, ...(words[set][code] ?? '').split(' ')]) {
      const plain = plainText(word)
      if (plain && !index.has(plain)) index.set(plain, code)
    }
  }
  indexes.set(set, index)
  return index
}

/** Full-width forms, spaces, brackets and punctuation make no difference to what is meant. */
function plainText(text: string): string {
  return text
    .normalize('NFKC')
    .replace(/[\s\p{P}\p{S}]/gu, '')
    .toLowerCase()
}

/** 「享受副处级待遇」 in a column of treatments means 副处级; 「退休干部」 after a rank adds nothing. */
function withoutFrills(set: CodeSetName, plain: string): string {
  if (set === 'treatment')
    return plain
      .replace(/^(享受|按|参照|比照|提高到|现享受|相当于?)+/, '')
      .replace(/(的?待遇|干部)$/, '')
  if (set === 'rank') return plain.replace(/(退休|离休)?干部$/, '')
  return plain
}
