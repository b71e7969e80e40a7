import { Refusal } from '#src/kernel/refusal.ts'

/** Where a call came from. */
export const callSources = {
  page: '联系卡扫码',
  device: '呼叫设备',
  phone: '电话',
  desk: '值班台发起',
} as const
export type CallSource = keyof typeof callSources

/** A call rings until somebody takes it, and is open until it is closed with what came of it. */
export const callStates = {
  ringing: '待接听',
  acknowledged: '已接听',
  dispatched: '已派人',
  arrived: '已到场',
  closed: '已结束',
} as const
export type CallState = keyof typeof callStates

/** A press by mistake and a drill are ends of their own: counted apart, held against nobody. */
export const closings = { helped: '已帮助', accidental: '误按', drill: '演练' } as const
export type Closing = keyof typeof closings

/** The places on the duty roster. */
export const dutyPlaces = { first: '值班员', second: '后备', leader: '带班领导' } as const
export type DutyPlace = keyof typeof dutyPlaces

export const parts = { day: '白班', night: '夜班' } as const
export type Part = keyof typeof parts

/** What the life of a call is made of (R-C09-05). */
export interface CallLife {
  readonly state: CallState
  readonly isDrill: boolean
  readonly presses: number
  readonly receivedAt: Date
  readonly lastPressAt: Date
  readonly shownAt: Date | null
  readonly acknowledgedAt: Date | null
  readonly acknowledgedBy: number | null
  readonly dispatchedAt: Date | null
  readonly arrivedAt: Date | null
  readonly closedAt: Date | null
  readonly closedBy: number | null
  readonly closing: Closing | null
  readonly escalateAt: Date | null
}

export type Move =
  | { readonly kind: 'press'; readonly at: Date; readonly count: number }
  | { readonly kind: 'show'; readonly at: Date }
  | { readonly kind: 'acknowledge'; readonly at: Date; readonly by: number }
  | { readonly kind: 'dispatch'; readonly at: Date }
  | { readonly kind: 'arrive'; readonly at: Date }
  | { readonly kind: 'close'; readonly at: Date; readonly by: number; readonly closing: Closing }
  /** The caller says so: closes what still rings, and only tells whoever has taken it. */
  | { readonly kind: 'mistaken'; readonly at: Date }

/** A call that has just come in. */
export function newCall(at: Date, presses: number, isDrill: boolean): CallLife {
  return {
    state: 'ringing',
    isDrill,
    presses,
    receivedAt: at,
    lastPressAt: at,
    shownAt: null,
    acknowledgedAt: null,
    acknowledgedBy: null,
    dispatchedAt: null,
    arrivedAt: null,
    closedAt: null,
    closedBy: null,
    closing: null,
    escalateAt: null,
  }
}

/**
 * The call after a move. What has ended stays as it is; the first to take it has it.
 * @throws Refusal `calls.closed`, `calls.taken`, `calls.notTaken`
 */
export function moved(call: CallLife, move: Move): CallLife {
  if (call.state === 'closed') throw closed()
  switch (move.kind) {
    case 'press':
      return {
        ...call,
        presses: call.presses + move.count,
        lastPressAt: later(call.lastPressAt, move.at),
      }
    case 'show':
      return { ...call, shownAt: call.shownAt ?? notBefore(call, move.at) }
    case 'acknowledge':
      if (call.state !== 'ringing') throw taken()
      return {
        ...call,
        state: 'acknowledged',
        shownAt: call.shownAt ?? notBefore(call, move.at),
        acknowledgedAt: notBefore(call, move.at),
        acknowledgedBy: move.by,
        escalateAt: null,
      }
    case 'dispatch':
      demandTaken(call)
      return {
        ...call,
        state: call.state === 'arrived' ? 'arrived' : 'dispatched',
        dispatchedAt: call.dispatchedAt ?? notBefore(call, move.at),
      }
    case 'arrive':
      demandTaken(call)
      return {
        ...call,
        state: 'arrived',
        arrivedAt: call.arrivedAt ?? notBefore(call, move.at),
      }
    case 'close':
      if (move.closing === 'helped') demandTaken(call)
      return ended(call, move.at, move.by, move.closing)
    case 'mistaken':
      return call.state === 'ringing' ? ended(call, move.at, null, 'accidental') : call
  }
}

function ended(call: CallLife, at: Date, closedBy: number | null, closing: Closing): CallLife {
  const closedAt = notBefore(call, at)
  return { ...call, state: 'closed', closedAt, closedBy, closing, escalateAt: null }
}

/** A new press belongs to a call that still rings, or that was pressed shortly before. */
export function takesPress(
  call: Pick<CallLife, 'state' | 'lastPressAt' | 'isDrill'>,
  press: { readonly at: Date; readonly isDrill: boolean },
  withinSeconds: number,
): boolean {
  if (call.state === 'closed' || call.isDrill !== press.isDrill) return false
  if (call.state === 'ringing') return true
  return press.at.getTime() - call.lastPressAt.getTime() <= withinSeconds * 1_000
}

function demandTaken({ state }: CallLife): void {
  if (state === 'ringing')
    throw new Refusal('conflict', 'calls.notTaken', '请先接听，再登记后面的情况')
}

const closed = () => new Refusal('conflict', 'calls.closed', '这次呼叫已经结束')
const taken = () => new Refusal('conflict', 'calls.taken', '这次呼叫已有人接听')

const later = (a: Date, b: Date) => (a > b ? a : b)
/** A clock that was set back makes no step earlier than the call. */
const notBefore = ({ receivedAt }: CallLife, at: Date) => later(receivedAt, at)
