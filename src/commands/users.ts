import { parseArgs } from 'node:util'
import { grantableRoles, roles, systemActor, type Role } from '#src/kernel/access.ts'
import type { Database } from '#src/kernel/db.ts'
import { execute } from '#src/kernel/execute.ts'
import { Refusal } from '#src/kernel/refusal.ts'
import { withPlatform } from './platform.ts'

const usage = `用法：user create --name 姓名 --post 岗位 --org 机构名称 [--account 账号]
      user link --account 账号
岗位：${grantableRoles.map((role) => roles[role].title).join('、')}`

/** `user create`: an account from the command line; `user link`: a new link for one that cannot get in. Both print a one-time link. */
export async function users(words: string[]): Promise<number> {
  const { values, positionals } = parseArgs({
    args: words,
    allowPositionals: true,
    options: {
      name: { type: 'string' },
      post: { type: 'string' },
      org: { type: 'string' },
      account: { type: 'string' },
    },
  })
  const { name, post, org } = values
  if (positionals[0] === 'link' && values.account) return renewLink(values.account)
  if (positionals[0] !== 'create' || !name || !post || !org) {
    console.error(usage)
    return 2
  }
  return withPlatform(async (kernel) => {
    const found = await kernel.db
      .selectFrom('org')
      .select('id')
      .where('name', '=', org)
      .where('dissolvedOn', 'is', null)
      .limit(2)
      .execute()
    const [only] = found
    if (!only || found.length > 1)
      throw new Refusal(
        'invalid',
        'user.org',
        found.length ? `有多个机构叫「${org}」` : `没有机构「${org}」`,
      )
    const account = values.account ?? (await freeAccount(kernel.db))
    const role = roleOf(post)
    const input = { name, account, orgId: only.id, role, title: roles[role].title }
    const { token } = (await execute(kernel, systemActor(), 'staff.invite', input)) as {
      token: string
    }
    printLink(account, token)
    return 0
  })
}

function renewLink(account: string): Promise<number> {
  return withPlatform(async (kernel) => {
    const found = await kernel.db
      .selectFrom('account')
      .select('id')
      .where('account', '=', account)
      .executeTakeFirst()
    if (!found) throw new Refusal('missing', 'user.account', `没有账号「${account}」`)
    const input = { accountId: found.id }
    const { token } = (await execute(kernel, systemActor(), 'staff.renewLink', input)) as {
      token: string
    }
    printLink(account, token)
    return 0
  })
}

function printLink(account: string, token: string): void {
  const address = process.env['PUBLIC_URL'] ?? `http://127.0.0.1:${process.env['PORT'] ?? 8080}`
  console.log(`账号 ${account}，请本人打开一次性链接设置密码：\n${address}/invite?token=${token}`)
}

function roleOf(text: string): Role {
  const role = grantableRoles.find((key) => key === text || roles[key].title === text)
  if (!role) throw new Refusal('invalid', 'user.post', `没有岗位「${text}」。${usage}`)
  return role
}

async function freeAccount(db: Database) {
  const { count } = await db
    .selectFrom('account')
    .select((is) => is.fn.countAll<number>().as('count'))
    .executeTakeFirstOrThrow()
  return `user${count + 1}`
}
