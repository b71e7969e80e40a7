import { categoryColumn, madeColumns, unitColumn, type MadeColumn, type Value } from './columns.ts'
import { madePerson, madeUnits, pick, randomOf, type MadePerson, type Random } from './people.ts'

/** How an office has laid its roster out. */
export interface Layout {
  readonly seed: number
  readonly people: number
  readonly titleRows: 0 | 1 | 2 | 3
  readonly header: 'single' | 'grouped' | 'groupedUnmerged'
  readonly unit: 'column' | 'mergedColumn' | 'section' | 'sheet'
  readonly category: 'column' | 'remark' | 'none'
  readonly serial: boolean
  readonly repeatEvery: number
  readonly subtotals: boolean
  readonly ending: boolean
  readonly spacers: boolean
  readonly shuffled: boolean
  readonly numbering: boolean
  readonly textOnly: boolean
}

export interface MadeMerge {
  readonly startRow: number
  readonly startCol: number
  readonly endRow: number
  readonly endCol: number
}

export interface MadeSheet {
  readonly name: string
  readonly rows: Value[][]
  readonly merges: MadeMerge[]
}

export interface Planted {
  readonly sheet: string
  readonly row: number
  readonly column: number
  readonly code: string
}

export interface MadeFile {
  readonly sheets: readonly MadeSheet[]
  readonly planted: readonly Planted[]
  readonly people: readonly MadePerson[]
}

type Plant = { readonly code: string; readonly key: string; readonly value: (old: Value) => Value }

/** Defects and the cell that each spoils. */
export const plants: readonly Plant[] = [
  { code: 'NAME_MISSING', key: 'fullName', value: () => '' },
  { code: 'NAME_INVALID', key: 'fullName', value: () => '张3' },
  { code: 'ID_CHECKSUM', key: 'idNumber', value: (old) => wrongCheck(String(old)) },
  { code: 'ID_LENGTH', key: 'idNumber', value: (old) => String(old).slice(0, 17) },
  { code: 'ID_MISSING', key: 'idNumber', value: () => null },
  { code: 'ID_PRECISION_LOST', key: 'idNumber', value: (old) => rounded(String(old)) },
  { code: 'ID_SEX_MISMATCH', key: 'gender', value: (old) => (old === '男' ? '女' : '男') },
  { code: 'DATE_INVALID', key: 'birthArchive', value: () => '1951年13月' },
  { code: 'DATE_INVALID', key: 'retiredOn', value: () => '不详' },
  { code: 'DATE_INVALID', key: 'workStart', value: () => '19510231' },
  { code: 'LIXIU_AFTER_1949', key: 'workStart', value: () => '1951.03' },
  { code: 'PHONE_INVALID', key: 'mobile', value: () => '138302127' },
]

function wrongCheck(id: string): string {
  return id.slice(0, 17) + (id.endsWith('0') ? '1' : '0')
}

function rounded(id: string): Value {
  return Number(`${id.slice(0, 15)}000`)
}

export function makeFile(layout: Layout): MadeFile {
  const random = randomOf(layout.seed)
  const people = withDuplicates(
    Array.from({ length: layout.people }, (_, index) => madePerson(random, index)),
    random,
  )
  const columns = columnsOf(layout, random)
  const titles = columns.map((column) => pick(random, column.titles))
  const planted: Planted[] = []
  const units = [...new Set(people.map((person) => person.unit))]
  const bySheet = layout.unit === 'sheet' ? units.map((unit) => [unit]) : [units]
  const sheets = bySheet.map((own, index) => {
    const name = layout.unit === 'sheet' ? (own[0] ?? '') : index === 0 ? '花名册' : 'x'
    return sheetOf(name, own, people, columns, titles, layout, random, planted)
  })
  return { sheets, planted: [...planted, ...repeated(sheets, columns, planted)], people }
}

/** Some people stand in the roster once more, with another unit. */
function withDuplicates(people: readonly MadePerson[], random: Random): MadePerson[] {
  return people.map((person, index) => {
    const earlier = people[index - 3]
    return earlier && random() < 0.08 ? { ...earlier, unit: pick(random, madeUnits) } : person
  })
}

/** The later rows of numbers that stand twice, both unspoiled. */
function repeated(
  sheets: readonly MadeSheet[],
  columns: readonly MadeColumn[],
  planted: readonly Planted[],
): Planted[] {
  const column = columns.findIndex(({ key }) => key === 'idNumber')
  const spoiled = new Set(
    planted.filter((plant) => plant.column === column).map(({ sheet, row }) => `${sheet} ${row}`),
  )
  const seen = new Set<string>()
  const found: Planted[] = []
  for (const sheet of sheets)
    sheet.rows.forEach((values, at) => {
      const number = String(values[column] ?? '').toUpperCase()
      if (!/^\d{17}[\dX]$/.test(number) || spoiled.has(`${sheet.name} ${at + 1}`)) return
      if (seen.has(number))
        found.push({ sheet: sheet.name, row: at + 1, column, code: 'DUPLICATE_IN_FILE' })
      seen.add(number)
    })
  return found
}

function columnsOf(layout: Layout, random: Random): MadeColumn[] {
  const columns = [...madeColumns]
  if (layout.unit === 'column' || layout.unit === 'mergedColumn') columns.push(unitColumn)
  if (layout.category === 'column') columns.push(categoryColumn)
  if (layout.category === 'remark')
    columns.push({ ...categoryColumn, key: 'remark', titles: ['备注'], group: '' })
  if (layout.shuffled) columns.sort(() => random() - 0.5)
  const byGroup = columns.sort((a, b) =>
    layout.header === 'single' ? 0 : a.group.localeCompare(b.group),
  )
  const serial = { key: 'serial', titles: ['序号', '编号', '序  号'], group: '', write: () => null }
  return layout.serial ? [serial, ...byGroup] : byGroup
}

function sheetOf(
  name: string,
  units: readonly string[],
  everybody: readonly MadePerson[],
  columns: readonly MadeColumn[],
  titles: readonly string[],
  layout: Layout,
  random: Random,
  planted: Planted[],
): MadeSheet {
  const sheet: MadeSheet = { name, rows: [], merges: [] }
  const width = columns.length
  const wide = (text: string) => {
    const row = sheet.rows.length
    sheet.rows.push([text])
    sheet.merges.push({ startRow: row, endRow: row, startCol: 0, endCol: width - 1 })
  }
  const heading = layout.unit === 'sheet' ? name : '新川县'
  if (layout.titleRows > 0) wide(`${heading}离退休人员名册`)
  if (layout.titleRows > 1) wide('填报单位：县委老干部局          填报时间：2026年10月')
  if (layout.titleRows > 2) sheet.rows.push([])
  pushHeader(sheet, columns, titles, layout)
  if (layout.numbering) sheet.rows.push(columns.map((_, index) => index + 1))
  let count = 0
  for (const unit of units) {
    const own = everybody.filter((person) => person.unit === unit)
    if (layout.unit === 'section')
      wide(`${pick(random, ['', '一、'])}${unit}${pick(random, ['', `（共${own.length}人）`])}`)
    const first = sheet.rows.length
    for (const person of own) {
      count++
      const mergedBlank = layout.unit === 'mergedColumn' && sheet.rows.length > first
      const values = columns.map((column) => {
        if (column.key === 'serial') return count
        if (column.key === 'formerUnit' && mergedBlank) return null
        return column.write(person, random, layout.textOnly)
      })
      spoil(sheet, values, columns, person, layout, random, planted)
      sheet.rows.push(values)
      if (
        layout.repeatEvery > 0 &&
        layout.unit !== 'mergedColumn' &&
        count % layout.repeatEvery === 0
      )
        pushHeader(sheet, columns, titles, { ...layout, header: layout.header })
      if (layout.spacers && layout.unit !== 'mergedColumn' && random() < 0.1) sheet.rows.push([])
    }
    if (layout.unit === 'mergedColumn' && own.length > 1) {
      const column = columns.findIndex(({ key }) => key === 'formerUnit')
      sheet.merges.push({
        startRow: first,
        endRow: first + own.length - 1,
        startCol: column,
        endCol: column,
      })
    }
    if (layout.subtotals) sheet.rows.push([pick(random, ['小计', `${unit}小计`]), own.length])
  }
  if (layout.ending) {
    sheet.rows.push(['合计', count])
    sheet.rows.push(['注：本表一式两份，出生年月以档案为准。'])
    sheet.rows.push(['填表人：              审核人：              单位负责人：'])
  }
  return sheet
}

function pushHeader(
  sheet: MadeSheet,
  columns: readonly MadeColumn[],
  titles: readonly string[],
  layout: Layout,
): void {
  const row = sheet.rows.length
  if (layout.header === 'single') {
    sheet.rows.push([...titles])
    return
  }
  const upper = columns.map((column, at) => {
    if (column.group === '') return titles[at] ?? null
    return columns[at - 1]?.group === column.group ? null : column.group
  })
  const lower = columns.map((column, at) => (column.group === '' ? null : (titles[at] ?? null)))
  sheet.rows.push(upper, lower)
  if (layout.header === 'groupedUnmerged') return
  columns.forEach((column, at) => {
    if (column.group === '')
      sheet.merges.push({ startRow: row, endRow: row + 1, startCol: at, endCol: at })
    else if (columns[at - 1]?.group !== column.group) {
      let end = at
      while (columns[end + 1]?.group === column.group) end++
      if (end > at) sheet.merges.push({ startRow: row, endRow: row, startCol: at, endCol: end })
    }
  })
}

function spoil(
  sheet: MadeSheet,
  values: Value[],
  columns: readonly MadeColumn[],
  person: MadePerson,
  layout: Layout,
  random: Random,
  planted: Planted[],
): void {
  if (random() > 0.25) return
  const plant = pick(random, plants)
  const column = columns.findIndex(({ key }) => key === plant.key)
  if (plant.code === 'DATE_INVALID' && plant.key === 'workStart' && person.category === '离休')
    return
  const isLixiu = person.category === '离休' && layout.category !== 'none'
  if (plant.code === 'LIXIU_AFTER_1949' && !isLixiu) return
  const value = plant.value(values[column] ?? null)
  values[column] = layout.textOnly && typeof value === 'number' ? '9.90101E+17' : value
  planted.push({ sheet: sheet.name, row: sheet.rows.length + 1, column, code: plant.code })
}

export { madeUnits }
