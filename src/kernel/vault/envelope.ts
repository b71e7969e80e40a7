import {
  createCipheriv,
  createDecipheriv,
  createHmac,
  randomFillSync,
  timingSafeEqual,
} from 'node:crypto'

/** 国密 (SM4-CTR, then HMAC-SM3) or international (AES-256-GCM); both authenticate what they hide. */
export type Profile = 'sm4' | 'aes'

/** A key of 32 random bytes, known by the number that envelopes carry. */
export interface DataKey {
  readonly id: number
  readonly profile: Profile
  readonly bytes: Buffer
}

const version = 1
const algorithms = { sm4: 1, aes: 2 } as const
const headBytes = 4
const ivBytes = { sm4: 16, aes: 12 } as const
const tagBytes = { sm4: 32, aes: 16 } as const

/** `version | algorithm | key number (2 bytes) | iv | ciphertext | tag`; `bound` must be the same to open it. */
export function sealWith(key: DataKey, plain: Uint8Array, bound: string): Buffer {
  const head = Buffer.from([version, algorithms[key.profile], key.id >> 8, key.id & 255])
  const iv = freshBytes(ivBytes[key.profile])
  if (key.profile === 'aes') {
    const cipher = createCipheriv('aes-256-gcm', key.bytes, iv).setAAD(boundBytes(head, bound))
    return Buffer.concat([head, iv, cipher.update(plain), cipher.final(), cipher.getAuthTag()])
  }
  const { hiding, proving } = halves(key)
  const cipher = createCipheriv('sm4-ctr', hiding, iv)
  const hidden = Buffer.concat([head, iv, cipher.update(plain), cipher.final()])
  return Buffer.concat([hidden, sm4Tag(proving, head, bound, hidden)])
}

/** The number of the key that an envelope needs; undefined for anything that is no envelope. */
export function keyOf(sealed: Uint8Array): number | undefined {
  const whole = sealed.length >= headBytes + ivBytes.aes + tagBytes.aes && sealed[0] === version
  return whole ? ((sealed[2] as number) << 8) | (sealed[3] as number) : undefined
}

/** What was sealed, or undefined where the bytes, the key or the place are not the ones of the sealing. */
export function openWith(key: DataKey, sealed: Buffer, bound: string): Buffer | undefined {
  const profile = sealed[1] === algorithms.aes ? 'aes' : 'sm4'
  const from = headBytes + ivBytes[profile]
  const to = sealed.length - tagBytes[profile]
  if (profile !== key.profile || to < from) return undefined
  const head = sealed.subarray(0, headBytes)
  const iv = sealed.subarray(headBytes, from)
  const tag = sealed.subarray(to)
  if (profile === 'aes') return openAes(key, sealed.subarray(from, to), iv, tag, head, bound)
  const { hiding, proving } = halves(key)
  if (!timingSafeEqual(tag, sm4Tag(proving, head, bound, sealed.subarray(0, to)))) return undefined
  const cipher = createDecipheriv('sm4-ctr', hiding, iv)
  return Buffer.concat([cipher.update(sealed.subarray(from, to)), cipher.final()])
}

/** A keyed digest (HMAC-SM3, 32 bytes): tells that two texts are equal, and nothing else. */
export function digestWith(key: DataKey, text: string): Buffer {
  return createHmac('sm3', key.bytes).update(text).digest()
}

function openAes(
  key: DataKey,
  hidden: Buffer,
  iv: Buffer,
  tag: Buffer,
  head: Buffer,
  bound: string,
): Buffer | undefined {
  const cipher = createDecipheriv('aes-256-gcm', key.bytes, iv)
  cipher.setAAD(boundBytes(head, bound)).setAuthTag(tag)
  try {
    return Buffer.concat([cipher.update(hidden), cipher.final()])
  } catch {
    return undefined
  }
}

function boundBytes(head: Buffer, bound: string): Buffer {
  return Buffer.concat([head, Buffer.from(bound)])
}

function sm4Tag(proving: Buffer, head: Buffer, bound: string, hidden: Buffer): Buffer {
  const place = boundBytes(head, bound)
  const length = Buffer.alloc(4)
  length.writeUInt32BE(place.length)
  return createHmac('sm3', proving).update(length).update(place).update(hidden).digest()
}

const derived = new WeakMap<DataKey, { hiding: Buffer; proving: Buffer }>()

/** One key hides and another proves; both follow from the data key. */
function halves(key: DataKey): { hiding: Buffer; proving: Buffer } {
  const known = derived.get(key)
  if (known) return known
  const hiding = digestWith(key, 'hide').subarray(0, 16)
  const made = { hiding, proving: digestWith(key, 'prove') }
  derived.set(key, made)
  return made
}

const pool = Buffer.alloc(16_384)
let used = pool.length

/** Random bytes out of a pool: asking the system for sixteen at a time costs more than the cipher. */
function freshBytes(count: number): Buffer {
  if (used + count > pool.length) {
    randomFillSync(pool)
    used = 0
  }
  used += count
  return Buffer.from(pool.subarray(used - count, used))
}
