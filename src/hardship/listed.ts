import type { ColumnKey } from '#src/roster/columns.ts'

/** What the frozen list behind a payment shows of everyone. */
export const paymentColumns = [
  'fullName',
  'retirementCategory',
  'managingUnit',
] as const satisfies readonly ColumnKey[]
