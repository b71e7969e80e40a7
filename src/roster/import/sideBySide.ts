import type { RawRow } from './cell.ts'
import type { Header, HeaderColumn } from './header.ts'
import { knownTitle, plainTitle } from './mapping.ts'
import { refuseFile } from './refusals.ts'

/** Refuses a sheet that holds two tables beside each other: its rows are no longer people. */
export function refuseSideBySide(
  header: Header,
  rows: readonly RawRow[],
  persons: readonly RawRow[],
): void {
  const isDouble =
    hasTwoNames(header) || startsBeside(header, rows) || hasSecondTable(header, persons)
  if (isDouble) throw refuseFile('import.sideBySide')
}

/** 姓名 twice, with no group such as 配偶 to tell them apart. */
function hasTwoNames(header: Header): boolean {
  const names = header.columns.filter(isNameColumn).map(({ leaf }) => plainTitle(leaf))
  return new Set(names).size < names.length
}

/** 姓名 in some lower row, beside the columns of the table. */
function startsBeside(header: Header, rows: readonly RawRow[]): boolean {
  const last = header.columns.at(-1)?.index ?? 0
  return rows.some(({ cells }) =>
    cells.slice(last + 1).some((cell) => cell && knownTitle(cell.text)?.key === 'fullName'),
  )
}

function isNameColumn({ leaf, groups }: HeaderColumn): boolean {
  const others = /配偶|爱人|老伴|子女|儿|女|家|亲|联系|监护|父|母/.test(groups.join(''))
  return !others && knownTitle(leaf)?.key === 'fullName'
}

const ownTable = /^(序号|编号|单位|单位名称|类别|部门|社区|项目|人数|合计|总数|数量)$/

/** Beyond an empty column, titles of another list whose rows do not go along with the people. */
function hasSecondTable(header: Header, persons: readonly RawRow[]): boolean {
  const gap = header.columns.findIndex((column, at) => {
    const before = header.columns[at - 1]
    return before !== undefined && column.index > before.index + 1 && at >= 2
  })
  if (gap < 0) return false
  const right = header.columns.slice(gap)
  const begins = right.filter((column) => ownTable.test(plainTitle(column.leaf))).length
  if (right.length < 2 || begins < 1) return false
  const from = right[0]?.index ?? 0
  const between = (header.columns[gap - 1]?.index ?? 0) + 1
  const gapEmpty = persons.every((row) => row.cells.slice(between, from).every((cell) => !cell))
  const alongside = persons.filter((row) => row.cells.slice(from).some((cell) => cell)).length
  const counts = right.some((column) => /人数|合计|总数|数量/.test(column.leaf))
  return gapEmpty && (counts || alongside < persons.length * 0.9)
}
