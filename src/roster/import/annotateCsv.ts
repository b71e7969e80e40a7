import { guardFormula } from '#src/documents/cell.ts'
import type { RawFile, RawRow } from './cell.ts'
import { notesTitle, type SheetNotes } from './notes.ts'

/** UTF-8 with a byte order mark, which Excel needs to see Chinese; one line for each line. */
export async function annotatedCsv(
  file: RawFile,
  notes: ReadonlyMap<string, SheetNotes>,
): Promise<Uint8Array> {
  const [sheet] = file.sheets
  const rows: RawRow[] = []
  if (sheet) for await (const batch of sheet.rows()) rows.push(...batch)
  const own = notes.get(sheet?.name ?? '')
  const width = rows.reduce((widest, row) => Math.max(widest, row.cells.length), 0)
  const lines: string[] = []
  let line = 1
  for (const { row, cells } of rows) {
    for (; line < row; line++) lines.push('')
    const note = row === own?.headerRow ? notesTitle : (own?.textOf(row) ?? '')
    const fields = Array.from({ length: width }, (_, column) => cells[column]?.text ?? '')
    lines.push([...fields, note].map(field).join(','))
    line = row + 1 + fields.reduce((sum, text) => sum + (text.match(/\r\n|\r|\n/g)?.length ?? 0), 0)
  }
  return Buffer.from(`\ufeff${lines.join('\r\n')}\r\n`)
}

function field(text: string): string {
  const safe = guardFormula(text)
  return /[",\r\n]/.test(safe) ? `"${safe.replaceAll('"', '""')}"` : safe
}
