import { expect, test } from 'vitest'
import { nobody, type Actor, type Role } from '#src/kernel/access.ts'
import { useWorld } from '#test/harness/world.ts'

const world = useWorld()
const password = '东篱采菊悠然见南山 1996'
let serial = 0

async function office() {
  const region = await world.org('region')
  const unit = await world.org('unit', { parentId: region })
  const keeper = await world.actor('systemAdmin', region)
  const checker = await world.actor('securityAdmin', region)
  const account = `newcomer${++serial}`
  const invitation = { name: '何雨', account, orgId: unit, role: 'unitLiaison', title: '联络员' }
  return { region, unit, keeper, checker, account, invitation }
}

async function idOf(account: string): Promise<number> {
  const found = await world.db
    .selectFrom('account')
    .select('id')
    .where('account', '=', account)
    .executeTakeFirstOrThrow()
  return found.id
}

const accept = (token: string) => world.do(nobody, 'session.acceptInvitation', { token, password })
const enter = (account: string) => world.do(nobody, 'session.signIn', { account, password })

async function approveAll(checker: Actor, account: string) {
  const proposals = await world.do(checker, 'staff.proposals', {})
  for (const { id, state } of proposals.filter((one: Named) => one.account === account))
    if (state === 'open') await world.do(checker, 'staff.approve', { proposalId: id })
}

interface Named {
  readonly account: string
}

test('an invited person waits for the approval, chooses a password by the link, once, and signs in', async () => {
  const { keeper, checker, account, invitation } = await office()
  const { token } = await world.do(keeper, 'staff.invite', invitation)
  await expect(enter(account)).rejects.toMatchObject({ code: 'session.wrong' })
  await expect(accept(token)).rejects.toMatchObject({
    code: 'session.noPost',
    message: expect.stringContaining('安全管理员批准'),
  })
  await approveAll(checker, account)
  const [before] = (await world.do(keeper, 'staff.list', {})).filter(
    (one: Named) => one.account === account,
  )
  expect(before).toMatchObject({ invited: true, roleTitle: '单位老干部工作人员' })
  await accept(token)
  await expect(accept(token)).rejects.toMatchObject({ code: 'session.invitationSpent' })
  expect(await enter(account)).toHaveProperty('token')
})

test('the platform itself gives a post at once', async () => {
  const { account, invitation } = await office()
  const system = { ...nobody, orgId: 0, scopeId: 0 }
  const { token } = await world.do(system, 'staff.invite', invitation)
  await accept(token)
  expect(await enter(account)).toHaveProperty('token')
})

test('a renewed link takes the place of the lost one, also for a forgotten password', async () => {
  const { keeper, checker, account, invitation } = await office()
  const { token: lost } = await world.do(keeper, 'staff.invite', invitation)
  await approveAll(checker, account)
  const accountId = await idOf(account)
  const { token } = await world.do(keeper, 'staff.renewLink', { accountId })
  await expect(accept(lost)).rejects.toMatchObject({ code: 'session.invitationSpent' })
  await accept(token)
  const names = (await world.events(accountId, 'account')).map(({ name }) => name)
  expect(names).toContain('staff.linkRenewed')
})

test('an ended account neither signs in nor accepts a link, and gets none', async () => {
  const { keeper, account, invitation } = await office()
  const { token } = await world.do(keeper, 'staff.invite', invitation)
  const accountId = await idOf(account)
  await world.do(keeper, 'staff.end', { accountId })
  await expect(accept(token)).rejects.toMatchObject({ code: 'session.invitationSpent' })
  await expect(enter(account)).rejects.toMatchObject({ code: 'session.wrong' })
  await expect(world.do(keeper, 'staff.renewLink', { accountId })).rejects.toMatchObject({
    code: 'staff.alreadyEnded',
  })
})

test('accounts are kept by those in charge of the place, not by strangers or oneself', async () => {
  const { keeper, unit, invitation, account } = await office()
  await world.do(keeper, 'staff.invite', invitation)
  const accountId = await idOf(account)
  const stranger = (await office()).keeper
  const liaison = await world.actor('unitLiaison', unit)
  for (const verb of ['staff.end', 'staff.renewLink']) {
    await expect(world.do(stranger, verb, { accountId })).rejects.toMatchObject({ kind: 'missing' })
    await expect(world.do(liaison, verb, { accountId })).rejects.toMatchObject({
      kind: 'forbidden',
    })
  }
  await expect(
    world.do(keeper, 'staff.end', { accountId: keeper.accountId }),
  ).rejects.toMatchObject({ code: 'staff.notOneself' })
  await expect(world.do(keeper, 'staff.invite', invitation)).rejects.toMatchObject({
    code: 'staff.accountTaken',
    issues: [expect.objectContaining({ field: 'account' })],
  })
})

test('what gives access asks for a fresh proof of identity (ASVS 5.0 V7.5.1)', async () => {
  const { keeper, checker, invitation } = await office()
  const stale = { ...keeper, confirmedUntil: new Date('2026-11-21T11:59:00+08:00') }
  const code = 'session.unconfirmed'
  await expect(world.do(stale, 'staff.invite', invitation)).rejects.toMatchObject({ code })
  const { accountId } = keeper
  for (const verb of ['staff.end', 'staff.renewLink', 'staff.leave'])
    await expect(world.do(stale, verb, { accountId })).rejects.toMatchObject({ code })
  const unproved = { ...checker, confirmedUntil: null }
  await expect(world.do(unproved, 'staff.approve', { proposalId: 1 })).rejects.toMatchObject({
    code,
  })
})

// GB/T 22239-2019 8.1.4.2d: every pair, by operations and by SQL as the application.
const three = ['systemAdmin', 'securityAdmin', 'auditAdmin'] as const
const pairs = three.flatMap((office) =>
  [...three, 'bureauClerk' as const, 'unitLiaison' as const]
    .filter((other) => other !== office)
    .flatMap((other): [Role, Role][] => [
      [office, other],
      [other, office],
    ]),
)

test.each(pairs)('%s and %s are never one person', async (held, wanted) => {
  const { region, keeper } = await office()
  const { accountId } = (await world.actor(held, region)) as { accountId: number }
  const facts = { accountId, orgId: region, role: wanted, title: '兼任' }
  await expect(world.do(keeper, 'staff.propose', facts)).rejects.toMatchObject({
    code: 'staff.officesApart',
  })
  const raw = { ...facts, validFrom: '2026-11-21' }
  await expect(world.kernel.guarded.insertInto('post').values(raw).execute()).rejects.toThrow(
    'cannot hold',
  )
})

test('a post cannot be passed to one who holds an office, nor an office be given to a post', async () => {
  const { region, unit } = await office()
  const { accountId } = (await world.actor('auditAdmin', region)) as { accountId: number }
  const clerk = await world.actor('unitLiaison', unit)
  await world.actor('unitLiaison', unit)
  const change = (values: { accountId?: number; role?: string }) =>
    world.kernel.guarded.updateTable('post').set(values).where('id', '=', clerk.postId).execute()
  await expect(change({ accountId })).rejects.toThrow('cannot hold')
  const second = { accountId: clerk.accountId as number, orgId: unit, role: 'communityWorker' }
  await world.db
    .insertInto('post')
    .values({ ...second, title: '专员', validFrom: '2026-01-01' })
    .execute()
  await expect(change({ role: 'systemAdmin' })).rejects.toThrow('cannot hold')
})

test('two grants at once cannot unite two offices', async () => {
  const { region } = await office()
  for (let round = 0; round < 5; round++) {
    const { id: accountId } = await world.db
      .insertInto('account')
      .values({ account: `racer${round}`, name: '双岗' })
      .returning('id')
      .executeTakeFirstOrThrow()
    const tries = three.map((role) =>
      world.kernel.guarded
        .insertInto('post')
        .values({ accountId, orgId: region, role, title: role, validFrom: '2026-11-21' })
        .execute(),
    )
    const done = (await Promise.allSettled(tries)).filter(({ status }) => status === 'fulfilled')
    expect(done).toHaveLength(1)
  }
})

test('maker and checker are two people; a proposal is decided once and within three days', async () => {
  const { keeper, checker, invitation, account } = await office()
  await world.do(keeper, 'staff.invite', invitation)
  const [proposal] = (await world.do(checker, 'staff.proposals', {})).filter(
    (one: Named) => one.account === account,
  )
  const { id: proposalId } = proposal
  await expect(world.do(keeper, 'staff.approve', { proposalId })).rejects.toMatchObject({
    kind: 'forbidden',
  })
  const both = { ...checker, accountId: keeper.accountId }
  await expect(world.do(both, 'staff.approve', { proposalId })).rejects.toMatchObject({
    code: 'staff.ownProposal',
  })
  const raw = { decision: 'approved', decidedBy: keeper.accountId, decidedAt: new Date() }
  await expect(
    world.kernel.guarded
      .updateTable('postProposal')
      .set(raw)
      .where('id', '=', proposalId)
      .execute(),
  ).rejects.toThrow('proposal_maker_is_not_checker')
  await world.do(checker, 'staff.decline', { proposalId, reason: '单位不对' })
  await expect(world.do(checker, 'staff.approve', { proposalId })).rejects.toMatchObject({
    code: 'staff.alreadyDecided',
  })
  const accountId = await idOf(account)
  const again = { accountId, orgId: proposal.orgId ?? invitation.orgId, role: 'unitLiaison' }
  const { proposalId: late } = await world.do(keeper, 'staff.propose', { ...again, title: '科员' })
  world.setToday('2026-11-25')
  await expect(world.do(checker, 'staff.approve', { proposalId: late })).rejects.toMatchObject({
    code: 'staff.proposalExpired',
  })
  world.setToday('2026-11-21')
})

test('an account whose post was declined may be opened again, under the same name', async () => {
  const { keeper, checker, invitation, account } = await office()
  await world.do(keeper, 'staff.invite', invitation)
  const [{ id: proposalId }] = (await world.do(checker, 'staff.proposals', {})).filter(
    (one: Named) => one.account === account,
  )
  await world.do(checker, 'staff.decline', { proposalId, reason: '单位不对' })
  await world.do(keeper, 'staff.invite', { ...invitation, name: '何霁' })
  await approveAll(checker, account)
  await expect(world.do(keeper, 'staff.invite', invitation)).rejects.toMatchObject({
    code: 'staff.accountTaken',
  })
})
