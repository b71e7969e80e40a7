import { afterAll, beforeAll, expect, test } from 'vitest'
import type { Actor } from '#src/kernel/access.ts'
import { Refusal } from '#src/kernel/refusal.ts'
import { useWorld } from '#test/harness/world.ts'
import { citizenIdOf } from '#src/roster/citizenId.ts'
import { rounds } from '../faults/rounds.ts'
import { noteFigure } from '../harness/figures.ts'

const world = useWorld()
const times = rounds(6, 200)
let clerk: Actor
let homeId: number

beforeAll(async () => {
  const region = await world.org('region')
  homeId = await world.org('bureau', { parentId: region })
  clerk = await world.actor('bureauClerk', homeId)
})

/** Sixteen at the same moment: how many were carried out, and what the others were told. */
async function sixteen(act: (at: number) => Promise<unknown>) {
  const results = await Promise.allSettled(Array.from({ length: 16 }, (_, at) => act(at)))
  const refused = results.flatMap((result) =>
    result.status === 'rejected' ? [result.reason as Refusal] : [],
  )
  expect(refused.filter((error) => !(error instanceof Refusal))).toEqual([])
  return { winners: 16 - refused.length, codes: [...new Set(refused.map(({ code }) => code))] }
}

// Reliability plan F16.
test('of sixteen who register one number at the same moment exactly one does', async () => {
  for (let round = 0; round < times; round++) {
    const idNumber = citizenIdOf('990101', `19${40 + (round % 40)}-03-12`, 11 + 2 * round)
    const { winners, codes } = await sixteen((at) =>
      world.do(clerk, 'roster.register', {
        values: {
          fullName: `钱${round}号${at}`.replaceAll(
            /\d/g,
            (n) => '零一二三四五六七八九'[Number(n)] as string,
          ),
          idNumber,
          retirementCategory: 'tuixiu',
          gender: '1',
        },
      }),
    )
    expect(winners).toBe(1)
    const reasons = ['roster.numberTaken', 'roster.suspectedDuplicate', 'kernel.taken']
    for (const code of codes) expect(reasons).toContain(code)
  }
})

test('of sixteen who change one version of a record exactly one does', async () => {
  for (let round = 0; round < times; round++) {
    const id = await world.retiree({ homeId })
    const { winners, codes } = await sixteen((at) =>
      world.do(clerk, 'roster.amend', { id, version: 1, changes: { degree: `学位${at}` } }),
    )
    expect([winners, codes]).toEqual([1, ['roster.changedMeanwhile']])
  }
})

test('of sixteen who register one death exactly one does', async () => {
  for (let round = 0; round < times; round++) {
    const id = await world.retiree({ homeId })
    const { winners } = await sixteen(() =>
      world.do(clerk, 'roster.recordDeath', {
        id,
        version: 1,
        diedOn: '2026-11-20',
        reportedBy: '长女',
      }),
    )
    expect(winners).toBe(1)
    const deaths = (await world.events(id)).filter(({ name }) => name === 'retiree.died')
    expect(deaths).toHaveLength(1)
  }
})

afterAll(() =>
  noteFigure(
    '16 人同时抢办同一件事(登记同号、改同一版本、登记去世)',
    `各 ${times} 轮,每轮恰好一人办成`,
    'test/attacks/races.test.ts',
  ),
)
