import { expect, test } from 'vitest'
import { DutyFilters } from '#src/duties/list.ts'
import {
  conditionDefaults,
  cursorText,
  dutiesHref,
  filtersOf,
  readCursor,
  viewOf,
} from './query.ts'

test('a bare address lists what is open', () => {
  expect(filtersOf(conditionDefaults)).toEqual({ state: 'open', below: true })
  expect(viewOf({ view: 'nonsense' })).toBe('open')
})

test('conditions go to the operation by its own words', () => {
  const filters = filtersOf({
    ...conditionDefaults,
    view: 'overdue',
    rule: 'doubleNinthVisit',
    owner: '12',
    community: 'none',
    exact: true,
    year: 2026,
  })
  expect(filters).toEqual({
    state: 'open',
    timing: 'overdue',
    below: false,
    rules: ['doubleNinthVisit'],
    ownerId: 12,
    communityId: null,
    year: 2026,
  })
  expect(DutyFilters.parse(filters)).toEqual(filters)
})

test('what an address gets wrong is left out', () => {
  const wrong = { rule: 'x', ground: 'y', owner: '1; drop', year: 20, since: 'soon', text: '  ' }
  expect(filtersOf({ ...conditionDefaults, ...wrong })).toEqual({ state: 'open', below: true })
})

test('an address says only what differs, and a cursor survives it', () => {
  expect(dutiesHref({ view: 'open' })).toBe('/duties')
  expect(dutiesHref({ view: 'done', since: '2026-11-16' })).toBe(
    '/duties?view=done&since=2026-11-16',
  )
  const cursor = ['2026-10-18', 42, 'doubleNinthVisit', 2026] as const
  expect(readCursor(cursorText(cursor))).toEqual(cursor)
  expect(readCursor('')).toBeUndefined()
})
