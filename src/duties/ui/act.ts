import { rules, type Act } from '#src/duties/duty.ts'
import type { DutyRow } from '#src/duties/list.ts'

export interface Verb {
  readonly words: string
  readonly permission: string
}

const tieWords = {
  managingUnit: '指定单位',
  community: '登记社区',
  branch: '编入支部',
} as const

/** The one verb of a row, and the right it needs; undefined of what is no longer open. */
export function verbOf({ rule, state }: Pick<DutyRow, 'rule' | 'state'>): Verb | undefined {
  return state === 'open' ? verbOfAct(rules[rule].act) : undefined
}

function verbOfAct(act: Act): Verb {
  if (act.kind === 'visit') return { words: '登记走访', permission: 'visits.record' }
  if (act.kind === 'call') return { words: '登记联系', permission: 'contacts.record' }
  if (act.kind === 'plan') return { words: '复查计划', permission: 'contacts.record' }
  if (act.kind === 'verify') return { words: '登记核实', permission: 'roster.request' }
  if (act.kind === 'care') return { words: act.words, permission: 'health.record' }
  if (act.kind === 'aid') return { words: '去复核', permission: 'hardship.manage' }
  const permission = 'roster.write'
  if (act.kind === 'tie') return { words: tieWords[act.tie], permission }
  return { words: act.kind === 'contact' ? '登记联系人' : '登记荣誉', permission }
}

/** What one row asks to be done: a window, or details. */
export type JobKind =
  'visit' | 'verify' | 'tie' | 'contact' | 'call' | 'waive' | 'unwaive' | 'details'

export interface Job {
  readonly kind: JobKind
  readonly row: DutyRow
}

/** The window in which a duty is done; undefined where the person's own page is the place. */
export function jobOf({ rule }: Pick<DutyRow, 'rule'>): JobKind | undefined {
  const { kind } = rules[rule].act
  const elsewhere = kind === 'honour' || kind === 'care' || kind === 'aid' || kind === 'plan'
  return elsewhere ? undefined : kind
}

/** Where a duty without a window of its own is done: on the person's page. */
export function placeOf({ rule, retireeId }: Pick<DutyRow, 'rule' | 'retireeId'>): string {
  const { kind } = rules[rule].act
  if (kind === 'plan') return `/roster/${retireeId}?tab=contacts`
  if (kind === 'aid') return `/hardship?person=${retireeId}`
  return `/roster/${retireeId}${kind === 'care' ? '?tab=health' : ''}`
}
