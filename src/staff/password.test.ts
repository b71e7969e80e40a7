import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { commonWords } from './commonWords.ts'
import { hashPassword, passwordMatches, refusalOfPassword } from './password.ts'
import {
  kindsIn,
  passwordEndsOn,
  passwordProfiles,
  type PasswordProfile,
} from './passwordProfile.ts'

const chooser = { account: 'linxy', name: '林晓月', units: ['示范县委老干部局', '枫林社区'] }
const profiles = Object.keys(passwordProfiles) as PasswordProfile[]
const refusedUnder = (profile: PasswordProfile) => (password: string) =>
  refusalOfPassword(password, chooser, profile)?.message

/** What guessing programs make of common words when twelve characters are asked for. */
function commonPasswords(): string[] {
  const endings = ['123456', '1234567890', '2026', '@2026', '888888', '!@#', '123!', '000000']
  const single = commonWords.flatMap((word) => endings.map((ending) => word + ending))
  const twice = commonWords.map((word) => word + word)
  const pairs = commonWords.slice(0, 60).flatMap((a) => commonWords.slice(0, 20).map((b) => a + b))
  const capital = [...single, ...pairs].map((text) => text[0]?.toUpperCase() + text.slice(1))
  const signs = single.map((text) => text.replaceAll('a', '@').replaceAll('o', '0'))
  return [...new Set([...single, ...twice, ...pairs, ...capital, ...signs])].filter(
    (text) => text.length >= 12,
  )
}

describe.each(profiles)('under the %s profile', (profile) => {
  const refused = refusedUnder(profile)

  // OWASP ASVS 5.0 V6.2.4: at least the 3,000 commonest that are long enough to be chosen.
  test('none of thousands of common passwords is taken', () => {
    const common = commonPasswords()
    expect(common.length).toBeGreaterThanOrEqual(3_000)
    expect(common.filter((password) => !refused(password))).toEqual([])
  })

  test.each([
    ['短', '至少 12 个字符'],
    ['a1b2c3d4e5f', '至少 12 个字符'],
    ['qwertyuiop[]', '太常见'],
    ['1qaz2wsx3edc', '太常见'],
    ['abcdefghijklmnop', '太常见'],
    ['P@ssw0rd!2026', '太常见'],
    ['112233445566', '太常见'],
    ['好好好好好好好好好好好好', '太常见'],
    ['abababababab', '太常见'],
    ['laoganbu@2026', '太常见'],
    ['linxy的密码是什么呢你猜一猜', '包含账号'],
    ['linxiaoyue2026!', '姓名或账号'],
    ['林晓月林晓月林晓月2026', '姓名或账号'],
    ['示范县委老干部局2026!', '单位名称'],
    ['fenglinshequ20261', '单位名称'],
    ['长'.repeat(3) + 'x1'.repeat(130), '最多 256 个字符'],
  ])('%s is refused: %s', (password, sentence) => {
    const told = refused(password)
    if (profile === 'graded' && kindsIn(password) < 3 && !sentence.includes('个字符'))
      expect(told).toContain('至少要有 3 种')
    else expect(told).toContain(sentence)
  })

  test.each(['jinqiu-2026-changqing', 'Tq8#vLz0!mRw', '东篱采菊悠然见南山 Dongli 1996'])(
    '%s is taken',
    (password) => {
      expect(refused(password)).toBeUndefined()
    },
  )

  // V6.2.1, V6.2.9: any length from 12 to well over 64, any characters, nothing cut off.
  test('every random password from 12 to 256 characters is taken if it has the kinds asked for', () => {
    const letters = fc.string({ unit: 'grapheme-composite', minLength: 24, maxLength: 100 })
    fc.assert(
      fc.property(letters, (text) => {
        const plain = text.normalize('NFC')
        fc.pre(new Set(plain.toLowerCase()).size >= 20 && plain.length <= 256)
        const told = refused(text)
        if (kindsIn(plain) >= passwordProfiles[profile].kinds) expect(told).toBeUndefined()
        else expect(told).toContain('至少要有 3 种')
      }),
    )
  })
})

// ASVS 5.0 V6.2.5 against GB/T 22239-2019 8.1.4.1a: kinds of characters are asked for by a switch only.
test.each([
  ['东篱采菊悠然见南山 1996', 2],
  ['correct horse battery staple', 2],
  ['院子里那棵石榴今年结了七个', 1],
  ['Dongli 1996 nanshan youran', 4],
])('%s has %i kinds of characters', (password, kinds) => {
  expect(kindsIn(password)).toBe(kinds)
  expect(refusedUnder('basic')(password)).toBeUndefined()
  expect(refusedUnder('graded')(password) === undefined).toBe(kinds >= 3)
})

test('a password ends after 90 days where it ends at all', () => {
  expect(passwordEndsOn('graded', '2026-11-21')).toBe('2027-02-19')
  expect(passwordEndsOn('basic', '2026-11-21')).toBeUndefined()
})

test('a long password counts to its last character', async () => {
  const long = '秋水共长天一色，'.repeat(8) + 'x'
  const hash = await hashPassword(long)
  expect(hash).toMatch(/^argon2id\$19456\$2\$/)
  expect(await passwordMatches(long, hash)).toBe(true)
  expect(await passwordMatches(`${long.slice(0, -1)}y`, hash)).toBe(false)
  expect(await passwordMatches(long.slice(0, 64), hash)).toBe(false)
})
