import {
  columnOf,
  defaultColumns,
  listColumns,
  type ColumnKey,
  type ListColumn,
} from '#src/roster/columns.ts'
import { departureOf } from '#src/roster/departure.ts'
import type { ListRow } from '#src/roster/list.ts'
import { tags, type TagCode } from '#src/roster/tag.ts'
import type { Column } from '#src/web/kit/column.ts'
import { Tag } from '#src/web/kit/Tag.tsx'

const sortable: Partial<Record<ColumnKey, string>> = {
  fullName: 'name',
  age: 'age',
  retiredOn: 'retiredOn',
  fileNo: 'fileNo',
}

/** What a list never tells of anybody; files do, by the rules of exports. */
const untold: readonly ColumnKey[] = ['livingArrangement', 'healthStatus']

const broad: readonly ColumnKey[] = ['residenceAddress', 'lastUnitAndPost', 'tags']

/** The columns of the list for the grid, in the order they are offered. */
export const gridColumns: readonly Column<ListRow>[] = [
  ...defaultColumns.map(columnOf),
  ...listColumns.filter(({ key }) => !defaultColumns.includes(key)),
].map(gridColumn)

/** Of the columns shown, those that files and frozen lists take. */
export function filedColumns(shown: readonly string[]): ColumnKey[] {
  const known = shown.filter((key): key is ColumnKey =>
    listColumns.some((column) => column.key === key),
  )
  return known.length > 0 ? known : [...defaultColumns]
}

function gridColumn({ key, title, width, show }: ListColumn): Column<ListRow> {
  const sort = sortable[key]
  const wordsIn = key === 'fullName' ? nameOf : untold.includes(key) ? () => '不列出' : show
  return {
    key,
    title,
    width: charsOf(key, title, width) * 14 + (sort ? 38 : 22),
    cell: key === 'tags' ? tagsCell : wordsIn,
    text: wordsIn,
    sort,
    frozen: key === 'fullName',
    primary: key === 'fullName',
    align: key === 'age' ? 'right' : undefined,
    hidden: !defaultColumns.includes(key),
  }
}

/** Long names of organisations are cut on screen; paper and files show them whole. */
function charsOf(key: ColumnKey, title: string, width: number): number {
  if (key === 'fullName') return 7
  return Math.max(broad.includes(key) ? 11 : Math.min(width, 9), title.length)
}

function nameOf({ fullName, leftReason }: ListRow): string {
  return leftReason ? `${fullName}（${departureOf(leftReason)}）` : fullName
}

function tagsCell({ tags: codes }: ListRow) {
  return codes.map((code) => (
    <Tag key={code} tone="warn">
      {tags[code as TagCode] ?? code}
    </Tag>
  ))
}
