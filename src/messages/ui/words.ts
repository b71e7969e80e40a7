import type { MessageState } from '#src/messages/state.ts'
import type { Tone } from '#src/web/kit/Tag.tsx'

const places: Readonly<Record<string, string>> = {
  ticket: '/tickets/',
  call: '/desk?call=',
  retiree: '/roster/',
  hardship: '/hardship/',
  festival: '/festivals/',
  group: '/groups/',
}

/** Where what a message is about can be seen; undefined where it has no page. */
export function hrefOfSubject(subject: string | null, id: number | null): string | undefined {
  const place = subject === null ? undefined : places[subject]
  return place && id !== null ? `${place}${id}` : undefined
}

export const stateTones: Readonly<Record<MessageState, Tone>> = {
  queued: 'warn',
  sending: 'info',
  sent: 'ok',
  delivered: 'ok',
  failed: 'err',
  cancelled: 'plain',
  expired: 'err',
}
