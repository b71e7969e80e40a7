import type { Context } from '#src/kernel/operation.ts'
import type { Vault } from '#src/kernel/vault.ts'
import type { ImportReport } from '../import/report.ts'
import type { Values } from '../record.ts'
import { openedDocument, openedPairs, sealedDocument, sealedPairs } from '../sealing/document.ts'
import type { Diff } from './staged.ts'

/** A row of a batch as a place for sealed values. */
export function placeOf(batchId: number, ordinal: number) {
  return { table: 'import_row', row: `${batchId}.${ordinal}` }
}

/** Staged values as they may be kept. */
export function sealedValues(
  vault: Vault,
  batchId: number,
  ordinal: number,
  values: Values,
): Values {
  return sealedDocument(vault, placeOf(batchId, ordinal), values) as Values
}

/** Staged values in clear. */
export function openedStaged(
  vault: Vault,
  batchId: number,
  ordinal: number,
  values: unknown,
): Values {
  return openedDocument(vault, placeOf(batchId, ordinal), values as Values) as Values
}

/** Differences as they may be kept. */
export function sealedDiff(vault: Vault, batchId: number, ordinal: number, diff: Diff): Diff {
  return sealedPairs(vault, placeOf(batchId, ordinal), diff) as Diff
}

/** Differences in clear. */
export function openedDiff(vault: Vault, batchId: number, ordinal: number, diff: unknown): Diff {
  return openedPairs(vault, placeOf(batchId, ordinal), diff as Diff) as Diff
}

/** A staged row with values and differences in clear. */
export function openedRow<Row extends { ordinal: number; values: unknown; diff: unknown }>(
  vault: Vault,
  batchId: number,
  row: Row,
) {
  return {
    ...row,
    values: openedStaged(vault, batchId, row.ordinal, row.values),
    diff: openedDiff(vault, batchId, row.ordinal, row.diff),
  }
}

/** The uploaded file as it may be kept: it holds everything that its rows hold. */
export function sealedFile(vault: Vault, batchId: number, file: Uint8Array): Buffer {
  return vault.seal('files', file, `import_batch.file.${batchId}`)
}

/** The file as it was uploaded. */
export function openedFile({ vault }: Context, batch: { id: number; file: Uint8Array }): Buffer {
  return vault.unseal(batch.file, `import_batch.file.${batch.id}`)
}

/** A report as it is kept: what it found, with the values of cells, only sealed. */
export type StoredReport = Omit<ImportReport, 'issues'> & { readonly sealed: string }

/** The report as it may be kept. */
export function sealedReport(vault: Vault, batchId: number, report: ImportReport): StoredReport {
  const { issues, ...rest } = report
  const bytes = Buffer.from(JSON.stringify(issues))
  const sealed = vault.seal('files', bytes, `import_batch.report.${batchId}`)
  return { ...rest, sealed: sealed.toString('base64') }
}

/** The report with what it found. */
export function openedReport(vault: Vault, batchId: number, report: StoredReport): ImportReport {
  const { sealed, ...rest } = report
  const bytes = vault.unseal(Buffer.from(sealed, 'base64'), `import_batch.report.${batchId}`)
  return { ...rest, issues: JSON.parse(bytes.toString()) as ImportReport['issues'] }
}
