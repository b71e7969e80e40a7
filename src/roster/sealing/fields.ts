import type { FieldKey } from '../fields.ts'

/**
 * Sensitive fields that the database holds only sealed, with their columns: all of class S3 but the two codes
 * 健康状况 and 自理能力, which duties and filters need as sets, and whose few values any index would betray.
 */
export const sealedColumns = {
  idNumber: 'idNumberSealed',
  chronicDiseases: 'chronicDiseasesSealed',
  allergies: 'allergiesSealed',
  pensionBaseFen: 'pensionBaseFenSealed',
  monthlyPensionFen: 'monthlyPensionFenSealed',
  duesBaseFen: 'duesBaseFenSealed',
} as const satisfies Partial<Record<FieldKey, string>>

export type SealedKey = keyof typeof sealedColumns
export type SealedColumn = (typeof sealedColumns)[SealedKey]

export const sealedKeys = Object.keys(sealedColumns) as SealedKey[]

/** Whether a field is kept sealed. */
export function isSealedKey(key: string): key is SealedKey {
  return Object.hasOwn(sealedColumns, key)
}
