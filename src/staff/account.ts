import * as z from 'zod'
import { Assertion } from './passkey.ts'
import { grantableRoles, isOffice, type Role } from '#src/kernel/access.ts'

const AccountName = z
  .string('请填写账号')
  .trim()
  .toLowerCase()
  .regex(
    /^[a-z0-9][a-z0-9._-]{1,31}$/,
    '账号用 2 到 32 个小写字母、数字、点或横线，以字母或数字开头',
  )

const PersonName = z.string('请填写姓名').trim().min(1, '请填写姓名').max(60, '姓名太长')

const Secret = z.string('请填写密码').min(1, '请填写密码').max(256, '密码最多 256 个字符')

/** A code of the authenticator, or one of the recovery codes. */
export const FactorCode = z.string('请填写动态口令').trim().max(24, '动态口令是 6 位数字')

/** What is given beside the password: a code, or what a security key answers. */
const SecondProof = { code: FactorCode.optional(), passkey: Assertion.optional() }

export const SignIn = z.strictObject({
  account: z.string('请填写账号').trim().toLowerCase().min(1, '请填写账号').max(64, '账号太长'),
  password: Secret,
  ...SecondProof,
})

export const Confirmation = z.strictObject({ password: Secret, ...SecondProof })

const Grant = {
  orgId: z.int('请选择机构'),
  role: z.enum(grantableRoles as [Role, ...Role[]], '请选择岗位'),
  title: z.string('请填写职务').trim().min(2, '请填写职务，例如：服务科科员').max(40, '职务太长'),
}

/** A new account with its first post. */
export const Invitation = z.strictObject({ name: PersonName, account: AccountName, ...Grant })

/** A further post of somebody who has an account; `validTo` is the first day on which it no longer acts. */
export const Proposal = z
  .strictObject({
    accountId: z.int('请选择人员'),
    ...Grant,
    validTo: z.iso.date('请填写完整日期').nullish(),
  })
  .refine(({ role, validTo }) => !validTo || !isOffice(role), {
    path: ['validTo'],
    message: '三员岗位不设到期日，换人时由新任先上岗',
  })

export const AcceptInvitation = z.strictObject({
  token: z.string().min(20, '链接不完整，请重新打开邀请链接').max(100),
  password: Secret,
  ...SecondProof,
})

const Person = { name: PersonName, account: AccountName }

/** Somebody named at the first set-up; gets a one-time link. */
const Named = z.strictObject(Person)

export const SetUp = z
  .strictObject({
    token: z.string().min(8, '链接不完整，请使用启动时显示的链接').max(100),
    bureauName: z
      .string('请填写单位名称')
      .trim()
      .min(4, '请填写单位全称，例如：某某县委老干部局')
      .max(80, '名称太长'),
    regionName: z.string('请填写地区名称').trim().min(2, '请填写地区名称').max(80, '名称太长'),
    regionCode: z
      .string('请填写行政区划代码')
      .trim()
      .regex(/^\d{6}$/, '行政区划代码是 6 位数字'),
    ...Person,
    password: Secret,
    securityAdmin: Named.optional(),
    auditAdmin: Named.optional(),
    clerk: Named.optional(),
  })
  .superRefine((input, { addIssue }) => {
    const seen = new Set([input.account])
    for (const key of ['securityAdmin', 'auditAdmin', 'clerk'] as const) {
      const account = input[key]?.account
      if (account === undefined) continue
      if (seen.has(account))
        addIssue({
          code: 'custom',
          path: [key, 'account'],
          message: '每人一个账号，这个账号上面已经用了',
        })
      seen.add(account)
    }
    if (Boolean(input.securityAdmin) !== Boolean(input.auditAdmin))
      addIssue({
        code: 'custom',
        path: [input.securityAdmin ? 'auditAdmin' : 'securityAdmin'],
        message: '安全管理员和审计管理员须一并指定，由两人分别担任',
      })
  })

/** Taking up a vacant office by the link that the server prints. */
export const Appointment = z.strictObject({
  token: z.string().min(20, '链接不完整，请使用启动时显示的链接').max(100),
  ...Person,
  password: Secret,
})
