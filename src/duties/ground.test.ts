import { expect, test } from 'vitest'
import { fields, type FieldKey } from '#src/roster/fields.ts'
import { useWorld } from '#test/harness/world.ts'
import { derivationText, isGround } from './ground.ts'
import { verifyDuties } from './refresh.ts'

const world = useWorld('2026-06-15')

test('what a rule reads is found in its text, and no rule takes a record whole', () => {
  const read: FieldKey[] = ['birthArchive', 'idNumber', 'retiredOn', 'politicalStatus', 'partyFull']
  for (const field of read) expect(isGround(world.db, [field]), field).toBe(true)
  expect(isGround(world.db, ['residenceAddress', 'mobile', 'remark'])).toBe(false)
  expect(isGround(world.db, ['mobile', 'birthCelebrated'])).toBe(true)
  expect(fields.filter(({ key }) => !isGround(world.db, [key])).length).toBeGreaterThan(20)
  const text = derivationText(world.db)
  expect(text).not.toMatch(/\b(r|retiree)\.\*/)
  expect(text).not.toMatch(/\b(from|join) retiree (?!r\b)/)
})

test('the ledger is true after a change that no rule reads, and after one that rules read', async () => {
  const region = await world.org('region')
  const bureau = await world.org('bureau', { parentId: region })
  const clerk = await world.actor('bureauClerk', bureau)
  const values = {
    fullName: '褚念之',
    gender: '1',
    birthArchive: '1938-03-05',
    retirementCategory: 'tuixiu',
  }
  const { id, version } = await world.do(clerk, 'roster.register', { values })
  const differences = () =>
    world.db.transaction().execute(async (tx) => (await verifyDuties(tx, '2026-06-15')).differences)
  const amend = (changes: object, of: number) =>
    world.do(clerk, 'roster.amend', { id, version: of, changes })
  await amend({ mobile: '13900000000', residenceAddress: '桑榆街道' }, version)
  expect(await differences()).toBe(0)
  await amend({ mobile: '13900000001', birthArchive: '1937-01-01' }, version + 1)
  expect(await differences()).toBe(0)
})
