import Papa from 'papaparse'
import type { Cell, RawFile, RawRow } from './cell.ts'
import type { ImportLimits } from './limits.ts'
import { refuseFile } from './refusals.ts'

const delimiters = [',', '\t', ';', '|', '，'] as const
const segmentChars = 512 * 1024

/** Opens delimited text; the rows carry the line that they begin on. */
export function openCsv(text: string, name: string, limits: ImportLimits): RawFile {
  const delimiter = delimiterOf(text)
  const sheet = {
    name,
    hidden: false,
    merges: () => Promise.resolve([]),
    rows: async function* () {
      yield* readLines(text, delimiter, limits)
    },
  }
  return { format: 'csv', sheets: [sheet] }
}

/** The separator that most lines of the beginning agree on, by number of fields. */
function delimiterOf(text: string): string {
  const sample = text.slice(0, 64 * 1024)
  let best: { delimiter: string; score: number } = { delimiter: ',', score: 0 }
  for (const delimiter of delimiters) {
    const rows = Papa.parse<string[]>(sample, { delimiter, preview: 60 }).data
    const widths = new Map<number, number>()
    for (const { length } of rows) if (length > 1) widths.set(length, (widths.get(length) ?? 0) + 1)
    for (const [width, count] of widths) {
      const score = count * Math.min(width, 12)
      if (score > best.score) best = { delimiter, score }
    }
  }
  return best.delimiter
}

function* readLines(text: string, delimiter: string, limits: ImportLimits): Generator<RawRow[]> {
  let line = 1
  let lastFilled = 0
  for (const segment of segmentsOf(text)) {
    const rows: RawRow[] = []
    for (const fields of Papa.parse<string[]>(segment, { delimiter }).data) {
      if (line - lastFilled > limits.blankRows) throw refuseFile('import.blankRows')
      const cells = cellsOf(fields, limits)
      if (cells.length > 0) {
        rows.push({ row: line, cells })
        lastFilled = line
      }
      line += 1 + fields.reduce((sum, field) => sum + breaksIn(field), 0)
    }
    if (rows.length > 0) yield rows
  }
}

function cellsOf(fields: readonly string[], limits: ImportLimits): (Cell | undefined)[] {
  const cells: (Cell | undefined)[] = []
  fields.forEach((field, column) => {
    const text = unwrapped(field)
    if (text.trim() === '') return
    if (column >= limits.columns) throw refuseFile('import.tooManyColumns')
    while (cells.length < column) cells.push(undefined)
    cells[column] = { text }
  })
  return cells
}

/** ="990101…" and a leading apostrophe are ways to keep a spreadsheet from rounding a number. */
function unwrapped(field: string): string {
  const inner = /^\s*="(.*)"\s*$/.exec(field)?.[1]
  return inner ?? field.replace(/^'(?=[\s\p{Cc}\p{Cf}]*[=+\-@＝＋－＠\d])/u, '')
}

function breaksIn(field: string): number {
  return field.includes('\n') || field.includes('\r') ? field.split(/\r\n|\r|\n/).length - 1 : 0
}

/** Cuts text at line ends outside of quotes, so that a large file is parsed piece by piece. */
function* segmentsOf(text: string): Generator<string> {
  let from = text.startsWith('\ufeff') ? 1 : 0
  let quoted = false
  let scanned = from
  while (from < text.length) {
    let to = from + segmentChars
    if (to >= text.length) {
      yield text.slice(from).replace(/[\r\n]+$/, '')
      return
    }
    for (;;) {
      const end = text.indexOf('\n', to)
      to = end < 0 ? text.length : end + 1
      for (; scanned < to; scanned++) if (text.charCodeAt(scanned) === 34) quoted = !quoted
      if (!quoted || to >= text.length) break
    }
    yield text.slice(from, to).replace(/\r?\n$/, '')
    from = to
  }
}
