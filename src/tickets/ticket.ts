import * as z from 'zod'
import { caseStates, type CaseState } from '#src/cases/case.ts'

/** What a need is about (requirements C07-11, C09-07). */
export const ticketCategories = {
  medical: '就医',
  living: '生活照料',
  housing: '房屋修缮',
  benefit: '待遇政策',
  party: '组织生活',
  transport: '出行',
  legal: '权益维护',
  companionship: '陪伴关怀',
  other: '其他',
} as const
export type TicketCategory = keyof typeof ticketCategories

/** How a need came to be known. */
export const ticketSources = {
  visit: '走访',
  call: '一键呼叫',
  health: '健康服务',
  contact: '结对联系',
  phone: '来电',
  office: '来访',
  letter: '来信',
  paper: '纸质表',
  self: '本人网上',
  family: '家属',
  festival: '节日慰问',
  hardship: '困难帮扶',
} as const
export type TicketSource = keyof typeof ticketSources

/** The sources that are typed in by hand; the others come from what was recorded elsewhere. */
export const typedSources = ['phone', 'office', 'letter', 'paper', 'family'] as const

/** How an answer reaches the person. */
export const answerWays = {
  phone: '电话',
  home: '上门',
  office: '来访当面',
  letter: '书面',
  message: '短信',
} as const
export type AnswerWay = keyof typeof answerWays

/** The person's judgement of the service, only where the person wishes to give one. */
export const ratings = {
  5: '非常满意',
  4: '满意',
  3: '一般',
  2: '不满意',
  1: '非常不满意',
} as const
export type Rating = keyof typeof ratings

export const ticketCategoryCodes = keysOf(ticketCategories)
export const ticketSourceCodes = keysOf(ticketSources)
export const ticketStateCodes = keysOf(caseStates) satisfies CaseState[]

function keysOf<T extends object>(labels: T): (keyof T & string)[] {
  return Object.keys(labels) as (keyof T & string)[]
}

/** What may be written of a need (个人信息保护法 Art. 6: only what the purpose needs). */
export const titleHint = '只写要办什么，不写病情和金额'

export const Title = z
  .string('请填写事项')
  .trim()
  .min(2, '请填写事项，至少 2 个字')
  .max(60, '事项最多 60 个字')
  .meta({ title: '事项', hint: titleHint })
export const Detail = z
  .string()
  .trim()
  .max(500, '具体情况最多 500 个字')
  .nullable()
  .optional()
  .meta({ title: '具体情况' })
export const Category = z.enum(ticketCategoryCodes, '请选择类别').meta({ title: '类别' })
