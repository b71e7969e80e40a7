import type { Issue } from '#src/kernel/refusal.ts'
import type { VisitPhotoKind } from '#src/visits/found.ts'
import type { Followed } from '#src/visits/record.ts'
import type { RecordVisit } from '#src/visits/visit.ts'

/** Where an unsent visit stands. */
export const itemStates = {
  draft: '草稿',
  waiting: '等待发送',
  sending: '正在发送',
  refused: '要修改',
  delivered: '已送达',
} as const
export type ItemState = keyof typeof itemStates

/** A picture on the device; `sent` once the server has it. */
export interface ItemPhoto {
  readonly id: string
  readonly kind: VisitPhotoKind
  readonly sent: boolean
}

/** One visit on the device, from the first word typed until the server has all of it. */
export interface Item {
  /** Given by the device; the server does what comes under it once. */
  readonly id: string
  readonly state: ItemState
  readonly fullName: string
  /** What stands in the form. */
  readonly values: Readonly<Record<string, unknown>>
  /** What is to be sent; absent while it is a draft. */
  readonly visit?: RecordVisit
  readonly photos: readonly ItemPhoto[]
  /** Milliseconds since 1970. */
  readonly changedAt: number
  /** How often it was on its way: what may have arrived is not changed any more. */
  readonly tries: number
  /** What was wrong, in words for the reader, and at which fields. */
  readonly sentence?: string
  readonly issues?: readonly Issue[]
  /** What the server answered. */
  readonly followed?: Followed
}

/** So many visits wait on a device at most. */
export const mostItems = 50
/** What has arrived is shown for a day. */
const shownForMs = 24 * 3_600_000

export function isUnsent({ state }: Item): boolean {
  return state !== 'delivered'
}

/** May be opened in the form: nothing of it is on its way or can have arrived. */
export function isEditable({ state, tries }: Item): boolean {
  return state === 'draft' || state === 'refused' || (state === 'waiting' && tries === 0)
}

/** Worth sending now: complete, and not refused. What was being sent when the page closed is asked again. */
export function isDue({ state, visit }: Item): boolean {
  return visit !== undefined && (state === 'waiting' || state === 'sending')
}

/** May be forgotten: it arrived, and has been shown long enough. */
export function isStale({ state, changedAt }: Item, now: number): boolean {
  return state === 'delivered' && now - changedAt > shownForMs
}

/** Oldest first, so that visits arrive in the order in which they were made. */
export function inOrder(items: Iterable<Item>): readonly Item[] {
  return [...items].sort((a, b) => a.changedAt - b.changedAt || (a.id < b.id ? -1 : 1))
}

/** 刚刚, 5 分钟前, 3 小时前, 2 天前. */
export function ageWords(changedAt: number, now: number): string {
  const minutes = Math.max(0, Math.floor((now - changedAt) / 60_000))
  if (minutes < 1) return '刚刚'
  if (minutes < 60) return `${minutes} 分钟前`
  const hours = Math.floor(minutes / 60)
  return hours < 24 ? `${hours} 小时前` : `${Math.floor(hours / 24)} 天前`
}

/** What a failed call means for the item: kept for later, or handed back to be put right. */
export function afterFailure(kind: string): 'waiting' | 'refused' {
  const later = ['offline', 'fault', 'unavailable', 'tooMany', 'unknown']
  return later.includes(kind) ? 'waiting' : 'refused'
}
