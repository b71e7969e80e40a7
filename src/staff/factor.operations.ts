import * as z from 'zod'
import { refusalUnconfirmed } from '#src/kernel/access.ts'
import { command, query, type Context } from '#src/kernel/operation.ts'
import { demand, Refusal } from '#src/kernel/refusal.ts'
import { FactorCode } from './account.ts'
import {
  beginFactor,
  completeFactor,
  enrolledSince,
  factorsInForce,
  hasFactor,
  renewRecoveryCodes,
} from './factor.ts'
import type { Passkey } from './passkey.ts'
import { passkeysOf } from './passkeys.ts'
import { siteOf } from './passkeySite.ts'
import { renewSession } from './tokens.ts'

/** Setting up the second factor: the only thing a session may do before it has one. */
export const factors = {
  'session.beginFactor': command({
    title: '绑定动态口令',
    permission: 'session.enrol',
    repeatable: true,
    secret: true,
    input: z.strictObject({}),
    async run(context): Promise<NewFactor> {
      const { accountId, name } = await ownAccount(context)
      if (!(await factorsInForce(context)))
        throw new Refusal('conflict', 'session.factorOff', '演示环境不启用动态口令，不用绑定')
      if (await hasFactor(context, accountId))
        demand(refusalUnconfirmed(context.actor, context.now))
      context.record({ name: 'factor.begun', subject: 'account', subjectId: accountId })
      return { account: name, ...(await beginFactor(context, accountId, name)) }
    },
  }),

  'session.completeFactor': command({
    title: '启用动态口令',
    permission: 'session.enrol',
    secret: true,
    input: z.strictObject({ code: FactorCode.min(6, '请填写 6 位动态口令') }),
    async run(context, { code }): Promise<{ token: string; recoveryCodes: string[] }> {
      const { accountId } = await ownAccount(context)
      const recoveryCodes = await completeFactor(context, accountId, code)
      context.record({ name: 'factor.enrolled', subject: 'account', subjectId: accountId })
      const token = await renewSession(context.db, context.now, context.actor.session ?? '')
      return { token, recoveryCodes }
    },
  }),

  'session.renewRecoveryCodes': command({
    title: '更换恢复码',
    permission: 'session.use',
    secret: true,
    confirmed: true,
    input: z.strictObject({}),
    async run(context): Promise<{ recoveryCodes: string[] }> {
      const { accountId } = await ownAccount(context)
      if (!(await hasFactor(context, accountId)))
        throw new Refusal('conflict', 'session.noFactor', '还没有第二种验证方式，不需要恢复码')
      context.record({ name: 'factor.codesRenewed', subject: 'account', subjectId: accountId })
      return { recoveryCodes: await renewRecoveryCodes(context, accountId) }
    },
  }),

  'session.safety': query({
    title: '查看自己的账号安全',
    permission: 'session.use',
    input: z.strictObject({}),
    async run(context): Promise<Safety> {
      const { accountId } = await ownAccount(context)
      const signIns = await context.db
        .selectFrom('signIn')
        .select(['id', 'at', 'source', 'knownDevice'])
        .where('accountId', '=', accountId)
        .orderBy('id', 'desc')
        .limit(10)
        .execute()
      const left = await context.db
        .selectFrom('recoveryCode')
        .select((is) => is.fn.countAll<number>().as('count'))
        .where('accountId', '=', accountId)
        .where('usedAt', 'is', null)
        .executeTakeFirstOrThrow()
      const enrolledAt = await enrolledSince(context, accountId)
      return {
        factorsInForce: await factorsInForce(context),
        enrolledAt: enrolledAt?.toISOString() ?? null,
        recoveryCodesLeft: left.count,
        passkeysHere: siteOf(context.site) !== undefined,
        passkeys: (await passkeysOf(context, accountId)).map((key) => ({
          id: key.id,
          name: key.name,
          addedAt: key.addedAt.toISOString(),
          lastUsedAt: key.lastUsedAt?.toISOString() ?? null,
          usableHere: key.rpId === siteOf(context.site)?.rpId,
        })),
        signIns: signIns.map((row) => ({ ...row, at: row.at.toISOString() })),
      }
    },
  }),
}

export interface NewFactor {
  readonly account: string
  /** Base32, for typing where the picture cannot be scanned. */
  readonly secret: string
  readonly uri: string
  /** The picture to scan, as a `data:` address. */
  readonly qr: string
}

export interface Safety {
  readonly factorsInForce: boolean
  readonly enrolledAt: string | null
  readonly recoveryCodesLeft: number
  /** Whether security keys can be used under the present address. */
  readonly passkeysHere: boolean
  readonly passkeys: readonly Passkey[]
  readonly signIns: readonly SignedIn[]
}

export interface SignedIn {
  readonly id: number
  readonly at: string
  readonly source: string
  readonly knownDevice: boolean
}

async function ownAccount({ db, actor }: Context): Promise<{ accountId: number; name: string }> {
  const { id, account } = await db
    .selectFrom('account')
    .select(['id', 'account'])
    .where('id', '=', actor.accountId)
    .executeTakeFirstOrThrow()
  return { accountId: id, name: account }
}
