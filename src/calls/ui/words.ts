import { clockOf } from '#src/calls/clockOf.ts'
import { callSources, callStates, closings } from '#src/calls/call.ts'
import type { Tone } from '#src/web/kit/Tag.tsx'
import type { LiveCall } from './deskFeed.ts'

/** 1:05 or 2 小时 3 分 since a moment. */
export function sinceWords(milliseconds: number): string {
  const seconds = Math.max(0, Math.floor(milliseconds / 1_000))
  if (seconds < 3_600) return `${Math.floor(seconds / 60)}:${String(seconds % 60).padStart(2, '0')}`
  return `${Math.floor(seconds / 3_600)} 小时 ${Math.floor((seconds % 3_600) / 60)} 分`
}

/** Who calls, as far as it is known. */
export function whoCalls({
  name,
  device,
  source,
}: Pick<LiveCall, 'name' | 'device' | 'source'>): string {
  return name ?? (device ? `未对上：${device}` : source === 'desk' ? '值班台演练' : '来电人未对上')
}

export function stateTone({ state, closing }: Pick<LiveCall, 'state' | 'closing'>): Tone {
  if (state === 'ringing') return 'err'
  if (state === 'closed') return closing === 'helped' ? 'ok' : 'plain'
  return 'warn'
}

export function stateWords({ state, closing }: Pick<LiveCall, 'state' | 'closing'>): string {
  return closing ? closings[closing] : callStates[state]
}

/** Where from, when, and how often pressed. */
export function originWords(call: LiveCall): string {
  const times = call.presses > 1 ? ` · 共按 ${call.presses} 次` : ''
  return `${callSources[call.source]} · ${clockOf(call.receivedAt)}${times}`
}

/** 42 秒, 3.5 分钟; a dash where none came so far. */
export function spanWords(seconds: number | null): string {
  if (seconds === null) return '—'
  if (seconds < 10) return `${Number(seconds.toFixed(1))} 秒`
  if (seconds < 120) return `${Math.round(seconds)} 秒`
  return `${(seconds / 60).toFixed(1)} 分钟`
}
