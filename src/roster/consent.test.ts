import { sql } from 'kysely'
import { beforeAll, expect, test } from 'vitest'
import { systemActor, type Actor } from '#src/kernel/access.ts'
import { readPdf } from '#test/pdf-text.ts'
import { useWorld } from '#test/harness/world.ts'
import { basisOf, bases, consentPurposes, fieldsOn } from './basis.ts'
import { fields } from './fields.ts'
import { sealedKeys } from './sealing/fields.ts'

const world = useWorld()
let clerk: Actor
let id: number

beforeAll(async () => {
  const region = await world.org('region')
  const bureau = await world.org('bureau', { parentId: region })
  clerk = await world.actor('bureauClerk', bureau)
  const values = { fullName: '同意甲', retirementCategory: 'tuixiu', allergies: '青霉素金丝雀' }
  id = (await world.do(clerk, 'roster.register', { values })).id
  await amend({ chronicDiseases: '高血压金丝雀' })
})

async function amend(changes: Record<string, unknown>) {
  const { version } = await world.db
    .selectFrom('retiree')
    .select('version')
    .where('id', '=', id)
    .executeTakeFirstOrThrow()
  return world.do(clerk, 'roster.amend', { id, version, changes })
}

const stored = () =>
  world.db
    .selectFrom('retiree')
    .select(['allergiesSealed', 'chronicDiseasesSealed'])
    .where('id', '=', id)
    .executeTakeFirstOrThrow()

const give = (agreed: boolean) =>
  world.do(clerk, 'roster.giveConsent', {
    id,
    purpose: 'healthDetail',
    agreed,
    givenBy: 'self',
    how: 'phone',
    givenOn: '2026-11-20',
  })
const withdraw = () =>
  world.do(clerk, 'roster.withdrawConsent', { id, purpose: 'healthDetail', how: 'phone' })

async function clearQueue() {
  for (const { operation, input } of world.queued.splice(0))
    if (operation === 'retention.forgetWithdrawn') await world.do(systemActor(), operation, input)
}

/** The history and other documents in which a field is named. */
async function namedIn(key: string): Promise<string[]> {
  const { rows } = await sql<{ place: string }>`
    select 'history' as place from retiree_change where retiree_id = ${id}
      and (before ? ${key} or after ? ${key})
    union all select 'request' from change_request where retiree_id = ${id} and proposed ? ${key}`.execute(
    world.db,
  )
  return rows.map(({ place }) => place)
}

// 个人信息保护法 Arts. 13, 28, 29: nothing sensitive is held without a ground.
test('every sensitive field has a ground, and each ground an article', () => {
  const sensitive = fields.filter(({ sensitivity }) => sensitivity === 'S3').map(({ key }) => key)
  expect(sensitive.filter((key) => !basisOf(key))).toEqual([])
  expect([...sealedKeys].filter((key) => !basisOf(key))).toEqual([])
  for (const { law, why } of Object.values(bases)) {
    expect(law).toMatch(/第.+条|号/)
    expect(why.length).toBeGreaterThan(5)
  }
  const asked = Object.values(bases).flatMap((basis) => ('consent' in basis ? [basis.consent] : []))
  for (const purpose of asked) expect(consentPurposes).toHaveProperty(purpose)
})

test('the record says on what each sensitive field rests', async () => {
  const { grounds, consents } = await world.do(clerk, 'roster.consents', { id })
  expect(grounds).toHaveLength(fields.filter(({ sensitivity }) => sensitivity === 'S3').length)
  expect(consents).toEqual([])
})

test('a consent names purpose, giver, way and day; a second one is refused', async () => {
  await give(true)
  const { consents } = await world.do(clerk, 'roster.consents', { id })
  const said = {
    purpose: 'healthDetail',
    agreed: true,
    givenBy: 'self',
    how: 'phone',
    withdrawnOn: null,
  }
  expect(consents).toMatchObject([said])
  await expect(give(true)).rejects.toMatchObject({ code: 'roster.consentStands' })
  await amend({ allergies: '青霉素金丝雀、磺胺' })
})

test('withdrawn, the fields go everywhere and are taken in by no door', async () => {
  await withdraw()
  expect(await stored()).toEqual({ allergiesSealed: null, chronicDiseasesSealed: null })
  await clearQueue()
  for (const key of fieldsOn('healthDetail')) expect(await namedIn(key)).toEqual([])
  await expect(amend({ allergies: '又来' })).rejects.toMatchObject({
    code: 'roster.consentRefused',
  })
  await sql`update retiree set allergies_sealed = 'x'::bytea where id = ${id}`.execute(world.db)
  expect(await stored()).toEqual({ allergiesSealed: null, chronicDiseasesSealed: null })
  await sql`insert into retiree_change (retiree_id, effective_on, operation, before, after)
    values (${id}, '2026-11-21', 'x', '{"allergies": null}', '{"allergies": "x", "remark": "y"}')`.execute(
    world.db,
  )
  expect(await namedIn('allergies')).toEqual([])
  await expect(withdraw()).rejects.toMatchObject({ code: 'roster.noConsent' })
})

// 个人信息保护法 Art. 16: saying no costs nothing but what was asked for.
test('saying no leaves every other service as it was', async () => {
  await amend({ mobile: '13900001234', selfCareLevel: '1' })
  await world.do(clerk, 'roster.verify', { ids: [id], on: '2026-11-21', method: 'phone' })
  const person = await world.do(clerk, 'roster.get', { id })
  expect(person.leftOn ?? null).toBeNull()
})

test('a changed mind is one click, and a plain refusal is kept as such', async () => {
  await give(true)
  await amend({ allergies: '青霉素' })
  expect((await stored()).allergiesSealed).not.toBeNull()
  await withdraw()
  await give(false)
  const { consents } = await world.do(clerk, 'roster.consents', { id })
  expect(consents[0]).toMatchObject({ agreed: false })
  await expect(amend({ allergies: '青霉素' })).rejects.toMatchObject({
    code: 'roster.consentRefused',
  })
})

test('the sheet has nothing ticked, and says what a no does', async () => {
  const { body } = await world.do(clerk, 'roster.consentSheet', { id })
  const text = readPdf(body)
    .map((page) => page.text)
    .join('')
  expect(text).toContain('个人信息单独同意书')
  expect(text).toContain('不同意')
  expect(text).not.toMatch(/[☑✓√]/)
})

test('a neighbour neither reads nor writes the consents', async () => {
  const other = await world.actor('bureauClerk', await world.org('bureau'))
  for (const [name, input] of [
    ['roster.consents', { id }],
    ['roster.withdrawConsent', { id, purpose: 'publication', how: 'phone' }],
  ] as const)
    await expect(world.do(other, name, input)).rejects.toMatchObject({ kind: 'missing' })
})
