import { expect, test } from 'vitest'
import type { Head } from './head.ts'
import { judgeBackups } from './health.ts'
import { isDue, nightlyName } from './nightly.ts'

const head = (madeAt: string, stream = 'chongyang_log_a') =>
  ({ kind: 'embedded', madeAt, program: '0', stream, key: {} }) as unknown as Head
const at = (clock: string) => new Date(`2026-11-21T${clock}:00+08:00`)

test.each([
  ['never yet', undefined, '14:00', true],
  ['yesterday at three, now three', '2026-11-20T03:00:00+08:00', '03:01', true],
  ['yesterday at three, now noon', '2026-11-20T03:00:00+08:00', '12:00', true],
  ['this morning at three, now evening', '2026-11-21T03:00:00+08:00', '22:00', false],
  ['at half past midnight, now four', '2026-11-21T00:30:00+08:00', '04:00', false],
  ['yesterday evening, now four in the morning', '2026-11-20T22:00:00+08:00', '04:00', false],
  ['yesterday morning at seven, now four', '2026-11-20T07:00:00+08:00', '04:00', true],
])('a backup is due or not: %s', (_, last, now, due) => {
  expect(isDue(last ? head(last) : undefined, 'chongyang_log_a', at(now))).toBe(due)
})

test('a new log of changes needs a backup to go with', () => {
  expect(isDue(head('2026-11-21T03:00:00+08:00'), 'chongyang_log_b', at('03:10'))).toBe(true)
})

test('nightly backups are named by the clock in Beijing', () => {
  expect(nightlyName(new Date('2026-11-20T18:30:05Z'))).toBe('chongyang-20261121-023005.backup')
})

// 安全规格第 63 行; GB/T 22239-2019 8.1.4.9
test('a backup older than 26 hours and a log that nobody keeps are alarms', () => {
  const last = { at: '2026-11-20T03:00:00+08:00', file: 'x', bytes: 1, tables: 1 }
  const log = { active: true, behindBytes: 0 }
  expect(judgeBackups(last, log, at('04:59')).alarms).toEqual([])
  expect(judgeBackups(last, log, at('05:01')).alarms).toHaveLength(1)
  expect(judgeBackups(null, null, at('05:00')).alarms[0]).toContain('还没有做过备份')
  expect(judgeBackups(last, { ...log, active: false }, at('04:00')).alarms).toHaveLength(1)
})
