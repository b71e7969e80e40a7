import type { ColumnKey } from '#src/roster/columns.ts'

/** What the frozen list shows of everyone: what a signature and a visit need, and no more. */
export const listedColumns = [
  'fullName',
  'gender',
  'age',
  'retirementCategory',
  'managingUnit',
  'community',
  'residenceAddress',
  'mobile',
] as const satisfies readonly ColumnKey[]
