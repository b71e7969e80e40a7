import type {
  AuthenticationResponseJSON,
  PublicKeyCredentialRequestOptionsJSON,
  RegistrationResponseJSON,
} from '@simplewebauthn/browser'
import type { Assertion, FactorKind, NewPasskey } from '#src/staff/passkey.ts'
import { call, CallError } from '../api.ts'
import { renewing } from '../identity.ts'

const library = () => import('@simplewebauthn/browser')

/** Whether this browser can ask a security key at all. */
export function browserHasPasskeys(): boolean {
  return typeof PublicKeyCredential === 'function'
}

interface Asked {
  readonly factors: readonly FactorKind[]
  readonly passkey?: PublicKeyCredentialRequestOptionsJSON
}

/** What the account has, where a call was refused only because the second proof is missing. */
export function factorsAsked(error: unknown): readonly FactorKind[] | undefined {
  return askedIn(error)?.factors
}

function askedIn(error: unknown): Asked | undefined {
  if (!(error instanceof CallError) || error.code !== 'session.codeNeeded') return undefined
  return (error.detail as Asked | undefined) ?? { factors: ['code'] }
}

/**
 * Asks once to hear the challenge, lets the security key answer it, and asks again with the answer.
 * @throws CallError as `ask` does, or with a sentence when the person or the browser gives up
 */
export async function withPasskey<T>(ask: (passkey?: Assertion) => Promise<T>): Promise<T> {
  try {
    return await ask()
  } catch (error) {
    const optionsJSON = askedIn(error)?.passkey
    if (!optionsJSON) throw error
    return ask(await answerTo(optionsJSON))
  }
}

async function answerTo(optionsJSON: PublicKeyCredentialRequestOptionsJSON): Promise<Assertion> {
  const { startAuthentication } = await library()
  const given: AuthenticationResponseJSON = await startAuthentication({ optionsJSON }).catch(
    refuseKey,
  )
  const { clientDataJSON, authenticatorData, signature } = given.response
  return { id: given.id, clientDataJSON, authenticatorData, signature }
}

/**
 * Lets the browser make a key for this account, and registers it under a name.
 * @throws CallError with a sentence when it is declined on either side
 */
export async function registerPasskey(name: string): Promise<readonly string[] | null> {
  const optionsJSON = await call('session.beginPasskey', {})
  const { startRegistration } = await library()
  const made: RegistrationResponseJSON = await startRegistration({ optionsJSON }).catch(refuseKey)
  const { clientDataJSON, attestationObject, transports = [] } = made.response
  const known = transports as NewPasskey['transports']
  const given = { name, id: made.id, clientDataJSON, attestationObject, transports: known }
  return (await renewing(call('session.addPasskey', given))).recoveryCodes
}

function refuseKey(error: unknown): never {
  const { code, name } = error as { code?: string; name?: string }
  const again = code === 'ERROR_AUTHENTICATOR_PREVIOUSLY_REGISTERED' || name === 'InvalidStateError'
  throw new CallError(
    'invalid',
    'web.passkey',
    again
      ? '这台设备或这把密钥已经登记过了'
      : '安全密钥没有完成验证：可能已取消或超时。请再试一次，或使用动态口令',
  )
}
