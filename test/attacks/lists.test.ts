import { beforeAll, expect, test } from 'vitest'
import type { Actor } from '#src/kernel/access.ts'
import { citizenIdOf } from '#src/roster/citizenId.ts'
import { useWorld } from '../harness/world.ts'

const world = useWorld()
const idNumber = citizenIdOf('990101', '1937-04-19', 732)
let id = 0
let clerk: Actor
let director: Actor
let above: Actor

// What a page of a list tells of hundreds at a glance.
beforeAll(async () => {
  const city = await world.org('region')
  above = await world.actor('bureauClerk', await world.org('bureau', { parentId: city }))
  const county = await world.org('region', { parentId: city })
  const bureau = await world.org('bureau', { parentId: county })
  clerk = await world.actor('bureauClerk', bureau)
  director = await world.actor('bureauDirector', bureau)
  const values = {
    fullName: '林静秋',
    gender: '2',
    retirementCategory: 'tuixiu',
    idNumber,
    birthArchive: '1937-04-17',
    mobile: '19999007331',
    residenceAddress: '示范县城关街道枫林社区3号楼2单元',
    livingArrangement: 'livingAlone',
    healthStatus: '60',
    selfCareLevel: '4',
    partyJoined: '1958-07-08',
    politicalStatus: '01',
  }
  id = (await world.do(clerk, 'roster.register', { values })).id
  for (const code of ['seriousIllness', 'livingAlone', 'hardship'])
    await world.do(clerk, 'roster.addTag', { id, code, fromOn: '2026-01-01', evidence: '本人告知' })
})

const looks = async () =>
  (await world.do(director, 'transparency.looks', { id })).rows.map(
    ({ did, kinds, purpose }: Record<string, string>) => [did, kinds, purpose].join('｜'),
  )
const entries = async () =>
  (await world.db.selectFrom('trace').select('id').where('subject', '=', 'retirees').execute())
    .length

test('lists show personal data in part, sensitive data not at all, and leave no look', async () => {
  const columns = ['fullName', 'birth', 'idNumber', 'mobile', 'residenceAddress', 'partyJoined']
  const frozen = await world.do(clerk, 'snapshots.freeze', {
    title: '春节慰问名单',
    columns: [...columns, 'livingArrangement', 'healthStatus', 'tags'],
  })
  const before = await entries()
  const answers = [
    await world.do(clerk, 'roster.list', {}),
    await world.do(clerk, 'roster.find', { text: '林静秋' }),
    await world.do(clerk, 'snapshots.get', { id: frozen.id }),
    await world.do(clerk, 'duties.list', {}),
  ]
  const told = JSON.stringify(answers)
  expect(told).not.toMatch(/1937-04-1|19999007331|3号楼|livingAlone|独居|1958-07|重病|困难/)
  expect(told).not.toContain(idNumber)
  expect(answers[0].rows).toMatchObject([
    {
      fullName: '林静秋',
      birth: '1937-04',
      mobile: '199****7331',
      residenceAddress: '示范县城关街道枫林社区…',
      partyJoined: '1958',
      tags: [],
    },
  ])
  expect(await entries()).toBe(before)
})

test.each([
  [{ healthStatus: ['60'] }, 'visit'],
  [{ highAgeHighIllness: true }, 'medicalClaim'],
  [{ selfCareLevel: ['4'] }, 'service'],
  [{ tag: 'seriousIllness' }, 'visit'],
  [{ tag: 'hardship' }, 'treatment'],
])('nobody is found by %j without a purpose that needs it', async (filters, purpose) => {
  const code = 'roster.purposeNeeded'
  const columns = ['fullName']
  for (const named of [{}, { purpose: 'suggestion' }]) {
    const asked = { filters: { ...filters, ...named } }
    await expect(world.do(clerk, 'roster.list', asked)).rejects.toMatchObject({ code })
    await expect(world.do(clerk, 'roster.headline', asked)).rejects.toMatchObject({ code })
    await expect(
      world.do(clerk, 'snapshots.freeze', { title: '名单', columns, ...asked }),
    ).rejects.toMatchObject({ code })
    await expect(
      world.do(clerk, 'exports.request', {
        source: { from: 'roster', title: '名单', ...asked },
        columns,
        format: 'xlsx',
        purpose: 'visit',
      }),
    ).rejects.toMatchObject({ code })
  }
  const before = await entries()
  const found = await world.do(clerk, 'roster.list', { filters: { ...filters, purpose } })
  expect(found.rows).toMatchObject([{ id }])
  expect(await entries()).toBe(before + 1)
})

test('who approves names a case besides, and whoever is found so reads who looked and why', async () => {
  const filters = { healthStatus: ['60'], purpose: 'aid' } as const
  await expect(world.do(director, 'roster.list', { filters })).rejects.toMatchObject({
    code: 'roster.caseNeeded',
  })
  await world.do(director, 'roster.list', { filters: { ...filters, caseText: '帮扶 2026-3' } })
  await world.do(clerk, 'roster.list', { filters: { livingArrangement: ['livingAlone'] } })
  await world.do(clerk, 'roster.find', { text: idNumber })
  expect(await looks()).toEqual(
    expect.arrayContaining([
      '列表：查看老干部信息库｜健康状况、慢性病和过敏史｜帮扶审批',
      '列表：查看老干部信息库｜个人信息｜',
      '列表：查人｜证件号码｜',
    ]),
  )
  const stranger = await world.actor(
    'bureauClerk',
    await world.org('bureau', { parentId: await world.org('region') }),
  )
  await expect(world.do(stranger, 'transparency.looks', { id })).rejects.toMatchObject({
    kind: 'missing',
  })
})

test('a list frozen by health or the like does not exist for a bureau above', async () => {
  const columns = ['fullName']
  const freeze = (title: string, filters: object) =>
    world.do(clerk, 'snapshots.freeze', { title, columns, filters })
  const ill = await freeze('重病名单', { tag: 'seriousIllness', purpose: 'visit' })
  const alone = await freeze('独居名单', { livingArrangement: ['livingAlone'] })
  const plain = await freeze('女同志名单', { gender: ['2'] })
  const titles = async (actor: Actor) =>
    (await world.do(actor, 'snapshots.list', {})).map(({ title }: { title: string }) => title)
  expect(await titles(clerk)).toEqual(expect.arrayContaining(['重病名单', '独居名单']))
  expect(await titles(above)).not.toContain('重病名单')
  expect(await titles(above)).not.toContain('独居名单')
  for (const one of [ill, alone])
    await expect(world.do(above, 'snapshots.get', { id: one.id })).rejects.toMatchObject({
      kind: 'missing',
    })
  expect((await world.do(above, 'snapshots.get', { id: plain.id })).rows).toHaveLength(1)
  const before = await entries()
  await world.do(clerk, 'snapshots.get', { id: ill.id })
  expect(await entries()).toBe(before + 1)
})

test('a saved query keeps no purpose: it is named each time', async () => {
  const conditions = { healthStatus: ['60'], purpose: 'visit' }
  await world.do(clerk, 'roster.saveFilter', { name: '患病', conditions })
  const [kept] = await world.do(clerk, 'roster.savedFilters', {})
  expect(kept.conditions).toEqual({ healthStatus: ['60'] })
})
