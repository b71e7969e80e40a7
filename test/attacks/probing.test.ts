import { expect, test } from 'vitest'
import { useWorld } from '../harness/world.ts'

const world = useWorld()

async function place() {
  const region = await world.org('region')
  const bureau = await world.org('bureau', { parentId: region })
  return { bureau, clerk: await world.actor('bureauClerk', bureau) }
}

// Security AC5: whoever tries numbers is seen, although the answer tells nothing.
test('looking for people by numbers that are not one’s own leaves a trace of each try', async () => {
  const [here, there] = [await place(), await place()]
  const hidden = await world.retiree({ homeId: there.bureau })
  for (const id of [hidden, 987_654_321])
    await expect(world.do(here.clerk, 'roster.get', { id })).rejects.toMatchObject({
      kind: 'missing',
    })
  const tried = await world.db
    .selectFrom('trace')
    .select(['operation', 'outcome', 'subjectId'])
    .where('accountId', '=', here.clerk.accountId)
    .execute()
  const one = { operation: 'roster.get', outcome: 'refused', subjectId: null }
  expect(tried).toEqual([one, one])
})

test('another file under the same key is not taken for the first', async () => {
  const { clerk } = await place()
  const idempotencyKey = 'the same key for both'
  const upload = (text: string) => {
    const file = Buffer.from(text)
    return world.do(clerk, 'import.upload', { fileName: '名册.csv' }, { file, idempotencyKey })
  }
  const first = await upload('姓名\n甲')
  expect(await upload('姓名\n甲')).toEqual(first)
  await expect(upload('姓名\n乙')).rejects.toMatchObject({ code: 'kernel.keyReused' })
})
