import type { TieKind } from '#src/orgs/org.ts'
import type { Values } from '../record.ts'
import type { Signal } from '../suspects.ts'
import type { TagCode } from '../tag.ts'

/** A contact as an imported row names it. */
export interface ImportedContact {
  readonly name: string
  readonly relation: string
  readonly phone: string | null
  readonly isEmergency: boolean
}

/** What a row brings beside the fields of the record. */
export interface Extras {
  readonly contacts?: readonly ImportedContact[]
  readonly tags?: readonly TagCode[]
  /** Partial date of death of someone whom the file lists as deceased. */
  readonly diedOn?: string
}

export type TieNames = Readonly<Partial<Record<TieKind, string>>>

/** A row of the file as it waits for the decision. */
export interface StagedRow {
  readonly ordinal: number
  readonly sheet: string
  readonly row: number
  readonly values: Values
  readonly ties: TieNames
  readonly extras: Extras
  readonly hasError: boolean
}

/** Field or tie → what is recorded now and what the file says. */
export type Diff = Readonly<Record<string, readonly [unknown, unknown]>>

export interface RowSuspect {
  readonly id: number
  readonly fullName: string
  readonly birth: string | null
  readonly managingUnit: string | null
  readonly leftReason: string | null
  readonly signals: readonly Signal[]
}

export type Decision = 'create' | 'update' | 'skip'

/** What the office decided about a name that is not in the tree: an organisation, a new one, or nothing. */
export type OrgChoice = number | 'create' | 'leave'
/** Tie kind and name, joined by a colon → choice. */
export type OrgChoices = Readonly<Record<string, OrgChoice>>

export const choiceKey = (kind: TieKind, name: string): string => `${kind}:${name}`

/** The rows of a batch by what will become of them. */
export const rowFilters = {
  all: '全部',
  new: '新增',
  changed: '有变化',
  same: '相同',
  suspected: '疑似重复',
  error: '有错',
} as const
export type RowFilter = keyof typeof rowFilters
