import { sm2 } from 'sm-crypto-v2'

/** The identity under which signatures are made (GM/T 0009-2012 clause 10, the default). */
export const signerId = '1234567812345678'

export interface KeyPair {
  /** Uncompressed point, hexadecimal, beginning with 04. */
  readonly publicKey: string
  /** 32 bytes, hexadecimal. */
  readonly privateKey: string
}

/** A new SM2 key pair for seals (GB/T 32918). */
export function newKeyPair(): KeyPair {
  const { publicKey, privateKey } = sm2.generateKeyPairHex()
  return { publicKey, privateKey: privateKey.padStart(64, '0') }
}

/** An SM2 signature over the SM3 digest (GB/T 32918.2-2016), DER. */
export function sign(message: Uint8Array, { publicKey, privateKey }: KeyPair): Buffer {
  const how = { hash: true, der: true, publicKey, userId: signerId }
  return Buffer.from(sm2.doSignature(message, privateKey, how), 'hex')
}

/** False for anything that is not this key's signature of this message. */
export function verifies(message: Uint8Array, signature: Buffer, publicKey: string): boolean {
  try {
    const how = { hash: true, der: true, userId: signerId }
    return sm2.doVerifySignature(message, signature.toString('hex'), publicKey, how)
  } catch {
    return false
  }
}

/** `id-ecPublicKey` on the curve of SM2, as the head of a SubjectPublicKeyInfo (GM/T 0009-2012). */
const spkiHead = '3059301306072a8648ce3d020106082a811ccf5501822d034200'

/** The public key as a PEM file, for other programmes. */
export function publicKeyPem(publicKey: string): string {
  const base64 = Buffer.from(spkiHead + publicKey, 'hex').toString('base64')
  const lines = base64.match(/.{1,64}/g) ?? []
  return ['-----BEGIN PUBLIC KEY-----', ...lines, '-----END PUBLIC KEY-----', ''].join('\n')
}
