import type { PublicKeyCredentialCreationOptionsJSON } from '@simplewebauthn/server'
import * as z from 'zod'
import { refusalUnconfirmed } from '#src/kernel/access.ts'
import { command, type Context } from '#src/kernel/operation.ts'
import { demand, Refusal } from '#src/kernel/refusal.ts'
import { enrolledSince, factorsInForce, hasFactor, renewRecoveryCodes } from './factor.ts'
import { NewPasskey } from './passkey.ts'
import { addKey, askForNewKey, passkeysOf } from './passkeys.ts'
import { renewSession } from './tokens.ts'

/** Security keys and built-in fingerprint readers: a second factor beside the codes, or in their place. */
export const passkeys = {
  'session.beginPasskey': command({
    title: '准备登记安全密钥',
    permission: 'session.enrol',
    repeatable: true,
    secret: true,
    input: z.strictObject({}),
    async run(context): Promise<PublicKeyCredentialCreationOptionsJSON> {
      const owner = await ownerEntitled(context)
      context.record({
        name: 'factor.passkeyBegun',
        subject: 'account',
        subjectId: owner.accountId,
      })
      return askForNewKey(context, owner)
    },
  }),

  'session.addPasskey': command({
    title: '登记安全密钥',
    permission: 'session.enrol',
    secret: true,
    input: NewPasskey,
    async run(context, given): Promise<{ token: string; recoveryCodes: string[] | null }> {
      const { accountId } = await ownerEntitled(context)
      await addKey(context, accountId, given)
      const recoveryCodes = (await hasRecoveryCodes(context, accountId))
        ? null
        : await renewRecoveryCodes(context, accountId)
      const detail = { name: given.name }
      context.record({
        name: 'factor.passkeyAdded',
        subject: 'account',
        subjectId: accountId,
        detail,
      })
      const token = await renewSession(context.db, context.now, context.actor.session ?? '')
      return { token, recoveryCodes }
    },
  }),

  'session.removePasskey': command({
    title: '移除安全密钥',
    permission: 'session.use',
    confirmed: true,
    input: z.strictObject({ passkeyId: z.int('请选择要移除的安全密钥') }),
    async run(context, { passkeyId }): Promise<void> {
      const accountId = context.actor.accountId as number
      await lockOwner(context)
      const present = await passkeysOf(context, accountId)
      const key = present.find(({ id }) => id === passkeyId)
      if (!key)
        throw new Refusal('missing', 'session.noSuchPasskey', '没有这把安全密钥，请刷新页面')
      if (present.length === 1 && !(await enrolledSince(context, accountId)))
        throw new Refusal(
          'conflict',
          'session.lastFactor',
          '这是唯一的第二种验证方式，请先绑定动态口令或登记另一把安全密钥，再移除这把',
        )
      await context.db.deleteFrom('passkey').where('id', '=', key.id).execute()
      const detail = { name: key.name }
      context.record({
        name: 'factor.passkeyRemoved',
        subject: 'account',
        subjectId: accountId,
        detail,
      })
    },
  }),
}

/** Who adds a key: in the demonstration nobody; with a factor already, only after a fresh proof of identity. */
async function ownerEntitled(context: Context): Promise<{ accountId: number; account: string }> {
  const { id, account } = await lockOwner(context)
  if (!(await factorsInForce(context)))
    throw new Refusal('conflict', 'session.factorOff', '演示环境不启用第二种验证方式，不用登记')
  if (await hasFactor(context, id)) demand(refusalUnconfirmed(context.actor, context.now))
  return { accountId: id, account }
}

/** One change of a person's factors at a time: the last one is not taken off by two at once. */
function lockOwner({ db, actor }: Context): Promise<{ id: number; account: string }> {
  return db
    .selectFrom('account')
    .select(['id', 'account'])
    .where('id', '=', actor.accountId)
    .forUpdate()
    .executeTakeFirstOrThrow()
}

async function hasRecoveryCodes({ db }: Context, accountId: number): Promise<boolean> {
  const row = await db
    .selectFrom('recoveryCode')
    .select('accountId')
    .where('accountId', '=', accountId)
    .where('usedAt', 'is', null)
    .limit(1)
    .executeTakeFirst()
  return row !== undefined
}
