import { argon2, randomBytes, timingSafeEqual } from 'node:crypto'
import { promisify } from 'node:util'
import { Refusal } from '#src/kernel/refusal.ts'

const derive = promisify(argon2)
const memory = 19_456
const passes = 2

/** Argon2id, 19 MiB, two passes; `argon2id$19456$2$salt$tag` with base64 parts. */
export async function hashPassword(password: string): Promise<string> {
  const salt = randomBytes(16)
  const tag = await tagOf(password, salt)
  return ['argon2id', memory, passes, salt.toString('base64'), tag.toString('base64')].join('$')
}

/** Whether the password is the one that was hashed. Costs the same when there is no hash. */
export async function passwordMatches(password: string, hash: string | null): Promise<boolean> {
  const [, , , salt, tag] = (hash ?? '$$$$').split('$')
  const found = await tagOf(password, Buffer.from(salt || 'no such account.', 'base64'))
  const expected = Buffer.from(tag ?? '', 'base64')
  return expected.length === found.length && timingSafeEqual(expected, found)
}

function tagOf(password: string, salt: Buffer): Promise<Buffer> {
  const nonce = salt.length >= 8 ? salt : Buffer.alloc(16)
  const message = Buffer.from(password.normalize('NFC'))
  return derive('argon2id', { message, nonce, parallelism: 1, tagLength: 32, memory, passes })
}

const tooCommon = [
  'password',
  'qwertyuiop',
  '1234567890',
  '0123456789',
  'laoganbu',
  'chongyang',
  'admin',
  'abcdefgh',
  '88888888',
  '66666666',
  '00000000',
]

/** At least 12 characters and not an obvious word (OWASP ASVS 5.0 V6.2). */
export function refusalOfPassword(password: string, account: string): Refusal | undefined {
  const say = (message: string) =>
    new Refusal('invalid', 'session.weakPassword', message, 'password')
  if ([...password].length < 12) return say('密码至少 12 个字符，可以用一句话')
  if (password.length > 256) return say('密码最多 256 个字符')
  const plain = password.toLowerCase()
  if (plain.includes(account.toLowerCase())) return say('密码不要包含账号')
  if (tooCommon.some((word) => plain.includes(word) && plain.length < word.length + 6))
    return say('这个密码太常见，容易被猜到，请换一个')
  if (new Set(plain).size < 5) return say('密码中不同的字符太少，请换一个')
  return undefined
}
