import { argon2, randomBytes, timingSafeEqual } from 'node:crypto'
import { promisify } from 'node:util'
import { Refusal } from '#src/kernel/refusal.ts'
import { fullPinyin } from '#src/roster/pinyin.ts'
import { isCommon, madeOf } from './commonPassword.ts'
import { kindsIn, passwordProfiles, type PasswordProfile } from './passwordProfile.ts'

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

const shortest = 12
export const longest = 256

/** Who chooses a password: what others know of this person must not be in it. */
export interface Chooser {
  readonly account: string
  readonly name?: string
  /** Names of the units that the person works at. */
  readonly units?: readonly string[]
}

/**
 * At least 12 characters, and neither a common password nor made of what others know: account, name, unit
 * (OWASP ASVS 5.0 V6.2.1, V6.2.4, V6.2.9, V6.2.11); under classified protection of several kinds of
 * characters besides (GB/T 22239-2019 8.1.4.1a).
 */
export function refusalOfPassword(
  password: string,
  chooser: Chooser,
  profile: PasswordProfile = 'basic',
): Refusal | undefined {
  const say = (message: string) =>
    new Refusal('invalid', 'session.weakPassword', message, 'password')
  const plain = password.normalize('NFC')
  if ([...plain].length < shortest) return say(`密码至少 ${shortest} 个字符，可以用一句话`)
  if (plain.length > longest) return say(`密码最多 ${longest} 个字符`)
  const { kinds } = passwordProfiles[profile]
  if (kindsIn(plain) < kinds)
    return say(`大写字母、小写字母、数字、符号（含汉字）至少要有 ${kinds} 种，请补上缺的`)
  const { account, name = '', units = [] } = chooser
  if (account.length > 3 && plain.toLowerCase().includes(account)) return say('密码不要包含账号')
  if (madeOf(plain, [account, name, fullPinyin(name)])) return say('密码不要用姓名或账号改写而成')
  if (
    madeOf(
      plain,
      units.flatMap((unit) => [unit, fullPinyin(unit)]),
    )
  )
    return say('密码不要用单位名称改写而成')
  if (isCommon(plain)) return say('这个密码太常见，容易被猜到，请换一句自己才知道的话')
  return undefined
}
