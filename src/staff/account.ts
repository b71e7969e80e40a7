import * as z from 'zod'
import { grantableRoles, type Role } from '#src/kernel/access.ts'
import { Refusal } from '#src/kernel/refusal.ts'

export const AccountName = z
  .string('请填写账号')
  .trim()
  .toLowerCase()
  .regex(
    /^[a-z0-9][a-z0-9._-]{1,31}$/,
    '账号用 2 到 32 个小写字母、数字、点或横线，以字母或数字开头',
  )

export const PersonName = z.string('请填写姓名').trim().min(1, '请填写姓名').max(60, '姓名太长')

export const SignIn = z.strictObject({
  account: z.string('请填写账号').trim().toLowerCase().min(1, '请填写账号').max(64),
  password: z.string('请填写密码').min(1, '请填写密码').max(256),
  code: z.string().max(12).optional(),
})

export const Invitation = z.strictObject({
  name: PersonName,
  account: AccountName,
  orgId: z.int('请选择机构'),
  role: z.enum(grantableRoles as [Role, ...Role[]], '请选择岗位'),
  title: z.string('请填写职务').trim().min(2, '请填写职务，例如：服务科科员').max(40, '职务太长'),
})

export const AcceptInvitation = z.strictObject({
  token: z.string().min(20, '链接不完整，请重新打开邀请链接').max(100),
  password: z.string('请填写密码').min(1, '请填写密码').max(256),
})

export const SetUp = z.strictObject({
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
  name: PersonName,
  account: AccountName,
  password: z.string('请填写密码').min(1, '请填写密码').max(256),
})

export const wrongSignIn = (): Refusal =>
  new Refusal('unknown', 'session.wrong', '账号或密码不对，请核对后再试')

const windowMinutes = 15
const perSource = 5
const perAccount = 20

/** Guessing is slowed per account and place, so that a stranger cannot lock the owner out elsewhere. */
export function refusalOfGuessing(failures: { fromHere: number; inAll: number }) {
  if (failures.fromHere < perSource && failures.inAll < perAccount) return undefined
  return new Refusal(
    'tooMany',
    'session.tooManyTries',
    `输错次数太多，请 ${windowMinutes} 分钟后再试`,
  )
}

export const guessingWindowMs = windowMinutes * 60_000
