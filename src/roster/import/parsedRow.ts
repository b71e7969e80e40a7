import type { FieldKey, RetireeValues } from '../fields.ts'
import type { TagCode } from '../tag.ts'
import type { Cell } from './cell.ts'
import { severities, type Fault, type ImportIssue } from './issue.ts'
import type { Column, Table } from './table.ts'
import type { ImportKey, TieKind } from './titles.ts'

export interface ImportedContact {
  readonly name: string
  /** GB/T 4761, when known. */
  readonly relation?: string
  readonly phone?: string
  readonly isEmergency: boolean
}

/** One person as the file has it, typed, with everything that is wrong with the row. */
export interface ParsedRow {
  readonly sheet: string
  readonly row: number
  readonly values: Partial<RetireeValues>
  /** Names of organisations as written, to be matched or created. */
  readonly ties: Readonly<Partial<Record<TieKind, string>>>
  readonly contacts: readonly ImportedContact[]
  readonly tags: readonly TagCode[]
  readonly lifeStatus?: 'alive' | 'deceased'
  readonly diedOn?: string
  /** Texts that no code set knows, kept until somebody decides. */
  readonly unresolved: Readonly<Partial<Record<ImportKey, string>>>
  readonly issues: readonly ImportIssue[]
}

/** A row while it is being read. */
export interface Draft {
  readonly table: Table
  readonly row: number
  readonly cells: readonly (Cell | undefined)[]
  readonly values: Partial<Record<FieldKey, unknown>>
  readonly ties: Partial<Record<TieKind, string>>
  readonly contacts: ImportedContact[]
  readonly tags: TagCode[]
  readonly loose: Partial<Record<ImportKey, string>>
  readonly unresolved: Partial<Record<ImportKey, string>>
  readonly issues: Map<number, ImportIssue>
  /** True when the identity number can be relied on. */
  soundId: boolean
}

/** The column that holds a field in the draft's table. */
export function columnFor(draft: Draft, key: ImportKey): Column | undefined {
  const place = draft.table.places[key]
  return place === undefined
    ? undefined
    : draft.table.columns.find((column) => column.index === place)
}

/** Notes what is wrong with a cell. One code a cell: an error displaces a warning, nothing else. */
export function report(draft: Draft, column: Column | undefined, fault: Fault): void {
  if (!column) return
  const held = draft.issues.get(column.index)
  const severity = severities[fault.code]
  if (held && (held.severity === 'error' || severity === 'warning')) return
  draft.issues.set(column.index, issueOf(draft, column, fault))
}

/** The column where a second problem of a row may stand when `column` already has an error. */
export function freeColumn(draft: Draft, keys: readonly ImportKey[]): Column | undefined {
  const columns = keys.map((key) => columnFor(draft, key)).filter((column) => column !== undefined)
  return (
    columns.find((column) => draft.issues.get(column.index)?.severity !== 'error') ?? columns[0]
  )
}

function issueOf(draft: Draft, column: Column, { code, message }: Fault): ImportIssue {
  return {
    sheet: draft.table.sheet,
    row: draft.row,
    column: column.column,
    field: column.key,
    code,
    severity: severities[code],
    value: (draft.cells[column.index]?.text ?? '').slice(0, 100),
    message,
  }
}
