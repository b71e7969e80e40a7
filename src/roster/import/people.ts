import type { Cell, Merge, RawRow, RawSheet } from './cell.ts'
import { squeezed } from './cell.ts'
import {
  findHeader,
  headerOf,
  isHeaderLike,
  repeatsHeader,
  titleHits,
  type Header,
} from './header.ts'
import { knownTitle } from './mapping.ts'
import { mergedDown, type MergedDown } from './mergedDown.ts'
import { isNumbering, kindOfRow, strongSigns } from './rowKind.ts'
import { sectionOf, sectionOfSheet, type Section } from './section.ts'
import { refuseSideBySide } from './sideBySide.ts'
import { tableOf, type Table, type TableOptions } from './table.ts'

export interface Person {
  readonly row: RawRow
  readonly table: Table
  readonly section: Section
}

/** A sheet as it is read: its tables become known once the first batch has been read. */
export interface SheetReading {
  readonly tables: readonly Table[]
  readonly people: AsyncIterable<readonly Person[]>
}

const headRows = 400

/** The people of one sheet; titles, headings, totals, signatures and repeated headers left out. */
export function readSheet(sheet: RawSheet, options: TableOptions): SheetReading {
  const tables: Table[] = []
  return { tables, people: people(sheet, options, tables) }
}

async function* people(
  sheet: RawSheet,
  options: TableOptions,
  tables: Table[],
): AsyncGenerator<readonly Person[]> {
  const merges = await sheet.merges()
  const head: RawRow[] = []
  let reader: Reader | undefined
  for await (const batch of sheet.rows()) {
    if (reader) {
      yield reader.read(batch)
      continue
    }
    head.push(...batch)
    if (head.length < headRows) continue
    reader = begin(head, merges, options, tables)
    if (!reader) return
    yield reader.read(head.splice(0))
  }
  if (reader) return
  reader = begin(head, merges, options, tables)
  if (reader) yield reader.read(head)
}

interface Reader {
  readonly read: (rows: readonly RawRow[]) => Person[]
}

function begin(
  head: readonly RawRow[],
  merges: readonly Merge[],
  options: TableOptions,
  tables: Table[],
): Reader | undefined {
  const header = findHeader(head, merges)
  if (!header) return undefined
  const sample = head.filter((row) => row.row > header.lastRow && !repeatsHeader(row, header))
  const rough = tableOf(header, sample, options)
  const persons = sample.filter((row) => kindOfRow(row, rough.places) === 'person')
  refuseSideBySide(header, sample, persons)
  tables.push(tableOf(header, persons, options))
  const titles = head.filter((row) => row.row < header.firstRow)
  return readerOf(sectionOfSheet(options.sheet, titles), mergedDown(merges), options, tables)
}

function readerOf(
  ofSheet: Section,
  down: MergedDown,
  options: TableOptions,
  tables: Table[],
): Reader {
  let section = ofSheet
  let table = tables[0] as Table
  let pending: RawRow[] = []
  let above = new Map<number, Cell>()
  const switchTable = () => {
    table = tableOf(headerOf(pending, []), [], options)
    tables.push(table)
    pending = []
    above = new Map()
  }
  /** A person over several lines, the name merged downwards: the first line is the person. */
  const belongsToRowAbove = ({ row, cells }: RawRow) =>
    down.continues({ row, cells }, table.places.fullName) ||
    down.continues({ row, cells }, table.places.idNumber)
  const personOf = (row: RawRow) => ({ row: filledDown(row, table, above), table, section })
  const readRow = (raw: RawRow): Person | undefined => {
    const row = down.fill(raw)
    if (row.row <= table.header.lastRow) return undefined
    if (belongsToRowAbove(raw)) return undefined
    if (pending.length === 0 && strongSigns(row, table.places) && !isNumbering(row))
      return personOf(row)
    if (repeatsHeader(row, table.header)) return undefined
    if (pending.length > 0) {
      if (isHeaderLike(row) && titleHits(row) > 0) {
        pending.push(row)
        return undefined
      }
      switchTable()
    } else if (startsTable(row, table.header)) {
      pending.push(row)
      return undefined
    }
    const kind = kindOfRow(row, table.places, down.isWide(row))
    if (kind === 'person') return personOf(row)
    if (kind === 'section') section = entered(section, raw, table)
    if (kind === 'section' || kind === 'total') above = new Map()
    return undefined
  }
  return { read: (rows) => rows.map(readRow).filter((person) => person !== undefined) }
}

/** Another header below the first, with other columns. */
function startsTable(row: RawRow, header: Header): boolean {
  if (titleHits(row) < 3 || !isHeaderLike(row)) return false
  const keys = row.cells.map((cell) => (cell ? knownTitle(cell.text)?.key : undefined))
  return (keys.includes('fullName') || keys.includes('idNumber')) && !repeatsHeader(row, header)
}

function entered(section: Section, row: RawRow, table: Table): Section {
  const found = sectionOf(row)
  if (Object.keys(found).length > 0) return { ...section, ...found }
  const texts = row.cells.filter((cell) => cell !== undefined)
  const text = squeezed(texts[0]?.text ?? '')
  const isName = /^[\p{Script=Han}()]{2,20}$/u.test(text) && !/(名单|名册|表|情况)$/.test(text)
  const unitless = table.places.formerUnit === undefined && texts.length === 1
  return unitless && isName ? { ...section, unit: text } : section
}

function filledDown(row: RawRow, table: Table, above: Map<number, Cell>): RawRow {
  let cells: (Cell | undefined)[] | undefined
  for (const column of table.columns) {
    if (!column.fillsDown) continue
    const own = row.cells[column.index]
    const held = above.get(column.index)
    if (own) above.set(column.index, own)
    else if (held) {
      cells ??= [...row.cells]
      cells[column.index] = held
    }
  }
  return cells ? { row: row.row, cells } : row
}
