import { expect, test } from 'vitest'
import { nobody, offices } from '#src/kernel/access.ts'
import { useWorld, type World } from '#test/harness/world.ts'
import { appointmentLinks, makeLink, setUpKey } from './setUpLinks.ts'

const world = useWorld()
const program = useWorld()
const restarted = useWorld()
const password = '东篱采菊悠然见南山 1996'
const place = { regionName: '示范县', regionCode: '990101', bureauName: '示范县委老干部局' }
const first = { name: '方一鸣', account: 'fang', password }
const others = {
  securityAdmin: { name: '沈静秋', account: 'shen' },
  auditAdmin: { name: '陆知白', account: 'lu' },
  clerk: { name: '林晓月', account: 'lin' },
}

const tokenIn = (path = '') => path.split('token=')[1] ?? ''

async function begin(input: object, at: World = world) {
  const token = await makeLink(at.db, setUpKey)
  return at.do(nobody, 'setup.begin', { token, ...place, ...first, ...input })
}

async function holders(at: World = world) {
  const rows = await at.db
    .selectFrom('post')
    .innerJoin('account', 'account.id', 'post.accountId')
    .select(['post.role', 'account.account'])
    .orderBy('post.id')
    .execute()
  return rows.map(({ role, account }) => `${role} ${account}`)
}

test('a fresh database has no account at all, and well-known pairs lead nowhere', async () => {
  expect(await holders()).toEqual([])
  const accounts = ['admin', 'root', 'test', 'guest', 'user1', 'system', 'sa', 'demo', 'chongyang']
  for (const account of [...accounts, 'administrator'])
    for (const guess of ['admin', '123456', 'password', account, `${account}123`])
      await expect(
        world.do(nobody, 'session.signIn', { account, password: guess }),
      ).rejects.toMatchObject({ kind: expect.stringMatching(/unknown|tooMany/) })
})

test('what is filled in badly is said at its field, and nothing is founded', async () => {
  const twice = { ...others, auditAdmin: { name: '陆知白', account: 'shen' } }
  await expect(begin(twice)).rejects.toMatchObject({
    issues: [expect.objectContaining({ field: 'auditAdmin.account' })],
  })
  await expect(begin({ securityAdmin: others.securityAdmin })).rejects.toMatchObject({
    issues: [expect.objectContaining({ field: 'auditAdmin' })],
  })
  await expect(begin({ password: '示范县委老干部局2026' })).rejects.toMatchObject({
    issues: [expect.objectContaining({ field: 'password' })],
  })
  expect(await holders()).toEqual([])
})

test('three people and a clerk: each gets a post and, but for the first, a link', async () => {
  const { links, token } = await begin(others)
  expect(token).toMatch(/^\S{43}$/)
  expect(await holders()).toEqual([
    'systemAdmin fang',
    'securityAdmin shen',
    'auditAdmin lu',
    'bureauClerk lin',
  ])
  expect(links.map(({ name }: { name: string }) => name)).toEqual(['沈静秋', '陆知白', '林晓月'])
  for (const { path } of links) {
    const input = { token: tokenIn(path), password: '梧桐更兼细雨到黄昏 2026' }
    expect(await world.do(nobody, 'session.acceptInvitation', input)).toHaveProperty('token')
  }
  const today = world.kernel.clock.today()
  expect(await appointmentLinks({ db: world.db, today })).toEqual([])
  await expect(begin({})).rejects.toMatchObject({ code: 'staff.accountTaken' })
})

test('an outside program sets up a clerk alone; the three take office by links of their own', async () => {
  const { links } = await begin({}, program)
  expect(await holders(program)).toEqual(['bureauClerk fang'])
  expect(links.map(({ role }: { role: string }) => role)).toEqual(offices)
  const clerk = await program.db.selectFrom('account').select('id').executeTakeFirstOrThrow()
  const actor = { ...nobody, role: 'bureauClerk' as const, accountId: clerk.id }
  expect(await program.do(actor, 'session.me', {})).toMatchObject({
    vacantOffices: ['系统管理员', '安全管理员', '审计管理员'],
  })
  const people = ['xi', 'an', 'shi'].map((account) => ({ account, name: '试用', password }))
  for (const [index, { path }] of links.entries()) {
    const input = { token: tokenIn(path), ...people[index] }
    expect(await program.do(nobody, 'setup.appoint', input)).toHaveProperty('token')
    await expect(
      program.do(nobody, 'setup.appoint', { ...input, account: 'again' }),
    ).rejects.toMatchObject({ code: 'setup.wrongToken' })
  }
  expect(await holders(program)).toEqual([
    'bureauClerk fang',
    'systemAdmin xi',
    'securityAdmin an',
    'auditAdmin shi',
  ])
  expect(await program.do(actor, 'session.me', {})).toMatchObject({ vacantOffices: [] })
})

test('each start makes new links and voids those before', async () => {
  await begin({}, restarted)
  const today = restarted.kernel.clock.today()
  const [lost] = await appointmentLinks({ db: restarted.db, today })
  await appointmentLinks({ db: restarted.db, today })
  await expect(
    restarted.do(nobody, 'setup.appoint', { token: lost?.token, ...first, account: 'late' }),
  ).rejects.toMatchObject({ code: 'setup.wrongToken' })
})
