import { purposes, sensitiveGroups, isPurpose } from '#src/roster/purpose.ts'

const classes: Readonly<Record<string, string>> = {
  S1: '工作信息',
  S2: '个人信息',
  'file.photo': '照片',
  'file.evidence': '依据材料',
  'file.document': '其他附件',
  ...sensitiveGroups,
}

/** What kind of information was shown, in words for the person concerned; never the information. */
export function kindsInWords(fields: readonly unknown[]): string {
  const words = fields.flatMap((field) => classes[String(field)] ?? [])
  const sensitive = fields.includes('S3') && words.every((word) => !(word in sensitiveWords))
  return [...new Set([...words, ...(sensitive ? ['敏感信息'] : [])])].join('、')
}

const sensitiveWords: Readonly<Record<string, true>> = Object.fromEntries(
  Object.values(sensitiveGroups).map((word) => [word, true]),
)

/** The purpose as the closed list calls it; older entries hold free words. */
export function purposeInWords(purpose: string | null | undefined): string {
  if (!purpose) return ''
  return purpose
    .split(',')
    .map((code) => (code === 'emergency' ? '应急' : isPurpose(code) ? purposes[code].title : code))
    .join('、')
}

/** Ways in which a question comes in and an answer goes out. */
export const askChannels = {
  phone: '电话',
  paper: '书面',
  visit: '当面',
  portal: '网上',
} as const
export type AskChannel = keyof typeof askChannels

export const answerWithin = 15
