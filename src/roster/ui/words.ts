import { formatDay } from '#src/kernel/day.ts'
import { labelOf, type CodeSetName } from '#src/roster/codes.ts'
import { gaps, statuses, type Filters, type Gap } from '#src/roster/list.ts'
import { revolutionaryPeriods } from '#src/roster/revolution.ts'
import { tags, type TagCode } from '#src/roster/tag.ts'
import { tieKinds } from '#src/orgs/org.ts'
import type { ConditionKey } from './query.ts'

type Words = { [K in keyof Filters & ConditionKey]?: (value: NonNullable<Filters[K]>) => string }

function codes(title: string, set: CodeSetName) {
  return (values: readonly string[]) =>
    `${title}：${values.map((code) => labelOf(set, code)).join('、')}`
}

const words: Words = {
  text: (text) => `含“${text}”`,
  tie: (tie) => `按${tieKinds[tie]}归属`,
  status: (status) => (status === 'all' ? '含已去世和离册' : statuses[status]),
  category: codes('类别', 'retirementCategory'),
  gender: codes('性别', 'gender'),
  rank: codes('离退前级别', 'rank'),
  politicalStatus: codes('政治面貌', 'politicalStatus'),
  period: (periods) =>
    `参加革命时期：${periods.map((period) => revolutionaryPeriods[period].title).join('、')}`,
  managementTier: codes('管理层级', 'managementTier'),
  unitNature: codes('单位性质', 'unitNature'),
  livingArrangement: codes('居住状况', 'livingArrangement'),
  healthStatus: codes('健康状况', 'healthStatus'),
  selfCareLevel: codes('自理能力', 'selfCareLevel'),
  ageFrom: (age) => `${age} 岁以上`,
  ageTo: (age) => `${age} 岁以下`,
  birthMonth: (month) => `${month} 月出生`,
  retiredFrom: (day) => `${formatDay(day)}起离退休`,
  retiredTo: (day) => `${formatDay(day)}止离退休`,
  tag: (tag) => `标签：${tags[tag as TagCode] ?? tag}`,
  gap: (gap) => gaps[gap as Gap],
  unverifiedDays: (days) => `超过 ${days} 天未核实`,
  highAgeHighIllness: () => '双高期',
  notVisitedThisYear: () => '今年未走访',
}

export interface ConditionWords {
  readonly key: ConditionKey
  readonly words: string
}

/** Each condition in words; the organisation is left to whoever knows its name. */
export function wordsOf(filters: Filters): readonly ConditionWords[] {
  return (Object.keys(words) as (keyof typeof words)[])
    .filter((key) => filters[key] !== undefined)
    .map((key) => ({ key, words: (words[key] as (value: unknown) => string)(filters[key]) }))
}

/** The periods as people choose them: code and title. */
export const periodOptions = Object.entries(revolutionaryPeriods).map(([value, { title }]) => ({
  value,
  label: title,
}))
