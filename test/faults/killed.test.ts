import { setTimeout as pause } from 'node:timers/promises'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { useProgram, type Run } from '../harness/server.ts'
import { postmasterOf } from '../harness/victim.ts'
import { rounds } from './rounds.ts'
import { namesOnRecord, startWriters } from './writers.ts'

const program = await useProgram()
let server: Run

beforeAll(async () => {
  server = await program.serve()
  await program.setUp(server)
})
afterAll(program.end)

async function nothingLostNothingDoubled(acknowledged: ReadonlyMap<string, number>) {
  const names = await namesOnRecord(program)
  expect([...acknowledged.keys()].filter((name) => !names.has(name))).toEqual([])
  expect([...names].filter(([, times]) => times > 1)).toEqual([])
}

async function until(true_: () => Promise<boolean>): Promise<void> {
  while (!(await true_().catch(() => false))) await pause(20)
}

// Reliability plan F1.
test('a server killed again and again under eight writers loses and doubles nothing', async () => {
  const writers = startWriters(program, 8, '赵')
  for (let round = 0; round < rounds(2, 20); round++) {
    await writers.progress(12)
    server.child.kill('SIGKILL')
    await server.ended
    server = await program.serve()
  }
  await writers.progress(8)
  await writers.stop()
  expect(writers.unexpected).toEqual([])
  await nothingLostNothingDoubled(writers.acknowledged)
})

// Reliability plan F3.
test('a database killed again and again under eight writers loses and doubles nothing', async () => {
  const writers = startWriters(program, 8, '钱')
  for (let round = 0; round < rounds(2, 20); round++) {
    await writers.progress(12)
    const before = postmasterOf(program.dataDir)
    process.kill(before, 'SIGKILL')
    await until(async () => postmasterOf(program.dataDir) !== before)
    await pause(round < 4 ? 0 : 12_000)
  }
  await writers.progress(8)
  await writers.stop()
  expect(writers.unexpected).toEqual([])
  await nothingLostNothingDoubled(writers.acknowledged)
  expect(server.child.exitCode).toBeNull()
})
