import { lunarName } from '#src/kernel/lunarName.ts'
import { cadenceWords } from './cadence.ts'
import { ageStyles, owners, type PolicyCode, type PolicyValue } from './policy.ts'

type Words = { readonly [C in PolicyCode]: (value: PolicyValue<C>) => string }

const supplement = ({ dueDays }: { dueDays: number }) => `发现缺项后 ${dueDays} 天内补登`

const words: Words = {
  milestoneBirthday: ({ ages, ageStyle, windowDays }) =>
    `${ages.join('、')} ${ageStyles[ageStyle]}寿辰看望，提前 ${windowDays} 天开始`,
  springFestivalVisit: ({ fromLunarDay }) => `${lunarName(12, fromLunarDay, false)}至除夕走访慰问`,
  doubleNinthVisit: ({ windowDays }) => `九月初九重阳节走访慰问，提前 ${windowDays} 天开始`,
  newlyRetiredWelcome: ({ withinDays, dueDays }) =>
    `退休后 ${withinDays} 天内登记的，${dueDays} 天内迎接谈话`,
  recordVerification: ({ from, due, freshDays }) =>
    `每年 ${monthDay(from)}至 ${monthDay(due)}核实，开始前 ${freshDays} 天内核实过的免再核`,
  campaignVerification: () => '开展核实活动时，名单内每人核实一次',
  fiftyYearMedal: ({ windowDays }) =>
    `7 月 1 日党龄满 50 年的颁发纪念章，提前 ${windowDays} 天开始办理`,
  victoryDay93: ({ windowDays }) => `9 月 3 日看望抗战老战士，提前 ${windowDays} 天开始`,
  communityCheckIn: ({ withinDays, dueDays }) =>
    `退休后 ${withinDays} 天内登记的，${dueDays} 天内到社区报到`,
  missingManagingUnit: supplement,
  missingBranch: supplement,
  missingCommunity: supplement,
  missingContact: supplement,
  contactCall: (value) => `已结对的老同志${cadenceWords(value, '电话联系')}`,
  contactVisit: (value) => `已结对的老同志${cadenceWords(value, '上门走访')}`,
  agreedContact: ({ windowDays }) => `与本人约定的日子，提前 ${windowDays} 天列出`,
  planReview: ({ reviewMonths, windowDays }) =>
    `服务计划每 ${reviewMonths} 个月复查，提前 ${windowDays} 天开始`,
  callChain: ({ secondSeconds, leaderSeconds, directorSeconds, dayFrom, dayTo }) =>
    `呼叫 ${secondSeconds} 秒无人接听通知后备，${leaderSeconds} 秒通知带班领导，${directorSeconds} 秒通知局领导和上级；白班 ${dayFrom} 至 ${dayTo}`,
  illnessVisit: ({ admittedDays, everyDays, dischargedDays }) =>
    `得知住院后 ${admittedDays} 天内看望，住院期间每 ${everyDays} 天一次，出院后 ${dischargedDays} 天内回访`,
  disputeVisit: ({ workdays }) => `得知需要调解后 ${workdays} 个工作日内走访`,
  hardshipVisit: ({ dueDays }) => `得知生活困难后 ${dueDays} 天内走访`,
  bereavementVisit: ({ dueDays }) => `得知本人或配偶去世后 ${dueDays} 天内看望家属`,
  doctorRound: ({ windowDays }) => `按家庭病房登记的间隔巡诊，提前 ${windowDays} 天列出`,
  checkUpFeedback: ({ dueDays }) => `体检出结果后 ${dueDays} 天内或按预约日期一对一反馈`,
  selfCareAssessment: ({ fromAge, from, due }) =>
    `年满 ${fromAge} 周岁的每年 ${monthDay(from)}至 ${monthDay(due)}评估一次`,
  hardshipRecheck: ({ windowDays }) => `帮扶满一年复核一次，提前 ${windowDays} 天列出`,
  hardshipPublicity: ({ workdays }) => `困难帮扶公示 ${workdays} 个工作日，期满方可批准`,
  visitCorrection: ({ days }) => `登记后 ${days} 天内，登记人可以更正或撤回走访记录`,
  leadingGroup: ({ atLeast }) => `现管老同志达到 ${atLeast} 人的单位建立领导小组`,
  ticketAnswer: ({ urgentDays, remindDays, ...days }) =>
    `${spanOf(days)} 个工作日内答复，紧急的 ${urgentDays} 个，到期前 ${remindDays} 天提醒`,
  messageHours: ({ quietFrom, quietTo }) => `每天 ${quietFrom} 至 ${quietTo} 不发短信，紧急的除外`,
}

/** 15, or 5 至 15 where kinds of matters differ. */
function spanOf(days: Readonly<Record<string, unknown>>): string {
  const counts = Object.values(days).filter((each) => typeof each === 'number')
  const [least, most] = [Math.min(...counts), Math.max(...counts)]
  return least === most ? String(most) : `${least} 至 ${most}`
}

/** What a parameter promises, as a sentence: what, when, by whom. */
export function policyWords(code: PolicyCode, value: PolicyValue): string {
  if (!value.enabled) return '不执行'
  const promise = (words[code] as (value: PolicyValue) => string)(value)
  return 'owner' in value ? `${promise}，由${owners[value.owner]}办理` : promise
}

function monthDay(text: string): string {
  return `${Number(text.slice(0, 2))} 月 ${Number(text.slice(3))} 日`
}

/** The parameters in the order and groups in which an office thinks of them. */
export const policyGroups: readonly { title: string; codes: readonly PolicyCode[] }[] = [
  {
    title: '走访慰问',
    codes: ['milestoneBirthday', 'springFestivalVisit', 'doubleNinthVisit', 'newlyRetiredWelcome'],
  },
  {
    title: '遇事必访',
    codes: ['illnessVisit', 'disputeVisit', 'hardshipVisit', 'bereavementVisit'],
  },
  {
    title: '健康服务',
    codes: ['doctorRound', 'checkUpFeedback', 'selfCareAssessment'],
  },
  { title: '纪念与荣誉', codes: ['fiftyYearMedal', 'victoryDay93'] },
  {
    title: '核实与报到',
    codes: ['recordVerification', 'campaignVerification', 'communityCheckIn'],
  },
  {
    title: '缺项补登',
    codes: ['missingManagingUnit', 'missingBranch', 'missingCommunity', 'missingContact'],
  },
  { title: '结对联系', codes: ['contactCall', 'contactVisit', 'agreedContact', 'planReview'] },
  { title: '应急呼叫', codes: ['callChain'] },
  { title: '困难帮扶', codes: ['hardshipRecheck', 'hardshipPublicity'] },
  { title: '走访记录', codes: ['visitCorrection'] },
  { title: '组织领导', codes: ['leadingGroup'] },
  { title: '事项与消息', codes: ['ticketAnswer', 'messageHours'] },
]
