import type { Context } from '#src/kernel/operation.ts'
import { Refusal } from '#src/kernel/refusal.ts'
import { keepChallenge } from './challenge.ts'
import { enrolledSince } from './factor.ts'
import type { Assertion, FactorKind } from './passkey.ts'
import { askForKey } from './assertion.ts'
import { passkeysOf } from './passkeys.ts'
import { siteOf } from './passkeySite.ts'
import { newToken } from './tokens.ts'

/** What is given beside the password. */
export interface Proof {
  readonly code?: string | undefined
  readonly passkey?: Assertion | undefined
}

/**
 * The refusal that asks for the second proof, once the password is right: it says which ones the account
 * has, and puts a challenge to its security keys, good for this attempt or session alone.
 */
export async function askForProof(context: Context, accountId: number): Promise<Refusal> {
  const challenge = newToken()
  const passkey = await askForKey(context, await passkeysOf(context, accountId), challenge)
  if (passkey) {
    const asked = { accountId, session: context.actor.session, purpose: 'prove' } as const
    context.evenIfRefused((db) => keepChallenge(db, context.now, asked, challenge))
  }
  const factors = await factorsHere(context, accountId)
  const detail = { factors, ...(passkey ? { passkey } : {}) }
  return new Refusal('unknown', 'session.codeNeeded', sentenceFor(factors), 'code', detail)
}

/** What an account has that works under the address of the request. */
export async function factorsHere(context: Context, accountId: number): Promise<FactorKind[]> {
  const rpId = siteOf(context.site)?.rpId
  const keys = await passkeysOf(context, accountId)
  const codes = (await enrolledSince(context, accountId)) !== undefined
  return [
    ...(codes ? (['code'] as const) : []),
    ...(keys.some((key) => key.rpId === rpId) ? (['passkey'] as const) : []),
  ]
}

function sentenceFor(factors: readonly FactorKind[]): string {
  const code = factors.includes('code')
  if (!factors.includes('passkey'))
    return code ? '请填写动态口令上现在显示的 6 位数字' : '请填写一个恢复码'
  return code
    ? '请用安全密钥验证，或填写动态口令上现在显示的 6 位数字'
    : '请用安全密钥验证，或填写一个恢复码'
}
