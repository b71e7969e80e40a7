import { expect, test } from 'vitest'
import { columnKeys, defaultColumns } from '#src/roster/columns.ts'
import { filedColumns, gridColumns } from './columns.tsx'

test('every column of a list can be shown, the usual ones are, one carries the link', () => {
  expect(gridColumns.map(({ key }) => key).sort()).toEqual([...columnKeys].sort())
  const shown = gridColumns.filter(({ hidden }) => !hidden).map(({ key }) => key)
  expect(shown).toEqual([...defaultColumns])
  expect(gridColumns.filter(({ primary }) => primary)).toHaveLength(1)
})

test('files take the columns shown, in their order, and never none', () => {
  expect(filedColumns(['age', 'fullName', 'unknown'])).toEqual(['age', 'fullName'])
  expect(filedColumns([])).toEqual([...defaultColumns])
})
