import { expect, test } from 'vitest'
import { FlowPeopleInput, HeadCountPeopleInput } from '#src/census/flow.ts'
import { askedOf, countCell, defaults, flowCell } from './state.ts'

test('a figure of the flow table leads to the question of its people', () => {
  const cell = flowCell(2026, ['newlyRetired', 'returned'])
  const asked = askedOf({ ...defaults, cell, group: 'lixiu', orgId: '7', at: 50 }, '2026-11-21')
  expect(FlowPeopleInput.parse(asked?.input)).toEqual({
    year: 2026,
    lines: ['newlyRetired', 'returned'],
    groups: ['lixiu'],
    orgId: 7,
    from: 50,
    limit: 50,
  })
})

test('a figure of the head count leads to the question of its people', () => {
  const asked = askedOf({ ...defaults, by: 'unit', cell: countCell('12', 'tuixiu') }, '2025-12-31')
  expect(HeadCountPeopleInput.parse(asked?.input)).toMatchObject({
    day: '2025-12-31',
    by: 'unit',
    key: '12',
    groups: ['tuixiu'],
  })
  const all = askedOf({ ...defaults, cell: countCell('', '') }, '2025-12-31')
  expect(HeadCountPeopleInput.parse(all?.input)).toMatchObject({
    groups: ['lixiu', 'tuixiu', 'others'],
  })
})

test('an address without a figure asks for nobody', () => {
  expect(askedOf(defaults, '2026-11-21')).toBeUndefined()
  expect(askedOf({ ...defaults, cell: 'else~1' }, '2026-11-21')).toBeUndefined()
})
