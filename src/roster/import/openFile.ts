import type { RawFile } from './cell.ts'
import { openCsv } from './csv.ts'
import { guardFile, type Guarded } from './guard.ts'
import { defaultLimits, type ImportLimits } from './limits.ts'
import { openHtml, openSpreadsheetXml } from './markup.ts'
import { refuseFile } from './refusals.ts'
import { openXls } from './xls.ts'
import { openXlsx } from './xlsx.ts'

/**
 * Opens whatever an office calls a spreadsheet: .xlsx, .xls, web pages and XML under that name,
 * delimited text in UTF-8, UTF-16 or GB 18030. Throws the refusals of refusals.ts.
 */
export async function openFile(
  bytes: Buffer,
  name: string,
  limits: ImportLimits = defaultLimits,
): Promise<RawFile> {
  const file = guarded(bytes, limits)
  const title = name.replace(/^.*[\\/]/, '').replace(/\.[^.]*$/, '')
  switch (file.format) {
    case 'xlsx':
      return openXlsx(file.bytes, file.entries, limits)
    case 'xls':
      return openXls(file.bytes, file.workbook, limits)
    case 'html':
      return openHtml(file.text, title, limits)
    case 'xml':
      return openSpreadsheetXml(file.text, limits)
    case 'csv':
      return openCsv(file.text, title, limits)
  }
}

/** Offsets that point outside of the file are damage, not a fault of ours. */
function guarded(bytes: Buffer, limits: ImportLimits): Guarded {
  try {
    return guardFile(bytes, limits)
  } catch (error) {
    if (error instanceof RangeError) throw refuseFile('import.damaged')
    throw error
  }
}
