import { sql } from 'kysely'
import { expect, test } from 'vitest'
import { useWorld } from '#test/harness/world.ts'
import { ahead } from './db.ts'

const world = useWorld()

// What cannot be traced is not done: the trace travels ahead, so its failure must be what is told.
test('the failure of what was sent ahead is told, not what followed from it', async () => {
  const told = new Set<string>()
  for (let round = 0; round < 200; round++)
    await world.kernel.guarded.connection().execute(async (connection) => {
      await sql`begin`.execute(connection)
      await sql`${ahead}select 1 / 0`.execute(connection)
      await sql`select 1`
        .execute(connection)
        .catch(({ code, ahead: was }: { code: string; ahead?: boolean }) =>
          told.add(`${code} ${was}`),
        )
      await sql`rollback`.execute(connection)
    })
  expect([...told]).toEqual(['22012 true'])
})
