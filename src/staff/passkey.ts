import * as z from 'zod'

/** Bytes as a browser writes them: base64url without padding. */
const bytes = (longest: number) =>
  z
    .string('安全密钥的回答不完整')
    .min(1, '安全密钥的回答不完整')
    .max(longest, '安全密钥的回答太长')
    .regex(/^[\w-]+$/, '安全密钥的回答无法识别')

/** What a security key answers when asked who somebody is. */
export const Assertion = z.strictObject({
  id: bytes(1_400),
  clientDataJSON: bytes(4_000),
  authenticatorData: bytes(2_000),
  signature: bytes(2_000),
})

export const PasskeyName = z
  .string('请给这把密钥起个名字')
  .trim()
  .min(1, '请给这把密钥起个名字')
  .max(40, '名字最多 40 个字')

const transports = ['ble', 'cable', 'hybrid', 'internal', 'nfc', 'smart-card', 'usb'] as const

/** What a security key answers when it is registered, with the name that its owner gives it. */
export const NewPasskey = z.strictObject({
  name: PasskeyName,
  id: bytes(1_400),
  clientDataJSON: bytes(4_000),
  attestationObject: bytes(20_000),
  transports: z.array(z.enum(transports)).max(transports.length),
})

export type Assertion = z.output<typeof Assertion>
export type NewPasskey = z.output<typeof NewPasskey>

/** A second proof that somebody has: codes of an authenticator, or a security key that works at this address. */
export type FactorKind = 'code' | 'passkey'

/** One's own security key, as the page shows it. */
export interface Passkey {
  readonly id: number
  readonly name: string
  readonly addedAt: string
  readonly lastUsedAt: string | null
  /** False where the key was registered under another address of the platform. */
  readonly usableHere: boolean
}
