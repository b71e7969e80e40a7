import { Refusal } from './refusal.ts'
import { roles } from './roles.ts'

export { roles }

export type Role = keyof typeof roles
export type Permission = (typeof roles)[Role]['may'][number] | 'public'

/** The three offices that keep each other in check (GB/T 22239-2019 8.1.4.2d, 8.1.5); each held by another person. */
export const offices = ['systemAdmin', 'securityAdmin', 'auditAdmin'] as const satisfies Role[]
export type Office = (typeof offices)[number]

export function isOffice(role: string): role is Office {
  return (offices as readonly string[]).includes(role)
}

/** Roles that may be given to a person; `system` is the platform itself. */
export const grantableRoles = (Object.keys(roles) as Role[]).filter((role) => role !== 'system')

/** Who acts, through which post, at which organisation. */
export interface Actor {
  readonly accountId: number | null
  readonly name: string
  readonly postId: number | null
  readonly role: Role
  /** The organisation of the post. */
  readonly orgId: number
  /** The organisation at and below which the post acts: for a bureau its region, else its own. */
  readonly scopeId: number
  /** Until when a repeated proof of identity counts; absent where none was given. */
  readonly confirmedUntil?: Date | null
  /** The digest of the session in hexadecimal; absent for jobs and the command line. */
  readonly session?: string
  /** True until the second factor is set up: until then nothing else is allowed. */
  readonly enrolling?: boolean
  /** Set where the password must be changed before anything else, and why. */
  readonly passwordDue?: 'old' | 'weak' | null
}

/** The platform acting by itself, for one organisation: jobs and the command line. */
export function systemActor(orgId = 0): Actor {
  return { accountId: null, name: '系统', postId: null, role: 'system', orgId, scopeId: orgId }
}

/** A caller who has not signed in; may use public operations only. */
export const nobody: Actor = {
  accountId: null,
  name: '未登录',
  postId: null,
  role: 'system',
  orgId: -1,
  scopeId: -1,
}

/** Decides whether a post may use an operation at all; which people it reaches is `reach`. */
export function permits(actor: Actor, permission: Permission): boolean {
  if (permission === 'public') return true
  if (actor === nobody) return false
  const granted: readonly string[] = roles[actor.role].may
  return granted.includes(permission)
}

/** The refusal of a delicate act without a fresh proof of identity (ASVS 5.0 V7.5.1, V7.5.3). */
export function refusalUnconfirmed({ role, confirmedUntil }: Actor, now: Date) {
  if (role === 'system' || (confirmedUntil && confirmedUntil > now)) return undefined
  return new Refusal(
    'forbidden',
    'session.unconfirmed',
    '这项操作需要再次验证身份，请重新验证后继续',
  )
}

const sentencesOfDue = {
  old: '密码已到更换期限，请先修改密码，然后才能使用平台',
  weak: '现在的密码不符合本单位的密码要求，请先修改密码，然后才能使用平台',
} as const

/** The refusal of someone who is unknown or not entitled. */
export function refusalToAct(
  actor: Actor,
  permission: Permission,
  title: string,
): Refusal | undefined {
  if (actor.enrolling && permission !== 'public' && permission !== 'session.enrol')
    return new Refusal('forbidden', 'session.factorNeeded', '请先绑定动态口令，然后才能使用平台')
  if (actor.passwordDue && !['public', 'session.enrol', 'session.renew'].includes(permission))
    return new Refusal('forbidden', 'session.passwordDue', sentencesOfDue[actor.passwordDue])
  if (permits(actor, permission)) return undefined
  if (actor === nobody) return new Refusal('unknown', 'session.required', '请先登录')
  return new Refusal('forbidden', 'kernel.notPermitted', `您的岗位没有这项权限：${title}`)
}
