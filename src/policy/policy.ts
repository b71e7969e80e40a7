import * as z from 'zod'
import { addYears, isDay } from '#src/kernel/day.ts'
import { Refusal } from '#src/kernel/refusal.ts'
import { callChainWith } from './callChain.ts'
import { cadence, planReviewWith } from './cadence.ts'

/** Who owes a duty: the tie of the person that names the organisation, or the keeping bureau. */
export const owners = {
  bureau: '老干部主管部门',
  managingUnit: '现管单位',
  community: '社区',
  branch: '党支部',
} as const
export type OwnerKind = keyof typeof owners

/** How an age is counted: completed years, or 虚岁 by lunar years. */
export const ageStyles = { full: '周岁', nominal: '虚岁' } as const
export type AgeStyle = keyof typeof ageStyles

const enabled = z.boolean('请选择是否执行').meta({ title: '是否执行' })
const owner = z
  .enum(Object.keys(owners) as OwnerKind[], '请选择由谁办理')
  .meta({ title: '由谁办理', labels: owners })
const base = { enabled, owner }

function days(title: string, max: number) {
  return z
    .int('请填写整数天数')
    .min(0, '天数不能小于 0')
    .max(max, `天数不超过 ${max}`)
    .meta({ title, unit: '天' })
}

function monthDay(title: string) {
  return z
    .string('请填写月日，例如 03-01')
    .refine((text) => isDay(`2025-${text}`), '请填写每年都有的月日，例如 03-01')
    .meta({ title })
}

const ages = z
  .array(z.int('年龄是整数').min(50, '年龄不小于 50').max(120, '年龄不超过 120'))
  .min(1, '请至少填写一个年龄')
  .max(71)
  .refine((list) => new Set(list).size === list.length, '年龄有重复，请删去')
  .meta({ title: '看望的年龄', unit: '岁' })

const timeOfDay = (title: string) =>
  z
    .string('请填写时刻，例如 21:00')
    .regex(/^([01]\d|2[0-3]):[0-5]\d$/, '请填写时刻，例如 21:00')
    .meta({ title })

const answerIn = (title: string) => days(title, 250).min(1, '至少 1 个工作日')

const window = z.strictObject({ ...base, windowDays: days('提前开始', 120) })
const gap = z.strictObject({ ...base, dueDays: days('办理期限', 365) })
const newcomer = z.strictObject({
  ...base,
  withinDays: days('退休后多少天内登记的算新退休', 730),
  dueDays: days('办理期限', 365),
})

/** The shape of each parameter. A new policy adds one entry and a default row in a migration. */
export const policyValues = {
  milestoneBirthday: z.strictObject({
    ...base,
    ages,
    ageStyle: z
      .enum(['full', 'nominal'], '请选择周岁或虚岁')
      .meta({ title: '年龄口径', labels: ageStyles }),
    windowDays: days('提前开始', 120),
  }),
  springFestivalVisit: z.strictObject({
    ...base,
    fromLunarDay: z
      .int('请填写腊月初几')
      .min(1, '最早为腊月初一')
      .max(29, '最晚为腊月廿九')
      .meta({ title: '自腊月初几开始', unit: '日' }),
  }),
  doubleNinthVisit: window,
  newlyRetiredWelcome: newcomer,
  recordVerification: z
    .strictObject({
      ...base,
      from: monthDay('每年自'),
      due: monthDay('每年至'),
      freshDays: days('开始前多少天内核实过的免再核', 365),
    })
    .refine((value) => value.from < value.due, {
      path: ['due'],
      message: '截止月日应晚于开始月日',
    }),
  campaignVerification: z.strictObject(base),
  fiftyYearMedal: window,
  victoryDay93: window,
  communityCheckIn: newcomer,
  missingManagingUnit: gap,
  missingBranch: gap,
  missingCommunity: gap,
  missingContact: gap,
  visitCorrection: z.strictObject({ enabled, days: days('登记后多少天内可以更正或撤回', 365) }),
  contactCall: cadence(base),
  contactVisit: cadence(base),
  agreedContact: window,
  planReview: planReviewWith(base),
  callChain: callChainWith(base),
  illnessVisit: z.strictObject({
    ...base,
    admittedDays: days('得知住院后', 60),
    everyDays: z
      .int('请填写整数天数')
      .min(7, '间隔不少于 7 天')
      .max(365, '间隔不超过 365 天')
      .meta({ title: '住院期间每隔', unit: '天' }),
    dischargedDays: days('出院后', 60),
  }),
  disputeVisit: z.strictObject({
    ...base,
    workdays: z
      .int('请填写整数天数')
      .min(1, '至少 1 个工作日')
      .max(30, '不超过 30 个工作日')
      .meta({ title: '办理期限', unit: '个工作日' }),
  }),
  hardshipVisit: gap,
  bereavementVisit: gap,
  doctorRound: window,
  checkUpFeedback: gap,
  selfCareAssessment: z
    .strictObject({
      ...base,
      fromAge: z
        .int('请填写整数年龄')
        .min(50, '年龄不小于 50')
        .max(120, '年龄不超过 120')
        .meta({ title: '年满', unit: '周岁' }),
      from: monthDay('每年自'),
      due: monthDay('每年至'),
    })
    .refine((value) => value.from < value.due, {
      path: ['due'],
      message: '截止月日应晚于开始月日',
    }),
  hardshipRecheck: window,
  hardshipPublicity: z.strictObject({
    ...base,
    workdays: z
      .int('请填写整数天数')
      .min(5, '公示不少于 5 个工作日')
      .max(30, '不超过 30 个工作日')
      .meta({ title: '公示期', unit: '个工作日' }),
  }),
  leadingGroup: z.strictObject({
    ...base,
    atLeast: z
      .int('请填写整数人数')
      .min(1, '人数至少为 1')
      .max(10_000, '人数不超过 10000')
      .meta({ title: '现管老同志达到', unit: '人' }),
  }),
  /** In working days, for each kind of matter. */
  ticketAnswer: z.strictObject({
    ...base,
    urgentDays: answerIn('紧急事项'),
    remindDays: days('到期前多少天提醒', 60),
    medical: answerIn('就医'),
    living: answerIn('生活照料'),
    housing: answerIn('房屋修缮'),
    benefit: answerIn('待遇政策'),
    party: answerIn('组织生活'),
    transport: answerIn('出行'),
    legal: answerIn('权益维护'),
    companionship: answerIn('陪伴关怀'),
    other: answerIn('其他'),
  }),
  messageHours: z.strictObject({
    enabled,
    quietFrom: timeOfDay('免打扰自'),
    quietTo: timeOfDay('免打扰至'),
  }),
} as const satisfies Record<string, z.ZodType>

export type PolicyCode = keyof typeof policyValues
export type PolicyValue<C extends PolicyCode = PolicyCode> = z.output<(typeof policyValues)[C]>

export const policyTitles: Readonly<Record<PolicyCode, string>> = {
  milestoneBirthday: '重要寿辰看望',
  springFestivalVisit: '春节走访慰问',
  doubleNinthVisit: '重阳节走访慰问',
  newlyRetiredWelcome: '新退休干部迎接谈话',
  recordVerification: '年度信息核实',
  campaignVerification: '信息核实活动',
  fiftyYearMedal: '“光荣在党50年”纪念章',
  victoryDay93: '抗战老战士九三看望',
  communityCheckIn: '退休干部社区报到',
  missingManagingUnit: '补登现管单位',
  missingBranch: '补登所在党支部',
  missingCommunity: '补登居住社区',
  missingContact: '补登紧急联系人',
  visitCorrection: '走访记录更正',
  contactCall: '结对电话联系',
  contactVisit: '结对上门走访谈心',
  agreedContact: '约定的联系',
  planReview: '服务计划复查',
  callChain: '一键呼叫应答',
  illnessVisit: '生病住院看望',
  disputeVisit: '矛盾纠纷走访',
  hardshipVisit: '生活困难走访',
  bereavementVisit: '丧葬大事看望',
  doctorRound: '家庭病房巡诊',
  checkUpFeedback: '体检结果一对一反馈',
  selfCareAssessment: '年度自理能力评估',
  hardshipRecheck: '困难帮扶年度复核',
  hardshipPublicity: '困难帮扶公示',
  leadingGroup: '单位老干部工作领导小组',
  ticketAnswer: '事项办理期限',
  messageHours: '消息免打扰时段',
}

export const policyCodes = Object.keys(policyValues) as PolicyCode[]

const Day = z.iso.date('请填写日期，例如 2027-01-01')

export const SetPolicy = z.strictObject({
  code: z.enum(policyCodes, '没有这项政策参数'),
  orgId: z.int('请选择适用的机构').optional(),
  title: z
    .string('请填写文件名称')
    .trim()
    .min(2, '请填写文件名称')
    .max(120, '文件名称最多 120 个字'),
  documentNo: z.string('请填写文号').trim().min(2, '请填写文号').max(80, '文号最多 80 个字'),
  source: z.string().trim().max(200, '说明最多 200 个字').default(''),
  value: z.record(z.string(), z.unknown(), '请填写参数'),
  validFrom: Day,
  validTo: Day.nullable().optional(),
})

/** One dated version of a parameter. */
export interface PolicyVersion {
  readonly id: number
  readonly code: PolicyCode
  readonly orgId: number | null
  readonly title: string
  readonly documentNo: string
  readonly source: string
  readonly value: PolicyValue
  readonly validFrom: string
  readonly validTo: string | null
}

/** The value of a parameter, or a refusal that names every wrong field as `value.…`. */
export function parsePolicyValue(code: PolicyCode, raw: unknown): PolicyValue {
  const parsed = policyValues[code].safeParse(raw)
  if (parsed.success) return parsed.data
  const issues = parsed.error.issues.map((issue) => ({
    field: ['value', ...issue.path].join('.'),
    code: `policy.${issue.code}`,
    message: issue.code === 'unrecognized_keys' ? '没有这一项参数' : issue.message,
  }))
  const message = issues.length === 1 ? issues[0]!.message : `有 ${issues.length} 处填写有误`
  throw new Refusal('invalid', 'policy.wrongValue', message, issues)
}

/**
 * Versions follow each other: a new one begins after the latest of the same jurisdiction, at most a
 * year back (a document known late) and three years ahead, and does not end before it begins.
 */
export function refusalsOfDates(
  version: { validFrom: string; validTo?: string | null | undefined },
  latestFrom: string | undefined,
  today: string,
): (Refusal | undefined)[] {
  const { validFrom, validTo } = version
  const say = (field: string, code: string, message: string) =>
    new Refusal('invalid', `policy.${code}`, message, field)
  return [
    latestFrom && validFrom <= latestFrom
      ? say('validFrom', 'overlaps', `已有自 ${latestFrom} 起执行的规定，生效日期应晚于这一天`)
      : undefined,
    validFrom < addYears(today, -1)
      ? say('validFrom', 'tooFarBack', '生效日期早于一年前，请核对文件上的日期')
      : undefined,
    validFrom > addYears(today, 3)
      ? say('validFrom', 'tooFarAhead', '生效日期在三年以后，请核对文件上的日期')
      : undefined,
    validTo && validTo < validFrom
      ? say('validTo', 'endsBeforeStart', '终止日期早于生效日期')
      : undefined,
  ]
}

/** The version in force for an organisation on a day: the nearest jurisdiction, then the latest. */
export function inForce<V extends Pick<PolicyVersion, 'orgId' | 'validFrom' | 'validTo'>>(
  versions: readonly V[],
  path: readonly number[],
  day: string,
): V | undefined {
  const depth = (version: V) => (version.orgId === null ? -1 : path.indexOf(version.orgId))
  return versions
    .filter((version) => version.orgId === null || path.includes(version.orgId))
    .filter(({ validFrom, validTo }) => validFrom <= day && (validTo ?? day) >= day)
    .toSorted((a, b) => depth(b) - depth(a) || b.validFrom.localeCompare(a.validFrom))[0]
}
