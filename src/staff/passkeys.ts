import type {
  PublicKeyCredentialCreationOptionsJSON,
  AuthenticatorTransport,
} from '@simplewebauthn/server'
import type { Selectable } from 'kysely'
import type { Context } from '#src/kernel/operation.ts'
import { Refusal } from '#src/kernel/refusal.ts'
import type { DB } from '#src/kernel/tables.gen.ts'
import { challengeLife, keepChallenge, spendChallenge } from './challenge.ts'
import type { NewPasskey } from './passkey.ts'
import { siteHere } from './passkeySite.ts'
import { newToken } from './tokens.ts'

/** A registered key. */
export type PasskeyRow = Selectable<DB['passkey']>

const perAccount = 10

/** EdDSA, ES256 and RS256: what keys and built-in readers in use can do (RFC 8152, RFC 8812). */
const algorithms = [-8, -7, -257]

/** The security keys of an account, oldest first. */
export function passkeysOf({ db }: Pick<Context, 'db'>, accountId: number): Promise<PasskeyRow[]> {
  return db
    .selectFrom('passkey')
    .selectAll()
    .where('accountId', '=', accountId)
    .orderBy('id')
    .execute()
}

/** Puts the challenge with which a new key is registered to the account's session. */
export async function askForNewKey(
  context: Context,
  owner: { accountId: number; account: string },
): Promise<PublicKeyCredentialCreationOptionsJSON> {
  const { rpId } = siteHere(context)
  const present = await passkeysOf(context, owner.accountId)
  if (present.length >= perAccount)
    throw new Refusal(
      'conflict',
      'session.tooManyPasskeys',
      `最多登记 ${perAccount} 把，请先移除不用的`,
    )
  const challenge = newToken()
  const asked = { accountId: owner.accountId, session: context.actor.session } as const
  await keepChallenge(context.db, context.now, { ...asked, purpose: 'add' }, challenge)
  const { generateRegistrationOptions } = await import('@simplewebauthn/server')
  return generateRegistrationOptions({
    rpName: '重阳',
    rpID: rpId,
    userName: owner.account,
    userID: Uint8Array.from(context.vault.digest('secondFactor', `passkey:${owner.accountId}`)),
    challenge: bytesOf(challenge),
    timeout: challengeLife,
    attestationType: 'none',
    supportedAlgorithmIDs: algorithms,
    excludeCredentials: present.map(named),
    authenticatorSelection: { residentKey: 'discouraged', userVerification: 'preferred' },
  })
}

/**
 * Registers the key that answered the challenge.
 * @throws Refusal `session.wrongPasskey`, or `session.passkeyTaken` for a key that is registered already
 */
export async function addKey(context: Context, accountId: number, given: NewPasskey) {
  const site = siteHere(context)
  const { session } = context.actor
  const challenge = challengeOf(given.clientDataJSON)
  const asked = { accountId, session, purpose: 'add' } as const
  if (!challenge || !(await spendChallenge(context, asked, challenge))) throw wrongPasskey()
  const { verifyRegistrationResponse } = await import('@simplewebauthn/server')
  const { id, clientDataJSON, attestationObject } = given
  const found = await verifyRegistrationResponse({
    response: { ...frame(id), response: { clientDataJSON, attestationObject } },
    expectedChallenge: challenge,
    expectedOrigin: site.origin,
    expectedRPID: site.rpId,
    requireUserVerification: false,
    supportedAlgorithmIDs: algorithms,
  }).catch(() => undefined)
  if (!found?.verified) throw wrongPasskey()
  const { credential } = found.registrationInfo
  const added = await context.db
    .insertInto('passkey')
    .values({
      accountId,
      rpId: site.rpId,
      credentialId: Buffer.from(credential.id, 'base64url'),
      publicKey: Buffer.from(credential.publicKey),
      counter: credential.counter,
      transports: given.transports,
      name: given.name,
      addedAt: context.now,
    })
    .onConflict((clash) => clash.column('credentialId').doNothing())
    .returning('id')
    .executeTakeFirst()
  if (!added) throw new Refusal('conflict', 'session.passkeyTaken', '这把安全密钥已经登记过了')
}

/** The challenge that an answer claims to answer. */
export function challengeOf(clientDataJSON: string): string | undefined {
  try {
    const text = Buffer.from(clientDataJSON, 'base64url').toString()
    const { challenge } = JSON.parse(text) as { challenge?: unknown }
    return typeof challenge === 'string' ? challenge : undefined
  } catch {
    return undefined
  }
}

/** Bytes of a base64url text. */
export const bytesOf = (text: string) => Uint8Array.from(Buffer.from(text, 'base64url'))

/** What the library expects around an answer. */
export const frame = (id: string) =>
  ({ id, rawId: id, type: 'public-key', clientExtensionResults: {} }) as const

/** A key as the browser is told of it. */
export const named = ({ credentialId, transports }: PasskeyRow) => ({
  id: credentialId.toString('base64url'),
  transports: transports as AuthenticatorTransport[],
})

/** The one refusal for whatever is wrong with an answer. */
export const wrongPasskey = () =>
  new Refusal('unknown', 'session.wrongPasskey', '安全密钥没有通过验证，请再试一次，或改用动态口令')
