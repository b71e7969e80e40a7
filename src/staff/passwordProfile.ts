import { addDays } from '#src/kernel/day.ts'

/**
 * Two standards that contradict each other: OWASP ASVS 5.0 V6.2.5 and V6.2.10 want neither kinds of
 * characters nor expiry, GB/T 22239-2019 8.1.4.1a wants both. A switch of the security administrator.
 */
export const passwordProfiles = {
  basic: { title: '通行要求', kinds: 1, days: null, remembered: 0 },
  graded: { title: '等级保护要求', kinds: 3, days: 90, remembered: 5 },
} as const satisfies Record<string, Rules>

interface Rules {
  readonly title: string
  /** How many of the four kinds of characters a password must have. */
  readonly kinds: number
  /** After how many days it must be changed. */
  readonly days: number | null
  /** How many passwords, the present one included, may not come again. */
  readonly remembered: number
}

export type PasswordProfile = keyof typeof passwordProfiles

/** Why a session may do nothing before the password is changed: it is too old, or not what is now asked for. */
export type PasswordDue = 'old' | 'weak'

const kindsOfCharacters = [/\p{Lu}/u, /\p{Ll}/u, /\p{Nd}/u, /[^\p{Lu}\p{Ll}\p{Nd}]/u]

/** How many of capital letters, small letters, digits and other signs (Chinese characters too) a text has. */
export function kindsIn(text: string): number {
  return kindsOfCharacters.filter((kind) => kind.test(text)).length
}

/** The first day on which a password counts no longer; undefined where it never ends. */
export function passwordEndsOn(profile: PasswordProfile, since: string): string | undefined {
  const { days } = passwordProfiles[profile]
  return days === null ? undefined : addDays(since, days)
}

const hints: Readonly<Record<PasswordProfile, string>> = {
  basic: '',
  graded:
    '；大写字母、小写字母、数字、符号（含汉字）至少三种，每 90 天更换，不重复最近 5 次用过的密码',
}

/** What a password must be, in words. */
export function passwordHint(profile: PasswordProfile): string {
  const always = '至少 12 个字符，用一句自己才知道的话；不要用姓名、单位名和常见的组合'
  return `${always}${hints[profile]}`
}
