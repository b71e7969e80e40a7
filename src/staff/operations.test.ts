import { expect, test } from 'vitest'
import { nobody } from '#src/kernel/access.ts'
import { useWorld } from '#test/harness/world.ts'

const world = useWorld()
const password = '东篱采菊悠然见南山 1996'
let serial = 0

async function office() {
  const region = await world.org('region')
  const unit = await world.org('unit', { parentId: region })
  const keeper = await world.actor('systemAdmin', region)
  const account = `newcomer${++serial}`
  const invitation = { name: '何雨', account, orgId: unit, role: 'unitLiaison', title: '联络员' }
  return { region, unit, keeper, account, invitation }
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

test('an invited person chooses a password by the link, once, and then signs in', async () => {
  const { keeper, account, invitation } = await office()
  const { token } = await world.do(keeper, 'staff.invite', invitation)
  await expect(enter(account)).rejects.toMatchObject({ code: 'session.wrong' })
  const [before] = (await world.do(keeper, 'staff.list', {})).filter(
    (one: { account: string }) => one.account === account,
  )
  expect(before).toMatchObject({ invited: true, roleTitle: '单位老干部工作人员' })
  await accept(token)
  await expect(accept(token)).rejects.toMatchObject({ code: 'session.invitationSpent' })
  expect(await enter(account)).toHaveProperty('token')
})

test('a renewed link takes the place of the lost one, also for a forgotten password', async () => {
  const { keeper, account, invitation } = await office()
  const { token: lost } = await world.do(keeper, 'staff.invite', invitation)
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
