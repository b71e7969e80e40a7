import { execFileSync } from 'node:child_process'
import { mkdtempSync, rmSync, statfsSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { setTimeout as pause } from 'node:timers/promises'
import { afterAll, expect, test } from 'vitest'
import { useProgram } from '../harness/server.ts'
import { noteFigure } from '../harness/figures.ts'
import { namesOnRecord, startWriters } from './writers.ts'

const sizeMb = 400
const root = process.getuid?.() === 0 && process.platform === 'linux'
const place = root ? mkdtempSync(join(tmpdir(), 'chongyang-small-disk-')) : ''
if (root) execFileSync('mount', ['-t', 'tmpfs', '-o', `size=${sizeMb}m`, 'tmpfs', place])

const program = root ? await useProgram(join(place, 'data')) : undefined

afterAll(() => {
  program?.end()
  if (!root) return
  execFileSync('umount', ['-l', place])
  rmSync(place, { recursive: true, force: true })
})

/** Takes what is left on the disk but for a little. */
function fill(leave: number): void {
  const { bavail, bsize } = statfsSync(place)
  writeFileSync(join(place, 'filler'), Buffer.alloc(Math.max(0, bavail * bsize - leave)))
}

// Reliability plan F5. Only root may make a small disk; CI is root.
test.runIf(program)('a full disk is told, loses nothing, and gives way to room again', async () => {
  if (!program) return
  let server = await program.serve()
  await program.setUp(server)
  const writers = startWriters(program, 4, '周')
  await writers.progress(20)
  fill(2_000_000)
  let fullFor = 0
  for (let seen = -1; fullFor < 20 && server.child.exitCode === null; await pause(100)) {
    fullFor = seen === writers.acknowledged.size ? fullFor + 1 : 0
    seen = writers.acknowledged.size
  }
  rmSync(join(place, 'filler'))
  if (server.child.exitCode === null) server.child.kill('SIGTERM')
  await server.ended
  server = await program.serve()
  await writers.progress(10)
  await writers.stop()
  expect(writers.unexpected).toEqual([])
  const names = await namesOnRecord(program)
  expect([...writers.acknowledged.keys()].filter((name) => !names.has(name))).toEqual([])
  expect([...names].filter(([, times]) => times > 1)).toEqual([])
  noteFigure(
    '数据盘写满后腾出空间',
    `已答复 ${writers.acknowledged.size} 条,丢失 0,重复 0,不需人工修复`,
    'test/faults/disk-full.long.test.ts',
  )
})
