import { expect, test } from 'vitest'
import { hrefOfCell, percentOf, totalOf } from './coverage.ts'

const asked = { by: 'community', year: 2026, rule: 'doubleNinthVisit' } as const

test('a figure opens exactly the duties that it counts', () => {
  expect(hrefOfCell(asked, 'overdue', { key: 12 })).toBe(
    '/duties?view=overdue&year=2026&rule=doubleNinthVisit&community=12&exact=1',
  )
  expect(hrefOfCell(asked, 'owed', { key: null })).toContain('community=none')
  expect(hrefOfCell({ ...asked, by: 'rule' }, 'done', { key: 'recordVerification' })).toBe(
    '/duties?view=done&year=2026&rule=recordVerification',
  )
  expect(hrefOfCell(asked, 'waived')).not.toContain('community')
})

test('the total adds up, and only all done is 100%', () => {
  const row = { key: 1, name: '', owed: 1000, done: 998, waived: 1, open: 1, overdue: 0, rate: 0 }
  const total = totalOf([row, { ...row, owed: 1, done: 1, waived: 0, open: 0 }])
  expect(total).toMatchObject({ owed: 1001, done: 999, waived: 1, open: 1 })
  expect(percentOf(total.rate)).toBe('99.9%')
  expect(percentOf(1)).toBe('100.0%')
  expect(percentOf(null)).toBe('—')
})
