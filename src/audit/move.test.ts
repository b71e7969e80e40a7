import pg from 'pg'
import { expect, test } from 'vitest'
import { openDatabase, wireTypes } from '#src/kernel/db.ts'
import { useWorld } from '#test/harness/world.ts'
import { sealTrace, sealsFrom } from './seal.ts'
import { verifyTrace } from './verify.ts'

const world = useWorld()

/** The same database, as it would look in an instance with another identifier. */
function inFormerInstance() {
  const options = '-c search_path=public,pg_catalog'
  return openDatabase(new pg.Pool({ connectionString: world.url, options, types: wireTypes }))
}

const leave = (name: string, cluster: string) =>
  world.pool.query(`insert into trace (operation, outcome, name, subject, cluster)
    values ('x.y', 'done', '${name}', 'x', ${cluster})`)

// A restored dump brings rows and seals into an instance that counts its transactions anew.
test('in another instance the rest of the former one is sealed first, then what is new', async () => {
  await world.pool.query(`create function public.pg_control_system(out system_identifier bigint,
    out version integer) as 'select 7::bigint, 0' language sql`)
  const former = inFormerInstance()
  await leave('sealed there', '7')
  do await sealTrace(former, world.kernel.vault)
  while ((await verifyTrace(former, { places: [] })).pending > 0)
  await leave('left over', '7')
  await former.destroy()
  await world.pool.query('drop function public.pg_control_system')

  const own = '((pg_control_system()).system_identifier % 2147483647)::integer'
  await leave('new here', own)
  const before = await verifyTrace(world.db, { places: [] })
  expect(before).toMatchObject({ findings: [], pending: 2 })
  do await sealTrace(world.db, world.kernel.vault)
  while ((await verifyTrace(world.db, { places: [] })).pending > 0)

  const after = await verifyTrace(world.db, { places: [] })
  expect(after.findings).toEqual([])
  expect(after.notices.join()).toContain('换了数据库实例')
  const clusters = (await sealsFrom(world.db, 1)).map(({ cluster }) => cluster)
  expect(clusters.slice(0, 2)).toEqual([7, 7])
  expect(clusters.at(-1)).not.toBe(7)

  await leave('forged for the former one', '7')
  const forged = await verifyTrace(world.db, { places: [] })
  expect(forged.findings.map(({ kind }) => kind)).toEqual(['rowAdded'])
})
