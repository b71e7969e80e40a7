import { xlsxType } from '#src/documents/cell.ts'
import { defaultLimits } from './limits.ts'
import { annotatedCsv } from './annotateCsv.ts'
import { annotatedWorkbook } from './annotateWorkbook.ts'
import { openFile } from './openFile.ts'
import { notesOf } from './notes.ts'
import type { ImportReport } from './report.ts'

export interface AnnotatedFile {
  readonly fileName: string
  readonly contentType: string
  readonly body: Uint8Array | AsyncIterable<Uint8Array>
}

/**
 * The user's own file with a column 错误说明: same sheets, order and values, wrong cells in red
 * with a note, doubtful ones in yellow. Delimited text comes back as such; everything else as .xlsx.
 */
export async function annotateFile(
  file: Uint8Array,
  fileName: string,
  report: ImportReport,
): Promise<AnnotatedFile> {
  const bytes = Buffer.from(file.buffer, file.byteOffset, file.byteLength)
  const raw = await openFile(bytes, report.file, defaultLimits)
  const notes = notesOf(report)
  const stem = `${fileName.replace(/^.*[\\/]/, '').replace(/\.[^.]*$/, '')}（错误说明）`
  if (raw.format === 'csv') {
    const body = await annotatedCsv(raw, notes)
    return { fileName: `${stem}.csv`, contentType: 'text/csv; charset=utf-8', body }
  }
  const body = await annotatedWorkbook(raw, notes)
  return { fileName: `${stem}.xlsx`, contentType: xlsxType, body }
}
