import { setTimeout as pause } from 'node:timers/promises'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { noteFigure } from '../harness/figures.ts'
import { useProgram, type Run } from '../harness/server.ts'
import { postmasterOf } from '../harness/victim.ts'
import { rounds } from './rounds.ts'
import { namesOnRecord, startWriters } from './writers.ts'

const program = await useProgram()
let server: Run
const times = rounds(2, 20)
const slowest = (ms: number[]) => (Math.max(...ms) / 1000).toFixed(1)

beforeAll(async () => {
  server = await program.serve()
  await program.setUp(server)
})
afterAll(program.end)

/** A server that falls too often in a minute is not started again; a new program counts anew. */
async function startAnew(): Promise<void> {
  server.child.kill('SIGTERM')
  await server.ended
  server = await program.serve()
}

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
  const restarts: number[] = []
  for (let round = 0; round < times; round++) {
    await writers.progress(12)
    server.child.kill('SIGKILL')
    await server.ended
    const begun = performance.now()
    server = await program.serve()
    restarts.push(performance.now() - begun)
  }
  await writers.progress(8)
  await writers.stop()
  expect(writers.unexpected).toEqual([])
  await nothingLostNothingDoubled(writers.acknowledged)
  const { size } = writers.acknowledged
  noteFigure(
    `8 个写入者不停写,强杀程序 ${times} 次`,
    `已答复 ${size} 条,丢失 0,重复 0;重启到可用最长 ${slowest(restarts)} 秒`,
    'test/faults/killed.test.ts',
  )
})

// Reliability plan F3.
test('a database killed again and again under eight writers loses and doubles nothing', async () => {
  const writers = startWriters(program, 8, '钱')
  const outages: number[] = []
  for (let round = 0; round < times; round++) {
    await writers.progress(12)
    const before = postmasterOf(program.dataDir)
    process.kill(before, 'SIGKILL')
    await until(async () => postmasterOf(program.dataDir) !== before)
    const begun = performance.now()
    await writers.progress(8)
    outages.push(performance.now() - begun)
    if (round % 4 === 3) await startAnew()
  }
  await writers.progress(8)
  await writers.stop()
  expect(writers.unexpected).toEqual([])
  await nothingLostNothingDoubled(writers.acknowledged)
  expect(server.child.exitCode).toBeNull()
  const { size } = writers.acknowledged
  noteFigure(
    `8 个写入者不停写,强杀数据库 ${times} 次`,
    `已答复 ${size} 条,丢失 0,重复 0;到又答复 8 条最长 ${slowest(outages)} 秒`,
    'test/faults/killed.test.ts',
  )
})
