import * as z from 'zod'
import { offices, roles, type Office, type Role } from '#src/kernel/access.ts'
import { command, type Context } from '#src/kernel/operation.ts'
import { demand, Refusal } from '#src/kernel/refusal.ts'
import { Appointment, SetUp } from './account.ts'
import { enter, type Entered } from './entry.ts'
import { foundBureau } from './founding.ts'
import { setPassword, weaknessOf } from './passwords.ts'
import { givePost } from './posts.ts'
import { setUpKey, spendLink, appointmentLinks } from './setUpLinks.ts'
import { invite } from './tokens.ts'

/** What the founder hands on: a link for each of the others, shown this once. */
export interface FoundingLink {
  readonly role: Role
  readonly roleTitle: string
  /** Who it is for; absent where the office still waits for somebody. */
  readonly name?: string
  readonly account?: string
  /** Address on this site. */
  readonly path: string
}

export const settingUp = {
  'setup.prepare': command({
    title: '建立地区和老干部局',
    permission: 'system.run',
    repeatable: true,
    input: z.strictObject({}),
    async run(context): Promise<{ orgId: number }> {
      const names = { regionName: '本地区', regionCode: '000000', bureauName: '老干部局' }
      const made = await context.db
        .selectFrom('org')
        .select('id')
        .where('kind', '=', 'bureau')
        .orderBy('id')
        .limit(1)
        .executeTakeFirst()
      const orgId = made?.id ?? (await foundBureau(context, names))
      context.record({ name: 'platform.prepared', subject: 'org', subjectId: orgId })
      return { orgId }
    },
  }),

  'setup.begin': command({
    title: '首次设置',
    permission: 'public',
    secret: true,
    input: SetUp,
    async run(context, input): Promise<Entered & { links: FoundingLink[] }> {
      await spendLink(
        context,
        setUpKey,
        input.token,
        '设置链接不对或已用过，请使用启动时显示的链接',
      )
      const orgId = await foundBureau(context, input)
      const threeNamed = input.securityAdmin && input.auditAdmin
      const role = threeNamed ? 'systemAdmin' : 'bureauClerk'
      const first = await founder(context, input, orgId, role)
      const links: FoundingLink[] = []
      for (const key of ['securityAdmin', 'auditAdmin', 'clerk'] as const) {
        const named = input[key]
        if (!named) continue
        const role = key === 'clerk' ? 'bureauClerk' : key
        const accountId = await founder(context, named, orgId, role, `${key}.account`)
        const token = await invite(context.db, context.now, accountId)
        links.push({ ...named, ...linkOf(role, `/invite?token=${token}`) })
      }
      const vacant = threeNamed ? [] : await appointmentLinks(context)
      for (const { office, token } of vacant) links.push(linkOf(office, `/appoint?token=${token}`))
      demand(await weaknessOf(context, first, input.password))
      await setPassword(context, first, input.password)
      context.record({ name: 'platform.setUp', subject: 'org', subjectId: orgId })
      return { ...(await enter(context, first)), links }
    },
  }),

  'setup.appoint': command({
    title: '就任三员',
    permission: 'public',
    secret: true,
    input: Appointment,
    async run(context, { token, name, account, password }): Promise<Entered> {
      const office = await officeOf(context, token)
      const bureau = await context.db
        .selectFrom('org')
        .select('id')
        .where('kind', '=', 'bureau')
        .orderBy('id')
        .limit(1)
        .executeTakeFirstOrThrow()
      const accountId = await founder(context, { name, account }, bureau.id, office)
      demand(await weaknessOf(context, accountId, password))
      await setPassword(context, accountId, password)
      context.record({
        name: 'staff.appointed',
        subject: 'account',
        subjectId: accountId,
        detail: { role: office },
      })
      return enter(context, accountId)
    },
  }),
}

function linkOf(role: Role, path: string) {
  return { role, roleTitle: roles[role].title, path }
}

async function officeOf(context: Context, token: string): Promise<Office> {
  for (const office of offices) {
    const spent = await spendLink(context, `${setUpKey}.${office}`, token)
    if (spent) return office
  }
  throw new Refusal(
    'invalid',
    'setup.wrongToken',
    '就任链接不对或已用过，请使用最近一次启动时显示的链接',
    'token',
  )
}

interface Named {
  readonly name: string
  readonly account: string
}

const founderTitles: Partial<Record<Role, string>> = { bureauClerk: '信息库管理员' }

async function founder(
  context: Context,
  who: Named,
  orgId: number,
  role: Role,
  field = 'account',
): Promise<number> {
  const created = await context.db
    .insertInto('account')
    .values({ name: who.name, account: who.account })
    .onConflict((clash) => clash.column('account').doNothing())
    .returning('id')
    .executeTakeFirst()
  if (!created)
    throw new Refusal('conflict', 'staff.accountTaken', '这个账号已有人使用，请换一个', field)
  const title = founderTitles[role] ?? roles[role].title
  const validFrom = context.today
  await givePost(context, { accountId: created.id, orgId, role, title, validFrom })
  return created.id
}
