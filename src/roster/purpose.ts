/** Bundles of fields that stay closed until a purpose is named. */
export const sensitiveGroups = {
  phones: '完整电话',
  identityNumber: '证件号码',
  care: '自理能力',
  health: '健康状况、慢性病和过敏史',
  money: '离退休费',
  dues: '党费基数',
} as const
export type SensitiveGroup = keyof typeof sensitiveGroups

interface PurposeRule {
  readonly title: string
  /** What the purpose needs, and so opens where the relation allows it (个人信息保护法 Art. 6). */
  readonly opens: readonly SensitiveGroup[]
  /** A case, task or alarm must be named. */
  readonly needsCase?: true
}

/** The closed list of purposes for opening a person's details. Aggregates and upkeep open nobody. */
export const purposes = {
  service: { title: '日常服务', opens: ['phones', 'identityNumber', 'care', 'health'] },
  visit: { title: '走访', opens: ['phones', 'care', 'health'] },
  contact: { title: '结对联系', opens: ['phones'] },
  treatment: { title: '待遇核发', opens: ['phones', 'identityNumber', 'money'] },
  medicalClaim: {
    title: '医药报销',
    opens: ['phones', 'identityNumber', 'care', 'health', 'money'],
  },
  aid: {
    title: '帮扶审批',
    opens: ['phones', 'identityNumber', 'care', 'health', 'money'],
    needsCase: true,
  },
  partyLife: { title: '党组织生活', opens: ['phones', 'dues'] },
  activity: { title: '活动报名', opens: ['phones', 'care', 'health'] },
  petition: { title: '信访办理', opens: ['phones', 'identityNumber'], needsCase: true },
  suggestion: { title: '建言处理', opens: ['phones'] },
  emergencyCall: { title: '应急呼叫', opens: ['phones', 'care', 'health'], needsCase: true },
  inspection: {
    title: '督查考核',
    opens: ['phones', 'identityNumber', 'care', 'money', 'dues'],
    needsCase: true,
  },
  correction: {
    title: '数据更正',
    opens: ['phones', 'identityNumber', 'care', 'health', 'money', 'dues'],
  },
  rights: {
    title: '权利请求',
    opens: ['phones', 'identityNumber', 'care', 'health', 'money', 'dues'],
    needsCase: true,
  },
} as const satisfies Record<string, PurposeRule>
export type Purpose = keyof typeof purposes

export const purposeCodes = Object.keys(purposes) as [Purpose, ...Purpose[]]

/** What a purpose opens, and what it asks for. */
export function purposeRule(purpose: Purpose): PurposeRule {
  return purposes[purpose]
}

/** Whether a text is one of the listed purposes. */
export function isPurpose(code: string): code is Purpose {
  return Object.hasOwn(purposes, code)
}

/** How long an opening lasts, in minutes; someone under special protection is asked for again soon. */
export const openMinutes = { ordinary: 30, vip: 10, emergency: 60 } as const
