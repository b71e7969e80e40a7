import { expect, test } from 'vitest'
import { readQuery } from '#src/web/queryState.ts'
import { Filters } from '#src/roster/list.ts'
import {
  conditionDefaults,
  conditionsOf,
  cursorText,
  filtersOf,
  orderOf,
  readCursor,
  rosterHref,
  sameFilters,
} from './query.ts'

const some: Filters = {
  text: '王',
  orgId: 3,
  category: ['lixiu', 'tuixiu'],
  ageFrom: 80,
  highAgeHighIllness: true,
  status: 'all',
}

test('conditions survive the address in both directions', () => {
  const query = new URL(rosterHref(some), 'http://localhost').searchParams
  expect(filtersOf(readQuery(query, conditionDefaults))).toEqual(some)
  expect(rosterHref({})).toBe('/roster')
  expect(filtersOf(conditionsOf({}))).toEqual({})
})

test('what cannot be read in the address counts as not given', () => {
  const query = new URLSearchParams('status=nonsense&ageFrom=x&category=lixiu&after=[')
  const filters = filtersOf(readQuery(query, conditionDefaults))
  expect(Filters.parse(filters)).toEqual({ category: ['lixiu'] })
  expect(readCursor('[')).toBeUndefined()
  expect(readCursor('')).toBeUndefined()
})

test('the usual status is the same as none named', () => {
  expect(sameFilters({ status: 'active' }, {})).toBe(true)
  expect(sameFilters({ ageFrom: 90 }, {})).toBe(false)
  expect(
    sameFilters({ ageFrom: 90, tag: 'livingAlone' }, { tag: 'livingAlone', ageFrom: 90 }),
  ).toBe(true)
})

test('a falling order and a cursor are read back', () => {
  expect(orderOf('-age')).toEqual({ sort: 'age', descending: true })
  expect(readCursor(cursorText([null, 7]))).toEqual([null, 7])
})
