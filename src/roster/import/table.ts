import { codeOf, type CodeSetName } from '../codes.ts'
import { columnLetters, squeezed, type Cell, type RawRow } from './cell.ts'
import type { Header, HeaderColumn } from './header.ts'
import {
  chosenKey,
  matchTitle,
  plainTitle,
  type ChosenMapping,
  type ImportKind,
} from './mapping.ts'
import { readName } from './readName.ts'
import { settleRivals, type Draft } from './rivals.ts'
import type { Places } from './rowKind.ts'
import type { ImportKey } from './titles.ts'

export interface Column {
  readonly index: number
  /** Letters as Excel shows them; for CSV the position, counted from one. */
  readonly column: string | number
  readonly title: string
  readonly key: ImportKey | null
  /** False for a column that nothing is known about and nobody has decided on. */
  readonly known: boolean
  readonly confidence: number
  /** Blank cells repeat the value above, as in a column merged downwards. */
  readonly fillsDown: boolean
  /** Months are written with two digits, so that the number 1952.1 is October. */
  readonly paddedMonths: boolean
}

/** A header with the fields that its columns hold. */
export interface Table {
  readonly sheet: string
  readonly header: Header
  readonly columns: readonly Column[]
  readonly places: Places
}

export interface TableOptions {
  readonly kind: ImportKind
  readonly sheet: string
  readonly isCsv: boolean
  readonly mapping?: ChosenMapping | undefined
}

/** Decides what each column holds: by choice, by its title, and by a look at its values. */
export function tableOf(header: Header, sample: readonly RawRow[], options: TableOptions): Table {
  const titled = withUntitled(header.columns, sample)
  const drafts = titled.map(({ index, leaf, groups, title }): Draft => {
    const chosen = chosenKey(options.mapping, options.sheet, nameOf(index, options), title)
    if (chosen !== undefined) return { key: chosen, known: true, confidence: 1, fixed: true }
    const match = matchTitle(leaf, groups, options.kind)
    return { ...match, key: bySample(match.key, leaf, valuesAt(sample, index)), fixed: false }
  })
  settleRivals(drafts, titled)
  findNames(drafts, titled, sample)
  const columns = titled.map(({ index, title }, at): Column => {
    const { key = null, known = false, confidence = 0 } = drafts[at] ?? {}
    const values = sample.map((row) => row.cells[index])
    const fillsDown = isOfGroups(key) && looksFilledDown(values)
    const paddedMonths = values.some((cell) => /^\d{4}\.0[1-9]$/.test(cell?.text ?? ''))
    const column = nameOf(index, options)
    return { index, column, title, key, known, confidence, fillsDown, paddedMonths }
  })
  return { sheet: options.sheet, header, columns, places: placesOf(columns) }
}

/** Columns that people fill although nothing stands over them. */
function withUntitled(
  columns: readonly HeaderColumn[],
  sample: readonly RawRow[],
): readonly HeaderColumn[] {
  const known = new Set(columns.map((column) => column.index))
  const counts = new Map<number, number>()
  for (const { cells } of sample)
    cells.forEach((cell, index) => {
      if (cell && !known.has(index)) counts.set(index, (counts.get(index) ?? 0) + 1)
    })
  const filled = [...counts].filter(([, count]) => count > sample.length / 2)
  if (filled.length === 0) return columns
  const untitled = filled.map(([index]) => ({ index, leaf: '', title: '', groups: [] }))
  return [...columns, ...untitled].sort((a, b) => a.index - b.index)
}

function nameOf(index: number, options: TableOptions): string | number {
  return options.isCsv ? index + 1 : columnLetters(index)
}

function placesOf(columns: readonly Column[]): Places {
  const places: Partial<Record<ImportKey, number>> = {}
  for (const { key, index } of columns) if (key && places[key] === undefined) places[key] = index
  return places
}

const ofGroups: ReadonlySet<ImportKey | null> = new Set([
  'formerUnit',
  'managingUnit',
  'payingUnit',
  'branch',
  'retirementCategory',
])

/** What whole groups of people share and is often written once, at the first of them. */
function isOfGroups(key: ImportKey | null): boolean {
  return ofGroups.has(key)
}

function valuesAt(sample: readonly RawRow[], index: number): Cell[] {
  return sample.map((row) => row.cells[index]).filter((cell) => cell !== undefined)
}

function share(values: readonly Cell[], test: (cell: Cell) => boolean): number {
  return values.length === 0 ? 0 : values.filter(test).length / values.length
}

/** Without a column that is called 姓名, one whose values are names will be it. */
function findNames(drafts: Draft[], titled: readonly HeaderColumn[], sample: readonly RawRow[]) {
  if (drafts.some((draft) => draft.key === 'fullName')) return
  const found = drafts.find((draft, at) => {
    if (draft.fixed || draft.known) return false
    const values = valuesAt(sample, titled[at]?.index ?? -1)
    const distinct = new Set(values.map((cell) => cell.text)).size
    const names = share(values, (cell) => readName(cell.text).value !== undefined)
    return values.length >= 3 && names > 0.8 && distinct > values.length / 2
  })
  if (found) Object.assign(found, { key: 'fullName', known: true, confidence: 0.5 })
}

const categoryRivals = ['politicalStatus', 'retirementNature', 'unitNature'] as const

/** A vague title is settled by what stands beneath it. */
function bySample(key: ImportKey | null, title: string, values: readonly Cell[]): ImportKey | null {
  const fits = (set: CodeSetName) => share(values, (cell) => codeOf(set, cell.text) !== undefined)
  if (key === null && plainTitle(title) === '编号')
    return share(values, (cell) => !/^\d{1,6}$/.test(squeezed(cell.text))) > 0.5 ? 'fileNo' : null
  if (values.length < 3) return key
  if (key === 'retirementCategory' && fits('retirementCategory') < 0.5) {
    const rivals = categoryRivals.filter((set) => fits(set) > 0.6)
    return rivals[0] ?? key
  }
  if (key === 'lastUnitAndPost' && fits('rank') > 0.7) return 'rankAtRetirement'
  return key
}

/** The first row has a value, many that follow have none: a column merged downwards. */
function looksFilledDown(values: readonly (Cell | undefined)[]): boolean {
  if (values.length < 4 || !values[0]) return false
  const blank = values.filter((cell) => cell === undefined).length
  return blank / values.length >= 0.3
}
