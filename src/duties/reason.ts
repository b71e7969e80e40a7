import { formatDay } from '#src/kernel/day.ts'
import { lunarOf } from '#src/kernel/lunar.ts'
import { lunarName } from '#src/kernel/lunarName.ts'
import { ageStyles, type AgeStyle } from '#src/policy/policy.ts'
import type { RuleCode } from './duty.ts'
import { illnessSteps } from './illness.ts'

/** What a reason sentence is made of; days as text. */
export interface Grounds {
  readonly rule: RuleCode
  readonly period: number
  readonly fromOn: string
  readonly dueOn: string
  readonly state: string
  readonly ageStyle?: AgeStyle | null | undefined
  readonly isLunar?: boolean | null | undefined
  readonly retiredOn?: string | null | undefined
  readonly verifiedOn?: string | null | undefined
  readonly partyJoined?: string | null | undefined
  readonly groupName?: string | null | undefined
  readonly contactedOn?: string | null | undefined
}

/** Why the duty exists, in one sentence, e.g. 今年11月29日（农历十月廿一）满90周岁. */
export function reasonOf(grounds: Grounds, today: string): string {
  return sentences[grounds.rule](grounds, today)
}

const sentences: Readonly<Record<RuleCode, (grounds: Grounds, today: string) => string>> = {
  milestoneBirthday({ dueOn, period, isLunar, ageStyle }, today) {
    const age = ageStyle === 'nominal' ? `${ageStyles.nominal}${period}岁` : `满${period}周岁`
    return `${dayFrom(dueOn, today)}${isLunar ? `（农历${lunarNameOf(dueOn)}）` : ''}${age}`
  },
  springFestivalVisit: ({ period, dueOn }, today) =>
    `${period}年春节，${dayFrom(dueOn, today)}除夕或之前看望`,
  doubleNinthVisit: (grounds, today) =>
    `${dayFrom(grounds.dueOn, today)}（农历九月初九）重阳节或之前看望`,
  newlyRetiredWelcome: ({ retiredOn, period }) =>
    `${formatDay(retiredOn ?? String(period))}退休，属新退休干部`,
  recordVerification: ({ period, verifiedOn }) =>
    `${period}年度核实，${verifiedOn ? `上次核实${formatDay(verifiedOn)}` : '尚未核实过'}`,
  campaignVerification: ({ fromOn, dueOn, verifiedOn }) =>
    `${formatDay(fromOn)}起的核实活动，应在${formatDay(dueOn)}前完成，${verifiedOn ? `上次核实${formatDay(verifiedOn)}` : '尚未核实过'}`,
  fiftyYearMedal: ({ period, partyJoined }) =>
    `${partyJoined ? `${formatDay(partyJoined)}入党，` : ''}至${period}年7月1日党龄满50年`,
  victoryDay93: ({ period }) => `抗战老战士，${period}年9月3日或之前看望`,
  communityCheckIn: ({ retiredOn, period, state }) =>
    `${formatDay(retiredOn ?? String(period))}退休${state === 'open' ? '，尚未登记所属社区' : ''}`,
  contactCall: contactReason,
  contactVisit: contactReason,
  agreedContact: ({ dueOn }, today) => `约定${dayFrom(dueOn, today)}联系`,
  planReview: ({ dueOn }, today) => `服务计划应在${dayFrom(dueOn, today)}前复查`,
  missingManagingUnit: (grounds) => lacking(grounds, '现管单位'),
  missingBranch: (grounds) => lacking(grounds, '所在党支部'),
  missingCommunity: (grounds) => lacking(grounds, '居住社区'),
  missingContact: (grounds) => lacking(grounds, '紧急联系人'),
  illnessVisit: ({ period, fromOn, dueOn }, today) => {
    const due = dayFrom(dueOn, today)
    if (period % 10 === illnessSteps.again) return `仍在住院，${due}前再看望一次`
    const what = period % 10 === illnessSteps.admitted ? '得知住院' : '得知出院'
    return `${dayFrom(fromOn, today)}${what}，${due}前看望`
  },
  disputeVisit: ({ fromOn }, today) => `${dayFrom(fromOn, today)}得知有矛盾纠纷需要调解`,
  hardshipVisit: ({ fromOn }, today) => `${dayFrom(fromOn, today)}得知生活有困难`,
  bereavementVisit: ({ period, fromOn }, today) =>
    `${dayFrom(fromOn, today)}得知${period === 0 ? '本人' : '亲人'}去世，看望家属`,
  doctorRound: ({ dueOn }, today) => `家庭病房，${dayFrom(dueOn, today)}前巡诊`,
  checkUpFeedback: ({ fromOn }, today) => `${dayFrom(fromOn, today)}体检结果已出，当面反馈`,
  selfCareAssessment: ({ period }) => `${period}年度自理能力评估`,
  hardshipRecheck: ({ dueOn }, today) => `困难帮扶满一年，${dayFrom(dueOn, today)}前复核`,
}

function contactReason({ period, dueOn, groupName, contactedOn }: Grounds, today: string): string {
  const [from, to] = [period % 100, Number(dueOn.slice(5, 7))]
  const months = from === to ? `${from}月` : `${from}月至${to}月`
  const last = contactedOn ? `上次联系${formatDay(contactedOn)}` : '还没有联系记录'
  const year = Math.floor(period / 100)
  const when = String(year) === today.slice(0, 4) ? months : `${year}年${months}`
  return [when, groupName, last].filter(Boolean).join('，')
}

function lacking({ fromOn, state }: Grounds, what: string): string {
  return `自${formatDay(fromOn)}起缺${what}${state === 'done' ? '，现已补登' : ''}`
}

function lunarNameOf(day: string): string {
  const { month, day: dom, leap } = lunarOf(day)
  return lunarName(month, dom, leap)
}

/** 今年11月29日, 明年2月5日, 2024年3月1日: the year as one says it on the day. */
function dayFrom(day: string, today: string): string {
  const year = Number(day.slice(0, 4)) - Number(today.slice(0, 4))
  const spoken = formatDay(day)
  const word = { '-1': '去年', '0': '今年', '1': '明年' }[String(year)]
  return word ? spoken.replace(/^\d{4}年/, word) : spoken
}
