import { expect, test } from 'vitest'
import { clockTime, secondsTime } from './moment.ts'

test('moments are told in Chinese time, midnight as 00', () => {
  expect(clockTime('2026-11-21T01:31:59.000Z')).toBe('2026年11月21日 09:31')
  expect(clockTime(new Date('2026-11-20T16:00:00Z'))).toBe('2026年11月21日 00:00')
})

test('to the second, midnight included', () => {
  expect(secondsTime('2026-11-20T16:00:05Z')).toBe('2026年11月21日 00:00:05')
})
