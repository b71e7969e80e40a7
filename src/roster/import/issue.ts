/** Codes of the import report; those on the right are only warnings. */
export const severities = {
  NAME_MISSING: 'error',
  NAME_INVALID: 'error',
  ID_MISSING: 'error',
  ID_LENGTH: 'error',
  ID_CHECKSUM: 'error',
  ID_PRECISION_LOST: 'error',
  ID_SEX_MISMATCH: 'error',
  DATE_INVALID: 'error',
  PHONE_INVALID: 'error',
  AMOUNT_INVALID: 'error',
  TEXT_TOO_LONG: 'error',
  LIXIU_AFTER_1949: 'error',
  DUPLICATE_IN_FILE: 'error',
  DUPLICATE_OF_RECORD: 'error',
  ID_REGION: 'warning',
  ID_BIRTH_MISMATCH: 'warning',
  DATE_IMPLAUSIBLE: 'warning',
  DATE_PRECISION: 'warning',
  CODE_UNKNOWN: 'warning',
  UNIT_UNKNOWN: 'warning',
  BRANCH_UNKNOWN: 'warning',
  COMMUNITY_UNKNOWN: 'warning',
  FORMULA: 'warning',
  COLUMN_UNMAPPED: 'warning',
} as const

export type IssueCode = keyof typeof severities
export type Severity = (typeof severities)[IssueCode]

/** One thing wrong with one cell, as the report shows it. */
export interface ImportIssue {
  readonly sheet: string
  /** Row as Excel shows it; for CSV the line. */
  readonly row: number
  /** Letters as Excel shows them; for CSV the position in the line, counted from one. */
  readonly column: string | number
  readonly field: string | null
  readonly code: IssueCode
  readonly severity: Severity
  readonly value: string
  readonly message: string
}

/** What is wrong with a value, before it is known where it stands. */
export interface Fault {
  readonly code: IssueCode
  readonly message: string
}

export function fault(code: IssueCode, message: string): { readonly fault: Fault } {
  return { fault: { code, message } }
}

/** The value of a cell, or what is wrong with it, or both; neither for a cell that says nothing. */
export interface Reading<T> {
  readonly value?: T
  readonly fault?: Fault
}

const says = /^(?:无|没有|暂无|空|空白|none|n\/a|null|nil|[-–—―_/\\、.。,，·*]+)$/i

/** 无, — and / fill cells that have nothing to say. */
export function saysNothing(text: string): boolean {
  const plain = text.trim()
  return plain === '' || says.test(plain)
}
