import { sql } from 'kysely'
import { expect, test } from 'vitest'
import type { Actor } from '#src/kernel/access.ts'
import { execute, type Kernel } from '#src/kernel/execute.ts'
import { openVault } from '#src/kernel/vault.ts'
import { useWorld } from '#test/harness/world.ts'
import { citizenIdOf } from '../citizenId.ts'
import { fields } from '../fields.ts'
import { sealedKeys } from './fields.ts'

const world = useWorld()
let serial = 500
const number = () => citizenIdOf('990107', '1931-07-19', ++serial)

async function bureau() {
  const region = await world.org('region')
  const home = await world.org('bureau', { parentId: region })
  const unit = await world.org('unit', { parentId: region })
  return { home, unit, clerk: await world.actor('bureauClerk', home) }
}

const person = (more: object = {}) => ({
  fullName: '赵长青',
  retirementCategory: 'tuixiu',
  birthArchive: '1931-07-19',
  idNumber: number(),
  allergies: '甲壳类水产品',
  monthlyPensionFen: 731_903,
  ...more,
})

/** The record with everything that the clerk may open. */
async function opened(clerk: Actor, id: number) {
  await world.do(clerk, 'roster.reveal', { id, purpose: 'correction' })
  return world.do(clerk, 'roster.get', { id })
}

test('every field of class S3 is sealed but the two codes that duties and filters need as sets', () => {
  const sensitive = fields.filter(({ sensitivity }) => sensitivity === 'S3')
  const plain = sensitive.filter(({ key }) => !(sealedKeys as readonly string[]).includes(key))
  expect(plain.map(({ key }) => key)).toEqual(['healthStatus', 'selfCareLevel'])
  expect(sealedKeys.length + plain.length).toBe(sensitive.length)
})

// ASVS 5.0 V11.3.3: what is sealed is bound to its table, column and row.
test('a ciphertext moved to another row or another column is refused, and the list stays readable', async () => {
  const { clerk } = await bureau()
  const register = async (fullName: string) =>
    (await world.do(clerk, 'roster.register', { values: person({ fullName }) })).id
  const [one, other] = [await register('赵长青'), await register('钱望山')]
  await sql`update retiree set id_number_sealed = theirs.id_number_sealed
    from retiree theirs where retiree.id = ${one} and theirs.id = ${other}`.execute(world.db)
  await sql`update retiree set allergies_sealed = chronic_diseases_sealed,
    chronic_diseases_sealed = allergies_sealed where id = ${other}`.execute(world.db)
  for (const id of [one, other])
    await expect(opened(clerk, id)).rejects.toMatchObject({
      kind: 'unavailable',
      code: 'vault.spoilt',
    })
  const { rows } = await world.do(clerk, 'roster.list', {})
  expect(rows.map((row: { idNumber: string }) => row.idNumber).sort()).toEqual([
    expect.stringMatching(/^990107\*{8}/),
    '无法读取',
  ])
})

test('people are found by the whole number or the last four, in reach only', async () => {
  const [{ clerk }, elsewhere] = [await bureau(), await bureau()]
  const values = person()
  await world.do(clerk, 'roster.register', { values })
  for (let other = 0; other < 20; other++)
    await world.do(clerk, 'roster.register', {
      values: person({ fullName: `钱${'甲乙丙丁戊己庚辛壬癸子丑寅卯辰巳午未申酉'[other]}` }),
    })
  for (const length of [4, 18]) {
    const filters = { text: values.idNumber.slice(-length) }
    expect((await world.do(clerk, 'roster.list', { filters })).total, `${length}`).toBe(1)
    expect((await world.do(elsewhere.clerk, 'roster.list', { filters })).total).toBe(0)
  }
  for (let length = 5; length < 18; length++) {
    const filters = { text: values.idNumber.slice(-length) }
    expect((await world.do(clerk, 'roster.list', { filters })).total, `${length}`).toBe(0)
  }
})

// ASVS 5.0 V16.5.2: without the key sensitive fields are refused, and everything else goes on.
test('without the master key lists and records open without sensitive fields, which answer 503', async () => {
  const { clerk, unit } = await bureau()
  const { id } = await world.do(clerk, 'roster.register', { values: person() })
  const kernel: Kernel = { ...world.kernel, vault: await openVault(world.db, undefined) }
  const locked = (name: string, input: unknown) =>
    // oxlint-disable-next-line typescript/no-explicit-any
    execute(kernel, clerk, name, input) as Promise<any>
  const { rows, total } = await locked('roster.list', { filters: { text: '赵' } })
  expect([total, rows[0].idNumber, rows[0].fullName]).toEqual([1, '密钥缺失', '赵长青'])
  const shown = await locked('roster.get', { id })
  expect(shown.locked).toEqual(expect.arrayContaining(['idNumber', 'allergies']))
  expect(shown.values).not.toHaveProperty('idNumber')
  expect(shown.values.fullName).toBe('赵长青')
  await locked('roster.amend', { id, version: 1, changes: { degree: '学士' } })
  await locked('roster.setTie', { id, kind: 'managingUnit', orgId: unit, on: '2026-11-01' })
  const refused = { kind: 'unavailable', code: 'vault.locked' }
  for (const changes of [{ allergies: '无' }, { idNumber: null }])
    await expect(locked('roster.amend', { id, version: 2, changes })).rejects.toMatchObject(refused)
  const register = locked('roster.register', { values: person({ fullName: '孙明远' }) })
  await expect(register).rejects.toMatchObject(refused)
  const after = await opened(clerk, id)
  expect(after.values).toMatchObject({ allergies: '甲壳类水产品', degree: '学士' })
  expect(after.derived.birthId).toBe('1931-07-19')
})

test('a change keeps the values before it sealed, and they can be read as of an earlier day', async () => {
  const { clerk } = await bureau()
  const { id } = await world.do(clerk, 'roster.register', { values: person() })
  const changes = { allergies: '青霉素', monthlyPensionFen: 801_200 }
  const effectiveOn = '2026-06-01'
  await world.do(clerk, 'roster.amend', { id, version: 1, changes, effectiveOn })
  await opened(clerk, id)
  const seen = await world.do(clerk, 'roster.asOf', { id, day: '2026-05-31' })
  expect(seen.values).toMatchObject({ allergies: '甲壳类水产品', monthlyPensionFen: 731_903 })
  const rewrite = (before: object) =>
    world.db
      .updateTable('retireeChange')
      .set({ before: JSON.stringify(before) })
      .where('retireeId', '=', id)
      .execute()
  await expect(rewrite({ allergies: '~1.AA' })).rejects.toThrow('append-only')
  await expect(rewrite({})).rejects.toThrow('append-only')
})

test('the same registration sent twice is answered from a sealed answer', async () => {
  const { clerk } = await bureau()
  const input = { values: person({ fullName: '周望山' }) }
  const call = { idempotencyKey: 'sealed-answer-0001' }
  const first = await world.do(clerk, 'roster.register', input, call)
  expect(await world.do(clerk, 'roster.register', input, call)).toEqual(first)
})
