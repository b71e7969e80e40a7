import { expect, test } from 'vitest'
import type { DutyRow } from '#src/duties/list.ts'
import { visitedFor } from './visitedFor.ts'

const row = (more: Partial<DutyRow>) =>
  ({ retireeId: 1, fullName: '王建国', state: 'open', dueOn: '2026-10-18', ...more }) as DutyRow

test('each person is visited once, for all reasons ticked', () => {
  const rows = [
    row({ rule: 'doubleNinthVisit' }),
    row({ rule: 'milestoneBirthday', dueOn: '2025-03-01' }),
    row({ rule: 'doubleNinthVisit', dueOn: '2024-10-11' }),
    row({ rule: 'recordVerification' }),
    row({ rule: 'springFestivalVisit', retireeId: 2, state: 'done' }),
  ]
  expect(visitedFor(rows)).toEqual([
    {
      retireeId: 1,
      fullName: '王建国',
      reasons: ['doubleNinth', 'birthday'],
      seasonDueOn: '2024-10-11',
    },
  ])
})
