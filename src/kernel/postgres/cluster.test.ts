import { expect, test } from 'vitest'
import { brokenServer } from './cluster.ts'

const site = { folder: '/srv/chongyang' }

test('a full disk is told as what it is', () => {
  const said = 'LOG:  starting\nPANIC:  could not write to file "x": No space left on device'
  const refusal = brokenServer(site, '1', said)
  expect(refusal.code).toBe('postgres.diskFull')
  expect(refusal.message).toContain('磁盘空间不足')
})

test('any other fall tells folder, exit and the last lines for the maintainer', () => {
  const lines = Array.from({ length: 40 }, (_, index) => `line ${index}`)
  const { code, message } = brokenServer(site, 'SIGKILL', lines.join('\n'))
  expect(code).toBe('postgres.notStarted')
  expect(message).toContain('/srv/chongyang')
  expect(message).toContain('SIGKILL')
  expect(message).toContain('line 39')
  expect(message).not.toContain('line 24\n')
})
