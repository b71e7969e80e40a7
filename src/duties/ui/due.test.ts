import { expect, test } from 'vitest'
import { dueOf } from './due.ts'

test.each([
  [{ state: 'open', daysLeft: -12, timing: 'overdue' }, '逾期 12 天', 'err'],
  [{ state: 'open', daysLeft: 0, timing: 'today' }, '今天到期', 'warn'],
  [{ state: 'open', daysLeft: 1, timing: 'upcoming' }, '明天到期', 'warn'],
  [{ state: 'open', daysLeft: 4, timing: 'thisWeek' }, '还有 4 天', 'warn'],
  [{ state: 'open', daysLeft: 12, timing: 'upcoming' }, '还有 12 天', 'info'],
  [{ state: 'done', daysLeft: null, timing: null }, '已办', 'ok'],
  [{ state: 'withdrawn', daysLeft: null, timing: null }, '撤销', 'plain'],
] as const)('%o is %s', (duty, text, tone) => {
  expect(dueOf(duty)).toEqual({ text, tone })
})
