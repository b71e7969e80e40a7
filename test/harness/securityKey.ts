import { createHash, generateKeyPairSync, randomBytes, sign, type KeyObject } from 'node:crypto'
import { isoCBOR } from '@simplewebauthn/server/helpers'

/** How an answer may be made to differ from an honest one. */
export interface Bent {
  readonly origin?: string
  readonly rpId?: string
  readonly type?: string
  readonly challenge?: string
  readonly counter?: number
  readonly id?: string
  readonly signedBy?: KeyObject
  /** User presence and verification, and whether a new key is described. */
  readonly flags?: number
}

const base64 = (bytes: Uint8Array) => Buffer.from(bytes).toString('base64url')
const sha256 = (bytes: string | Uint8Array) => createHash('sha256').update(bytes).digest()

/** A security key in software: P-256, attestation `none`, counting its uses from one. */
export function securityKey(origin = 'http://localhost', rpId = 'localhost') {
  const { publicKey, privateKey } = generateKeyPairSync('ec', { namedCurve: 'P-256' })
  const id = randomBytes(32)
  let used = 0

  function clientData(type: string, challenge: string, bent: Bent): Buffer {
    const said = { type: bent.type ?? type, challenge: bent.challenge ?? challenge }
    return Buffer.from(
      JSON.stringify({ ...said, origin: bent.origin ?? origin, crossOrigin: false }),
    )
  }

  function authenticatorData(bent: Bent, flags: number, rest: Uint8Array = new Uint8Array()) {
    const head = Buffer.alloc(5)
    head.writeUInt8(bent.flags ?? flags, 0)
    head.writeUInt32BE(bent.counter ?? ++used, 1)
    return Buffer.concat([sha256(bent.rpId ?? rpId), head, rest])
  }

  function coseKey(): Uint8Array {
    const { x = '', y = '' } = publicKey.export({ format: 'jwk' })
    const point = [x, y].map((part) => Uint8Array.from(Buffer.from(part, 'base64url')))
    const parts: [number, number | Uint8Array][] = [
      [1, 2],
      [3, -7],
      [-1, 1],
      [-2, point[0] as Uint8Array],
      [-3, point[1] as Uint8Array],
    ]
    return isoCBOR.encode(new Map(parts))
  }

  return {
    id: base64(id),
    privateKey,
    /** What the key answers when it is registered. */
    register(challenge: string, name = '办公桌上的密钥', bent: Bent = {}) {
      const length = Buffer.alloc(2)
      length.writeUInt16BE(id.length)
      const described = Buffer.concat([Buffer.alloc(16), length, id, coseKey()])
      const authData = Uint8Array.from(authenticatorData(bent, 0x45, described))
      const parts: [string, string | Uint8Array | Map<string, never>][] = [
        ['fmt', 'none'],
        ['attStmt', new Map<string, never>()],
        ['authData', authData],
      ]
      return {
        name,
        id: base64(id),
        clientDataJSON: base64(clientData('webauthn.create', challenge, bent)),
        attestationObject: base64(isoCBOR.encode(new Map(parts))),
        transports: ['usb'],
      }
    },
    /** What the key answers when asked who somebody is. */
    prove(challenge: string, bent: Bent = {}) {
      const said = clientData('webauthn.get', challenge, bent)
      const data = authenticatorData(bent, 0x05)
      const signature = sign(
        'sha256',
        Buffer.concat([data, sha256(said)]),
        bent.signedBy ?? privateKey,
      )
      return {
        id: bent.id ?? base64(id),
        clientDataJSON: base64(said),
        authenticatorData: base64(data),
        signature: base64(signature),
      }
    },
  }
}
