import * as z from 'zod'
import { channels, templateCodes, type Channel } from './template.ts'

/** Where a message stands. */
export const messageStates = {
  queued: '待发',
  sending: '发送中',
  sent: '已发出',
  delivered: '已送达',
  failed: '未发出',
  cancelled: '已取消',
  expired: '已过期',
} as const
export type MessageState = keyof typeof messageStates

/** What became of one attempt. */
export const attemptOutcomes = {
  sent: '平台已收下',
  failed: '平台不收',
  again: '稍后再试',
  unknown: '结果不明',
} as const
export type AttemptOutcome = keyof typeof attemptOutcomes

/** Attempts after which a text message is given up. */
export const mostTries = 5

/** Minutes to wait after the first, second … attempt that may be repeated. */
const waits = [1, 5, 15, 60] as const

export function waitAfter(tries: number): number {
  return (waits[Math.min(tries, waits.length) - 1] ?? 1) * 60_000
}

/** What one number may get: messages within so many milliseconds. */
export const caps = [
  { most: 1, withinMs: 60_000 },
  { most: 5, withinMs: 3_600_000 },
  { most: 10, withinMs: 86_400_000 },
] as const

/** The moment from which a number that got messages at these moments may get another one. */
export function nextAllowed(now: Date, sent: readonly Date[]): Date {
  const latest = sent.map((at) => at.getTime()).toSorted((a, b) => b - a)
  const bounds = caps.map(({ most, withinMs }) => (latest[most - 1] ?? -Infinity) + withinMs)
  return new Date(Math.max(now.getTime(), ...bounds))
}

const channelCodes = Object.keys(channels) as Channel[]
const stateCodes = Object.keys(messageStates) as MessageState[]

export const ListMessages = z.strictObject({
  state: z.enum(stateCodes, '没有这种状态').optional(),
  channel: z.enum(channelCodes, '没有这种渠道').optional(),
  template: z.enum(templateCodes, '没有这个模板').optional(),
  after: z.int().optional(),
  limit: z.int().min(1, '每页至少 1 行').max(200, '每页最多 200 行').default(50),
})

export const Ids = z.strictObject({
  ids: z.array(z.int()).min(1, '请选择消息').max(200, '一次最多 200 条'),
})

export const SetTemplate = z.strictObject({
  code: z.enum(templateCodes, '没有这个模板'),
  channel: z.enum(channelCodes, '请选择渠道'),
  text: z.string('请填写内容').trim().min(2, '请填写内容').max(1000, '最多 1000 个字'),
  validFrom: z.iso.date('请填写起用日期，例如 2026-12-01'),
})
