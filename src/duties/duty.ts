import { addDays, weekdayOf } from '#src/kernel/day.ts'
import { Refusal } from '#src/kernel/refusal.ts'

/** What kind of ground a duty stands on. */
export const grounds = {
  season: '时节',
  life: '人生节点',
  record: '资料核实',
  contact: '结对联系',
  gap: '资料缺项',
  event: '人生变故',
  health: '健康服务',
} as const
export type Ground = keyof typeof grounds

/** What the office does to close it; the workbench offers it as the button of the row. */
export type Act =
  | { readonly kind: 'visit'; readonly reason: string }
  | { readonly kind: 'verify' }
  | { readonly kind: 'honour' }
  | { readonly kind: 'tie'; readonly tie: 'managingUnit' | 'community' | 'branch' }
  | { readonly kind: 'contact' }
  | { readonly kind: 'call' }
  | { readonly kind: 'plan' }
  | { readonly kind: 'care'; readonly words: string }
  | { readonly kind: 'aid' }

export interface RuleText {
  readonly title: string
  readonly ground: Ground
  readonly act: Act
  readonly closedBy: string
  readonly basis: string
}

const careful = '《中华人民共和国个人信息保护法》第八条（信息应当准确、完整）'
const sixVisits = '“六必访”工作要求；期限依本地文件'

/** Every rule of the ledger: its name, its ground, what closes it and the law behind it. */
export const rules = {
  milestoneBirthday: {
    title: '重要寿辰看望',
    ground: 'life',
    act: { kind: 'visit', reason: 'birthday' },
    closedBy: '登记一次事由为“寿辰”的走访',
    basis: sixVisits,
  },
  springFestivalVisit: {
    title: '春节走访慰问',
    ground: 'season',
    act: { kind: 'visit', reason: 'springFestival' },
    closedBy: '登记一次事由为“春节”的走访',
    basis: sixVisits,
  },
  doubleNinthVisit: {
    title: '重阳节走访慰问',
    ground: 'season',
    act: { kind: 'visit', reason: 'doubleNinth' },
    closedBy: '登记一次事由为“重阳节”的走访',
    basis: '《中华人民共和国老年人权益保障法》第十二条（农历九月初九为老年节）',
  },
  newlyRetiredWelcome: {
    title: '新退休干部迎接谈话',
    ground: 'life',
    act: { kind: 'visit', reason: 'welcome' },
    closedBy: '登记一次事由为“新退休迎接”的走访',
    basis: '期限依本地文件',
  },
  recordVerification: {
    title: '年度信息核实',
    ground: 'record',
    act: { kind: 'verify' },
    closedBy: '登记一次信息核实',
    basis: careful,
  },
  campaignVerification: {
    title: '信息核实活动',
    ground: 'record',
    act: { kind: 'verify' },
    closedBy: '登记一次信息核实',
    basis: careful,
  },
  fiftyYearMedal: {
    title: '“光荣在党50年”纪念章',
    ground: 'life',
    act: { kind: 'honour' },
    closedBy: '在荣誉中登记“光荣在党50年”纪念章及颁发日期',
    basis: '党中央自2021年起向健在且党龄满50年的党员颁发纪念章',
  },
  victoryDay93: {
    title: '抗战老战士九三看望',
    ground: 'season',
    act: { kind: 'visit', reason: 'commemoration' },
    closedBy: '登记一次事由为“纪念日”的走访',
    basis: '9月3日为中国人民抗日战争胜利纪念日；期限依本地文件',
  },
  communityCheckIn: {
    title: '退休干部社区报到',
    ground: 'life',
    act: { kind: 'tie', tie: 'community' },
    closedBy: '登记所属社区',
    basis: '就近服务要求；期限依本地文件',
  },
  contactCall: {
    title: '结对电话联系',
    ground: 'contact',
    act: { kind: 'call' },
    closedBy: '登记一次联系上的电话、短信、书信，或者走访',
    basis: '联系走访制度；频次依本地文件',
  },
  contactVisit: {
    title: '结对上门走访谈心',
    ground: 'contact',
    act: { kind: 'visit', reason: 'routine' },
    closedBy: '登记一次上门、到医院或来访接待的走访，事由不限',
    basis: '联系走访制度；频次依本地文件',
  },
  agreedContact: {
    title: '约定的联系',
    ground: 'contact',
    act: { kind: 'call' },
    closedBy: '约定的日子前后登记一次联系或走访',
    basis: '走访或联系时与本人的约定',
  },
  planReview: {
    title: '服务计划复查',
    ground: 'contact',
    act: { kind: 'plan' },
    closedBy: '复查或修改一次服务计划',
    basis: '“一人一策”服务要求；间隔依本地文件',
  },
  missingManagingUnit: {
    title: '补登现管单位',
    ground: 'gap',
    act: { kind: 'tie', tie: 'managingUnit' },
    closedBy: '登记现管单位',
    basis: careful,
  },
  missingBranch: {
    title: '补登所在党支部',
    ground: 'gap',
    act: { kind: 'tie', tie: 'branch' },
    closedBy: '登记所在党支部',
    basis: '《中国共产党章程》第八条（党员都应编入一个支部）',
  },
  missingCommunity: {
    title: '补登居住社区',
    ground: 'gap',
    act: { kind: 'tie', tie: 'community' },
    closedBy: '登记所属社区',
    basis: careful,
  },
  missingContact: {
    title: '补登紧急联系人',
    ground: 'gap',
    act: { kind: 'contact' },
    closedBy: '登记一位紧急联系人',
    basis: careful,
  },
  illnessVisit: {
    title: '生病住院看望',
    ground: 'event',
    act: { kind: 'visit', reason: 'illness' },
    closedBy: '登记一次事由为“生病住院”的走访',
    basis: sixVisits,
  },
  disputeVisit: {
    title: '矛盾纠纷走访',
    ground: 'event',
    act: { kind: 'visit', reason: 'dispute' },
    closedBy: '登记一次事由为“矛盾纠纷”的走访',
    basis: sixVisits,
  },
  hardshipVisit: {
    title: '生活困难走访',
    ground: 'event',
    act: { kind: 'visit', reason: 'hardship' },
    closedBy: '登记一次事由为“生活困难”的走访',
    basis: sixVisits,
  },
  bereavementVisit: {
    title: '丧葬大事看望',
    ground: 'event',
    act: { kind: 'visit', reason: 'bereavement' },
    closedBy: '登记一次事由为“丧葬大事”的走访',
    basis: sixVisits,
  },
  doctorRound: {
    title: '家庭病房巡诊',
    ground: 'health',
    act: { kind: 'care', words: '登记巡诊' },
    closedBy: '登记一次巡诊',
    basis: '“家庭病房”巡诊制度；间隔依本地文件',
  },
  checkUpFeedback: {
    title: '体检结果一对一反馈',
    ground: 'health',
    act: { kind: 'care', words: '登记反馈' },
    closedBy: '在健康体检中登记反馈',
    basis: '健康体检制度；期限依本地文件',
  },
  selfCareAssessment: {
    title: '年度自理能力评估',
    ground: 'health',
    act: { kind: 'care', words: '登记评估' },
    closedBy: '登记一次自理能力评估',
    basis: '期限依本地文件',
  },
  hardshipRecheck: {
    title: '困难帮扶年度复核',
    ground: 'event',
    act: { kind: 'aid' },
    closedBy: '在困难帮扶中登记年度复核，或结束帮扶',
    basis: '社会救助暂行办法（国务院令第649号）定期核查的要求；期限依本地文件',
  },
} as const satisfies Record<string, RuleText>

export type RuleCode = keyof typeof rules
export const ruleCodes = Object.keys(rules) as RuleCode[]

/** 六必访 in the order in which they are spoken of (requirements C08-01). */
export const sixVisitRules = [
  'illnessVisit',
  'milestoneBirthday',
  'springFestivalVisit',
  'disputeVisit',
  'hardshipVisit',
  'bereavementVisit',
] as const satisfies readonly RuleCode[]
export type SixVisitRule = (typeof sixVisitRules)[number]

/** Their very name tells of illness or need: named only to those who keep, manage or owe. */
export const privateRules = [
  'illnessVisit',
  'disputeVisit',
  'hardshipVisit',
  'doctorRound',
  'checkUpFeedback',
  'hardshipRecheck',
] as const satisfies readonly RuleCode[]

/** Whether a rule tells of illness or need. */
export function isPrivate(rule: RuleCode): boolean {
  return (privateRules as readonly string[]).includes(rule)
}

export const dutyStates = {
  open: '待办',
  done: '已办',
  waived: '免办',
  withdrawn: '撤销',
} as const
export type DutyState = keyof typeof dutyStates

/** By what it may be counted how much was done. */
export const coverageGroups = {
  owner: '责任单位',
  managingUnit: '现管单位',
  community: '社区',
  rule: '事项',
} as const
export type CoverageGroup = keyof typeof coverageGroups

/** Where an open duty stands on a day. A day passing changes this and nothing in the ledger. */
export const timings = {
  overdue: '逾期',
  today: '今日到期',
  thisWeek: '本周到期',
  upcoming: '以后到期',
} as const
export type Timing = keyof typeof timings

/** A duty is derived this many days before it opens, with a week's reserve for missed nights. */
export const leadDays = 30
const reserveDays = 7

/** Up to which opening day the ledger is derived on a day. */
export function horizonOn(today: string): string {
  return addDays(today, leadDays + reserveDays)
}

/** Sunday of the week, which begins on Monday (GB/T 7408). */
export function endOfWeek(today: string): string {
  return addDays(today, (7 - weekdayOf(today)) % 7)
}

export function startOfWeek(today: string): string {
  return addDays(endOfWeek(today), -6)
}

/** The days on which duties of a timing fall due, both included. */
export function dueBetween(timing: Timing, today: string): { from?: string; to?: string } {
  const tomorrow = addDays(today, 1)
  const sunday = endOfWeek(today)
  if (timing === 'overdue') return { to: addDays(today, -1) }
  if (timing === 'today') return { from: today, to: today }
  if (timing === 'thisWeek') return { from: tomorrow, to: sunday }
  return { from: addDays(sunday, 1) }
}

export function timingOf(dueOn: string, today: string): Timing {
  if (dueOn < today) return 'overdue'
  if (dueOn === today) return 'today'
  return dueOn <= endOfWeek(today) ? 'thisWeek' : 'upcoming'
}

/** Only what is open can be waived. */
export function refusalToWaive(state: string): Refusal | undefined {
  if (state === 'open') return undefined
  const because = { done: '已经办结', waived: '已经免办', withdrawn: '已经撤销' }[state] ?? '不在办'
  return new Refusal('conflict', 'duties.notOpen', `这一事项${because}，不能免办`)
}
