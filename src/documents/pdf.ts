import { Refusal } from '#src/kernel/refusal.ts'
import { cardsData, type CardsPrint } from './cards.ts'
import { handCardsData, type HandCardsPrint } from './handCards.ts'
import { lettersData, type LettersPrint } from './letters.ts'
import { papersData, type PapersPrint } from './papers.ts'
import { pdfProcess, type PdfProcess } from './pdf-process.ts'
import { listData, sheetData, type ListPrint, type SheetPrint } from './print.ts'

/** Rows that one print may have; more are exported as a spreadsheet. */
export const MOST_PRINTED_ROWS = 10_000

let shared: PdfProcess | undefined

/**
 * The list as an A4 PDF: numbered rows, header on every page, who printed it and when,
 * 第 x 页 共 y 页. Refused as `documents.tooManyRows` beyond 10,000 rows, else as `pdfProcess` says.
 */
export async function renderListPdf(list: ListPrint): Promise<Uint8Array> {
  if (list.rows.length > MOST_PRINTED_ROWS) throw tooManyRows(list.rows.length)
  return setter().render('list', listData(list))
}

/** The record sheet of one subject as an A4 PDF: groups of labels with values, and small tables. */
export async function renderSheetPdf(sheet: SheetPrint): Promise<Uint8Array> {
  return setter().render('sheet', sheetData(sheet))
}

/** A page for each of several subjects, in large type. */
export async function renderCardsPdf(print: CardsPrint): Promise<Uint8Array> {
  return setter().render('cards', cardsData(print))
}

/** Letters on A4 for envelopes with a window, one a sheet. */
export async function renderLettersPdf(print: LettersPrint): Promise<Uint8Array> {
  return setter().render('letters', lettersData(print))
}

/** A form to be filled in by hand for each of several subjects. */
export async function renderPapersPdf(print: PapersPrint): Promise<Uint8Array> {
  return setter().render('papers', papersData(print))
}

/** Cards to hand out, two on a sheet of A4, in type for old eyes. */
export async function renderHandCardsPdf(print: HandCardsPrint): Promise<Uint8Array> {
  return setter().render('handCards', handCardsData(print))
}

/** Ends the process that sets documents, if it runs; to be called when the server stops. */
export async function stopPdf(): Promise<void> {
  await shared?.stop()
}

function setter(): PdfProcess {
  shared ??= pdfProcess()
  return shared
}

function tooManyRows(rows: number): Refusal {
  const message = `名单有 ${rows} 行，一次最多打印 ${MOST_PRINTED_ROWS} 行：请缩小范围，或导出表格`
  return new Refusal('tooLarge', 'documents.tooManyRows', message)
}
