import { dutyStates } from '#src/duties/duty.ts'
import type { DutyRow } from '#src/duties/list.ts'
import type { Tone } from '#src/web/kit/Tag.tsx'

export interface Due {
  readonly text: string
  readonly tone: Tone
}

/** Where a duty stands, in words and colour: 逾期 3 天, 今天到期, 还有 5 天, 已办. */
export function dueOf({
  state,
  daysLeft,
  timing,
}: Pick<DutyRow, 'state' | 'daysLeft' | 'timing'>): Due {
  if (state === 'done') return { text: dutyStates.done, tone: 'ok' }
  if (state !== 'open' || daysLeft === null) return { text: dutyStates[state], tone: 'plain' }
  if (daysLeft < 0) return { text: `逾期 ${-daysLeft} 天`, tone: 'err' }
  if (daysLeft === 0) return { text: '今天到期', tone: 'warn' }
  if (daysLeft === 1) return { text: '明天到期', tone: 'warn' }
  return { text: `还有 ${daysLeft} 天`, tone: timing === 'thisWeek' ? 'warn' : 'info' }
}
