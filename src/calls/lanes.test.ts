import { setTimeout as pause } from 'node:timers/promises'
import { expect, test } from 'vitest'
import { lanes } from './lanes.ts'

/** A writer that takes a while and notes what it wrote, lane by lane. */
function writer(abreast: number) {
  const written: { lane: string; lot: readonly number[] }[] = []
  let under = 0
  let most = 0
  const queue = lanes<number, number>(abreast, async (lane, lot) => {
    under += 1
    most = Math.max(most, under)
    await pause(2)
    under -= 1
    written.push({ lane, lot })
    return lot.map((item) => item * 2)
  })
  return { queue, written, most: () => most }
}

// Threat AC11: a device that floods neither hides others nor is dropped itself.
test('a flood of one sender is written in lots, in order, and every press is answered', async () => {
  const { queue, written } = writer(3)
  const items = Array.from({ length: 1_000 }, (_, at) => at)
  const answers = await Promise.all(items.map((item) => queue.put('broken button', item)))
  expect(answers).toEqual(items.map((item) => item * 2))
  expect(written.flatMap(({ lot }) => lot)).toEqual(items)
  expect(written.length).toBeLessThan(20)
})

test('others pass beside the flood: each waits for one lot at most', async () => {
  const { queue, written, most } = writer(2)
  const flood = Array.from({ length: 2_000 }, (_, at) => queue.put('broken button', at))
  const others = Array.from({ length: 20 }, (_, at) => queue.put(`caller ${at}`, at))
  await Promise.all(others)
  const lotsOfFlood = written.filter(({ lane }) => lane === 'broken button').length
  expect(lotsOfFlood).toBeLessThan(10)
  await Promise.all(flood)
  expect(most()).toBeLessThanOrEqual(2)
  expect(queue.longest()).toBe(0)
})

test('a lot that cannot be written is refused to those in it, and the lane goes on', async () => {
  let fails = true
  const queue = lanes<number, number>(1, async (_lane, lot) => {
    if (fails) throw new Error('no database')
    return [...lot]
  })
  await expect(queue.put('a', 1)).rejects.toThrow('no database')
  fails = false
  expect(await queue.put('a', 2)).toBe(2)
})
