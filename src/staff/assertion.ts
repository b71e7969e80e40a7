import type { PublicKeyCredentialRequestOptionsJSON } from '@simplewebauthn/server'
import type { Context } from '#src/kernel/operation.ts'
import { challengeLife, spendChallenge } from './challenge.ts'
import { giveNotice } from './notices.ts'
import type { Assertion } from './passkey.ts'
import { siteHere, siteOf, type Site } from './passkeySite.ts'
import { bytesOf, challengeOf, frame, named, wrongPasskey, type PasskeyRow } from './passkeys.ts'

/** The challenge that one of these keys may answer in place of a code; undefined where none works here. */
export async function askForKey(
  { site }: Pick<Context, 'site'>,
  keys: readonly PasskeyRow[],
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
async function counterOf(key: PasskeyRow, given: Assertion, challenge: string, site: Site) {
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
function refuseCopy(context: Context, { accountId, name }: PasskeyRow): never {
  context.evenIfRefused((db) =>
    giveNotice({ db, now: context.now }, { kind: 'keyCopied', accountId, detail: { name } }),
  )
  throw wrongPasskey()
}
