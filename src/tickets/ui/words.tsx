import type { CaseState } from '#src/cases/case.ts'
import { caseStates } from '#src/cases/case.ts'
import { formatDay } from '#src/kernel/day.ts'
import type { TicketRow } from '#src/tickets/find.ts'
import { Tag, type Tone } from '#src/web/kit/Tag.tsx'

/** Operations whose answers change when a matter does. */
export const staleAfterStep = ['tickets.', 'messages.', 'roster.']

const tones: Partial<Record<CaseState, Tone>> = {
  registered: 'warn',
  answered: 'ok',
  followedUp: 'ok',
  closed: 'plain',
}

type Standing = Pick<TicketRow, 'state' | 'daysLeft' | 'dueOn' | 'answeredOn' | 'urgent'>

/** Where a matter stands. */
export function StateTag({ state, offeredTo }: Pick<TicketRow, 'state' | 'offeredTo'>) {
  if (offeredTo) return <Tag tone="warn">转办待接收</Tag>
  return <Tag tone={tones[state] ?? 'info'}>{caseStates[state]}</Tag>
}

/** Until when an answer is due, in words. */
export function dueWords({ daysLeft, dueOn, answeredOn }: Standing): string {
  if (daysLeft === null) return answeredOn && answeredOn > dueOn ? '超期答复' : '按期答复'
  if (daysLeft < 0) return `超期 ${-daysLeft} 天`
  return daysLeft === 0 ? '今天到期' : `还有 ${daysLeft} 天`
}

export function DueTag({ row }: { readonly row: Standing }) {
  const { daysLeft, dueOn, answeredOn } = row
  const late = daysLeft === null ? (answeredOn ?? '') > dueOn : daysLeft < 0
  const tone: Tone = late ? 'err' : daysLeft !== null && daysLeft <= 3 ? 'warn' : 'plain'
  return <Tag tone={tone}>{dueWords(row)}</Tag>
}

/** Who answers for a matter: the organisation, and the person in it. */
export function ownerWords({
  ownerName,
  ownerPerson,
}: Pick<TicketRow, 'ownerName' | 'ownerPerson'>) {
  return ownerPerson ? `${ownerName} ${ownerPerson}` : ownerName
}

export function dayOrDash(day: string | null): string {
  return day ? formatDay(day) : '—'
}
