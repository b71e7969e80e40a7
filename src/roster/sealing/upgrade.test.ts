import { sql } from 'kysely'
import { expect, test } from 'vitest'
import { openVault } from '#src/kernel/vault.ts'
import { useWorld } from '#test/harness/world.ts'
import { citizenIdOf } from '../citizenId.ts'
import { staleIn } from './rotate.ts'
import { sealPlain } from './upgrade.ts'

const world = useWorld()
const number = (sequence: number) => citizenIdOf('990107', '1931-07-19', sequence)

test('a database from before sealing is sealed at the next start, record, history, file and list', async () => {
  const region = await world.org('region')
  const home = await world.org('bureau', { parentId: region })
  const clerk = await world.actor('bureauClerk', home)
  const id = await world.retiree({ homeId: home, fullName: '赵长青' })
  const { vault } = world.kernel
  await sql`insert into unsealed (id, id_number, allergies, monthly_pension_fen)
    values (${id}, ${number(1)}, '青霉素', 731903)`.execute(world.db)
  await sql`insert into retiree_change (retiree_id, effective_on, operation, before, after)
    values (${id}, '2026-06-01', 'roster.amend', '{"allergies": null, "degree": null}',
      '{"allergies": "青霉素", "degree": "学士"}')`.execute(world.db)
  await sql`insert into change_request (retiree_id, proposed, reason, channel, requested_by)
    values (${id}, '{"chronicDiseases": "高血压"}', '来电', 'phone', '本人')`.execute(world.db)
  const file = Buffer.from('姓名,身份证号\n')
  await sql`insert into import_batch (id, org_id, file_name, file, status, report)
    values (1, ${home}, '名册.csv', ${file}, 'checked', '{"rows": 1, "issues": [{"value": "99"}]}')`.execute(
    world.db,
  )
  const diff = JSON.stringify({ idNumber: [null, number(1)] })
  await sql`insert into import_row (batch_id, ordinal, sheet, row, values, ties, has_error, diff)
    values (1, 1, '', 2, ${JSON.stringify({ idNumber: number(1) })}, '{}', false, ${diff})`.execute(
    world.db,
  )
  await sql`insert into snapshot (org_id, kind, title, as_of, conditions, columns, row_count, hash)
    values (${home}, 'roster', '名单', '2026-11-21', '{"filters": {}}', '["fullName", "idNumber"]', 1, '')`.execute(
    world.db,
  )
  await sql`insert into snapshot_row (snapshot_id, ordinal, retiree_id, cells)
    values (1, 1, ${id}, ${JSON.stringify(['赵长青', number(1)])})`.execute(world.db)

  const shut = await openVault(world.db, undefined)
  await expect(sealPlain(world.db, shut)).rejects.toMatchObject({ code: 'vault.locked' })
  await sealPlain(world.db, vault)
  await sealPlain(world.db, vault)

  for (const table of [
    'unsealed',
    'retiree',
    'retiree_change',
    'change_request',
    'import_row',
    'import_batch',
    'snapshot_row',
  ]) {
    const { rows } = await sql<{
      text: string
    }>`select t::text as text from ${sql.table(table)} t`.execute(world.db)
    expect(JSON.stringify(rows), table).not.toMatch(/青霉素|高血压|99010719310719/)
    expect(JSON.stringify(rows), table).not.toContain(file.toString('hex'))
  }
  expect(await staleIn(world.kernel)).toBe(0)
  await world.do(clerk, 'roster.reveal', { id, purpose: 'correction' })
  const { values, requests } = await world.do(clerk, 'roster.get', { id })
  expect(values).toMatchObject({
    idNumber: number(1),
    allergies: '青霉素',
    monthlyPensionFen: 731_903,
  })
  expect(requests[0].proposed).toEqual({ chronicDiseases: '高血压' })
  const filters = { text: number(1).slice(-4) }
  expect((await world.do(clerk, 'roster.list', { filters })).total).toBe(1)
  const { report } = await world.do(clerk, 'import.get', { id: 1 })
  expect(report).toEqual({ rows: 1, issues: [{ value: '99' }] })
  const { rows } = await world.do(clerk, 'snapshots.get', { id: 1 })
  expect(rows[0].cells).toEqual(['赵长青', expect.stringMatching(/^990107\*{8}/)])
  await expect(world.db.updateTable('snapshotRow').set({ cells: '[]' }).execute()).rejects.toThrow(
    'append-only',
  )
})
