import type { Context, Download } from '#src/kernel/operation.ts'
import { xlsxType, type Cell, type ListColumn } from './cell.ts'
import { printedTime } from './printedTime.ts'

/** A table of figures that goes out as a workbook or on paper; the first column names the row. */
export interface FigureTable {
  readonly title: string
  readonly note: string
  readonly columns: readonly string[]
  readonly rows: readonly (readonly (string | number)[])[]
}

/** The table as a workbook: figures as numbers. */
export async function figureXlsx({ title, note, columns, rows }: FigureTable): Promise<Download> {
  const { writeListXlsx } = await import('./xlsx.ts')
  const heads = columns.map((name, index): ListColumn => {
    const isText = typeof rows[0]?.[index] !== 'number'
    return { title: name, width: isText ? 24 : 11, type: isText ? 'text' : 'number' }
  })
  const body = await writeListXlsx({
    title,
    notes: [note],
    columns: heads,
    rows: rows as readonly (readonly Cell[])[],
  })
  return { fileName: `${title}.xlsx`, contentType: xlsxType, body }
}

/** The table on A4. */
export async function figurePdf(
  { actor, now, today }: Context,
  { title, note, columns, rows }: FigureTable,
): Promise<Download> {
  const { renderListPdf } = await import('./pdf.ts')
  const body = await renderListPdf({
    title,
    subtitleLines: [note],
    columns: columns.map((name, index) => {
      const isText = typeof rows[0]?.[index] !== 'number'
      return { title: name, width: isText ? '2fr' : '1fr', align: isText ? 'left' : 'right' }
    }),
    rows: rows.map((row) => row.map((cell) => String(cell))),
    landscape: columns.length > 6,
    printedBy: actor.name,
    printedAt: printedTime(now),
    asOf: today,
    footerLines: ['填表人：　　　　　　　　审核人：　　　　　　　　负责人：'],
  })
  return { fileName: `${title}.pdf`, contentType: 'application/pdf', body }
}
