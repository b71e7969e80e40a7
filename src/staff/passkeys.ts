import type {
  PublicKeyCredentialCreationOptionsJSON,
  PublicKeyCredentialRequestOptionsJSON,
  AuthenticatorTransport,
} from '@simplewebauthn/server'
import type { Selectable } from 'kysely'
import type { Context } from '#src/kernel/operation.ts'
import { Refusal } from '#src/kernel/refusal.ts'
import type { DB } from '#src/kernel/tables.gen.ts'
import { challengeLife, keepChallenge, spendChallenge } from './challenge.ts'
import { giveNotice } from './notices.ts'
import type { Assertion, NewPasskey } from './passkey.ts'
import { siteHere, siteOf, type Site } from './passkeySite.ts'
import { newToken } from './tokens.ts'

type Row = Selectable<DB['passkey']>

const perAccount = 10

/** EdDSA, ES256 and RS256: what keys and built-in readers in use can do (RFC 8152, RFC 8812). */
const algorithms = [-8, -7, -257]

/** The security keys of an account, oldest first. */
export function passkeysOf({ db }: Pick<Context, 'db'>, accountId: number): Promise<Row[]> {
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

/** The challenge that one of these keys may answer in place of a code; undefined where none works here. */
export async function askForKey(
  { site }: Pick<Context, 'site'>,
  keys: readonly Row[],
  challenge: string,
): Promise<PublicKeyCredentialRequestOptionsJSON | undefined> {
  const rpID = siteOf(site)?.rpId
  const usable = keys.filter(({ rpId }) => rpId === rpID)
  if (rpID === undefined || usable.length === 0) return undefined
  const { generateAuthenticationOptions } = await import('@simplewebauthn/server')
  return generateAuthenticationOptions({
    rpID,
    challenge: bytesOf(challenge),
    timeout: challengeLife,
    allowCredentials: usable.map(named),
    userVerification: 'preferred',
  })
}

/**
 * Takes the answer of a security key: of this account, to a challenge put to this attempt, for this site,
 * and counting upwards (W3C Web Authentication Level 2, §7.2).
 * @throws Refusal `session.wrongPasskey`
 */
export async function spendAssertion(
  context: Context,
  accountId: number,
  given: Assertion,
): Promise<void> {
  const site = siteHere(context)
  const challenge = challengeOf(given.clientDataJSON)
  const { session } = context.actor
  const asked = { accountId, session, purpose: 'prove' } as const
  if (!challenge || !(await spendChallenge(context, asked, challenge))) throw wrongPasskey()
  const key = await context.db
    .selectFrom('passkey')
    .selectAll()
    .where('accountId', '=', accountId)
    .where('rpId', '=', site.rpId)
    .where('credentialId', '=', Buffer.from(given.id, 'base64url'))
    .forUpdate()
    .executeTakeFirst()
  const counter = key && (await counterOf(key, given, challenge, site))
  if (!key || counter === undefined) throw wrongPasskey()
  if (counter <= key.counter && (counter > 0 || key.counter > 0)) refuseCopy(context, key)
  await context.db
    .updateTable('passkey')
    .set({ counter, lastUsedAt: context.now })
    .where('id', '=', key.id)
    .execute()
}

/** How often the key says it was used; undefined where the answer does not hold. */
async function counterOf(key: Row, given: Assertion, challenge: string, site: Site) {
  const { verifyAuthenticationResponse } = await import('@simplewebauthn/server')
  const { id, ...response } = given
  const found = await verifyAuthenticationResponse({
    response: { ...frame(id), response },
    expectedChallenge: challenge,
    expectedOrigin: site.origin,
    expectedRPID: site.rpId,
    // Compared below, once the signature is known to be the key's own.
    credential: { id, publicKey: Uint8Array.from(key.publicKey), counter: 0 },
    requireUserVerification: false,
  }).catch(() => undefined)
  return found?.verified ? found.authenticationInfo.newCounter : undefined
}

/** A count that does not grow means two keys with one secret: refused, and told to the security administrator. */
function refuseCopy(context: Context, { accountId, name }: Row): never {
  context.evenIfRefused((db) =>
    giveNotice({ db, now: context.now }, { kind: 'keyCopied', accountId, detail: { name } }),
  )
  throw wrongPasskey()
}

function challengeOf(clientDataJSON: string): string | undefined {
  try {
    const text = Buffer.from(clientDataJSON, 'base64url').toString()
    const { challenge } = JSON.parse(text) as { challenge?: unknown }
    return typeof challenge === 'string' ? challenge : undefined
  } catch {
    return undefined
  }
}

const bytesOf = (text: string) => Uint8Array.from(Buffer.from(text, 'base64url'))

const frame = (id: string) =>
  ({ id, rawId: id, type: 'public-key', clientExtensionResults: {} }) as const

const named = ({ credentialId, transports }: Row) => ({
  id: credentialId.toString('base64url'),
  transports: transports as AuthenticatorTransport[],
})

const wrongPasskey = () =>
  new Refusal('unknown', 'session.wrongPasskey', '安全密钥没有通过验证，请再试一次，或改用动态口令')
